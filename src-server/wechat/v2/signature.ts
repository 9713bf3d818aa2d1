/**
 * The signature inside WeChat Pay v2 messages: all fields but `sign` that are not empty, sorted by name, HMAC-SHA256
 * under the APIv2 key. Fields nobody has heard of are part of it. MD5 is never accepted.
 */

import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Fields } from './xml.ts'

const byName = ([left]: readonly [string, string], [right]: readonly [string, string]): number =>
  left < right ? -1 : 1

/** Without the key: `a=1&b=2&key=` follows. */
const signedText = (fields: Fields): string =>
  Object.entries(fields)
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .toSorted(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

/** 64 upper-case hex digits. */
export function signFields(fields: Fields, key: KeyObject): string {
  const text = `${signedText(fields)}&key=${key.export().toString('utf8')}`
  return createHmac('sha256', key).update(text, 'utf8').digest('hex').toUpperCase()
}

/** Under the current key or, while a reset is under way, the previous one. */
export function isSigned(fields: Fields, keys: readonly KeyObject[]): boolean {
  const given = Buffer.from(fields['sign'] ?? '', 'utf8')
  return keys.some((key) => {
    const expected = Buffer.from(signFields(fields, key), 'utf8')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
