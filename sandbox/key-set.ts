/**
 * Lays a demo key set on disk: one directory for each party, files for the owner only. Demo keys protect nothing; they
 * are made afresh on every machine so that none is ever shipped.
 */

import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Texts by file name. */
export type Files = Readonly<Record<string, string>>

function writePrivately(directory: string, files: Files): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  for (const [name, text] of Object.entries(files)) {
    const file = join(directory, name)
    writeFileSync(file, text, { mode: 0o600, flush: true })
    chmodSync(file, 0o600)
  }
}

/** Two first starts at once: the one that comes second throws its own draft away. */
function moveIntoPlace(draft: string, directory: string): void {
  try {
    renameSync(draft, directory)
  } catch {
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Leaves an existing key set alone. A new one is written beside its place and moved there whole, so that a start
 * that was cut short leaves no half of one.
 */
export function ensureKeySet(directory: string, make: () => Readonly<Record<string, Files>>): void {
  if (existsSync(directory)) return
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 })
  const draft = mkdtempSync(`${directory}.`)
  for (const [party, files] of Object.entries(make())) writePrivately(join(draft, party), files)
  moveIntoPlace(draft, directory)
}
