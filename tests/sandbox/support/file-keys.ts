/** What the tests of one file share at the WeChat platform: its keys, gone after the last of them, and an order's number. */

import { afterAll } from 'vitest'
import { type DemoKeys, demoKeys } from './bench.ts'

export const number = 'SW0001261122A1'

export function fileKeys(): DemoKeys {
  const keys = demoKeys()
  afterAll(() => keys.remove())
  return keys
}
