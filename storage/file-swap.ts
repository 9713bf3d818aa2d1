/**
 * Puts a finished file in the place of a closed database. At every moment the name stands for the whole old file or
 * the whole new one: a log of the old one must never meet the new one, because SQLite would replay it.
 */

import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { err, ok, type Result } from '../domain/result.ts'
import type { DiskRefusal } from './refusal.ts'

/** Runs file operations; what the system refuses is a refusal here too. */
export function onFiles(run: () => void): Result<void, DiskRefusal> {
  try {
    return ok(run())
  } catch (error) {
    return err({ kind: 'DiskFailed', reason: error instanceof Error ? error.message : String(error) })
  }
}

function syncDirectory(path: string): void {
  const directory = openSync(dirname(path), 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}

/** A database with whatever SQLite keeps beside it. The database goes first: what is left of it is nothing. */
export function removeDatabase(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}-journal`]) {
    if (!existsSync(file)) continue
    rmSync(file)
    syncDirectory(file)
  }
}

/** The database at `path` must be closed by now. One that could not be closed cleanly is removed first. */
export function swapIn(fresh: string, path: string): void {
  if (existsSync(`${path}-wal`)) removeDatabase(path)
  syncDirectory(path)
  renameSync(fresh, path)
  syncDirectory(path)
}
