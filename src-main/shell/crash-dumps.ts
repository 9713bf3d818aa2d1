/**
 * Crash dumps stay on this machine, few, and readable by its owner alone: a dump holds what a shopper had on the
 * screen.
 */

import fs from 'node:fs'
import path from 'node:path'

export const crashDumpsMax = 20

const isDump = (name: string): boolean => name.endsWith('.dmp')

/** Removes all but the newest dumps, wherever in the folder they lie. */
export function trimCrashDumps(directory: string): void {
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 })
  const dumps = fs
    .readdirSync(directory, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isDump(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ file, atMs: fs.statSync(file).mtimeMs }))
    .sort((a, b) => b.atMs - a.atMs)
  for (const { file } of dumps.slice(crashDumpsMax)) fs.rmSync(file, { force: true })
}
