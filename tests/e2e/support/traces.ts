/** Whether a secret left a trace: in a file of the kiosk or the server, or in what either of them said. */

import fs from 'node:fs'
import path from 'node:path'
import { expect } from '@playwright/test'
import type { Lane } from './lane.ts'
import type { Store } from './store.ts'

/** Every file below a folder whose bytes hold the text. */
function filesWith(folder: string, text: string): readonly string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .filter((file) => fs.readFileSync(file).includes(text))
}

/** Nothing of the kiosk's or the server's remembers it; the wallet and its platform of course do. */
export function expectNoTrace(lane: Lane, store: Store, secret: string): void {
  expect(secret.length, 'a secret to look for').toBeGreaterThan(8)
  expect(filesWith(path.dirname(lane.film), secret), 'files of the kiosk').toEqual([])
  expect(filesWith(path.join(store.world.home, 'server'), secret), 'files of the server').toEqual([])
  expect(lane.log(), 'what the kiosk said').not.toContain(secret)
  expect(store.log(), 'what the server said').not.toContain(secret)
}
