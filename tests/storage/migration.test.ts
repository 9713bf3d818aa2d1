/** What a migration must never leave: half a step, a skipped step, a file that is nobody's. */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { journalFormat } from '../../storage/journal-format.ts'
import { type FileFormat, migrate } from '../../storage/migration.ts'
import { must, ownDirectory, refused } from './fixture.ts'

const one = { version: 1, name: 'one', sql: 'CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1);' }
const two = { version: 2, name: 'two', sql: 'ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = 2;' }
const broken = {
  version: 2,
  name: 'broken',
  sql: 'INSERT INTO a VALUES (5); INSERT INTO nowhere VALUES (1);',
}

const formatOf = (...migrations: FileFormat['migrations']): FileFormat => ({ applicationId: 77, migrations })

function open(path = ':memory:'): Database.Database {
  const database = new Database(path)
  onTestFinished(() => void database.close())
  return database
}

const version = (database: Database.Database): unknown => database.pragma('user_version', { simple: true })

describe('migrating', () => {
  it('runs only the steps a file lacks', () => {
    const database = open()
    must(migrate(database, 'file', formatOf(one)))
    must(migrate(database, 'file', formatOf(one, two)))
    must(migrate(database, 'file', formatOf(one, two)))
    expect(database.prepare('SELECT x, y FROM a').all()).toEqual([{ x: 1, y: 2 }])
    expect(version(database)).toBe(2)
    expect(database.pragma('application_id', { simple: true })).toBe(77)
  })

  it('leaves the step before when a step fails', () => {
    const database = open()
    must(migrate(database, 'file', formatOf(one)))
    expect(() => migrate(database, 'file', formatOf(one, broken))).toThrow(/nowhere/)
    expect(version(database)).toBe(1)
    expect(database.prepare('SELECT x FROM a').pluck().all()).toEqual([1])
  })

  it('leaves the step before when the process is killed within a step', () => {
    const path = join(ownDirectory(), 'file.db')
    const program = `
      import Database from 'better-sqlite3'
      import { migrate } from '${join(import.meta.dirname, '../../storage/migration.ts')}'
      const database = new Database(${JSON.stringify(path)})
      database.pragma('journal_mode = wal')
      database.function('die', () => process.kill(process.pid, 'SIGKILL'))
      const two = { version: 2, name: 'dies', sql: 'INSERT INTO a VALUES (2); SELECT die();' }
      migrate(database, 'file', { applicationId: 77, migrations: [${JSON.stringify(one)}, two] })`
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
    expect({ signal: child.signal, stderr: child.stderr }).toEqual({ signal: 'SIGKILL', stderr: '' })
    const database = open(path)
    expect(version(database)).toBe(1)
    expect(database.prepare('SELECT x FROM a').pluck().all()).toEqual([1])
    must(migrate(database, 'file', formatOf(one, two)))
  })

  it('refuses what is newer and what is another program’s, before changing anything', () => {
    const newer = open()
    must(migrate(newer, 'file', formatOf(one, two)))
    expect(refused(migrate(newer, 'file', formatOf(one)))).toMatchObject({
      kind: 'FromFuture',
      found: 2,
      known: 1,
    })
    expect(refused(migrate(newer, 'file', { ...formatOf(one), applicationId: 78 })).kind).toBe('OtherProgram')
  })
})

describe('the journal’s migrations', () => {
  it('are numbered from 1 without a gap', () => {
    expect(journalFormat.migrations.map((each) => each.version)).toEqual(
      journalFormat.migrations.map((_, index) => index + 1),
    )
  })

  it('1 gives an empty file every table of the journal and its guards', () => {
    const database = open()
    must(migrate(database, 'file', { ...journalFormat, migrations: journalFormat.migrations.slice(0, 1) }))
    const names = database.prepare(
      "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    expect(names.pluck().all()).toEqual([
      'acknowledged',
      'checkpoint',
      'entry',
      'entry_is_never_changed',
      'entry_is_never_deleted',
      'entry_leaves_no_gap',
      'lane',
      'setup',
    ])
  })
})
