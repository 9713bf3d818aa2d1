/**
 * What the lane was told about its place (store, currency, staff), kept beside the journal so that a lane without a
 * network starts whole.
 */

import type Database from 'better-sqlite3'
import * as v from 'valibot'
import { type LaneSetup, laneSetupSchema } from '../domain/contract/wire.ts'
import { ok, type Result } from '../domain/result.ts'
import type { Disk } from './disk.ts'
import type { DiskRefusal } from './refusal.ts'

const textSchema = v.pipe(v.string(), v.parseJson(), laneSetupSchema)

export interface LaneSetupStore {
  /** `undefined` before the first setup, or when the kept one is of another version. */
  read(): LaneSetup | undefined
  write(setup: LaneSetup): Result<void, DiskRefusal>
}

export function openSetup(database: Database.Database, disk: Disk): LaneSetupStore {
  const select = database.prepare('SELECT setup FROM setup').pluck()
  const replace = database.prepare('INSERT OR REPLACE INTO setup VALUES (1, ?)')

  function read(): LaneSetup | undefined {
    const text = disk.attempt(() => select.get())
    const setup = v.safeParse(textSchema, text.ok ? text.value : undefined)
    return setup.success ? setup.output : undefined
  }

  function write(setup: LaneSetup): Result<void, DiskRefusal> {
    const written = disk.attempt(() => replace.run(JSON.stringify(setup)))
    return written.ok ? ok(undefined) : written
  }

  return { read, write }
}
