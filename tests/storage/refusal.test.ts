/** Files a lane must not open, and disks that fail: each with its own refusal, nothing touched, nothing thrown. */

import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { journalPragmas, openDatabase } from '../../storage/database.ts'
import { openJournal } from '../../storage/journal.ts'
import { refusalSentence } from '../../storage/refusal.ts'
import { verifyJournalFile } from '../../storage/verify.ts'
import type { Orders } from './crash-child.ts'
import { callForHelp, must, openedJournal, ownDirectory, refused, sell } from './fixture.ts'
import { identityAt, nextInput, sha256, stateOf } from './selling.ts'

/** Names and contents of everything in a directory but SQLite's index of a log, which holds no data. */
const contents = (directory: string): readonly string[] =>
  readdirSync(directory)
    .filter((name) => !name.endsWith('-shm'))
    .map((name) => `${name} ${sha256(readFileSync(join(directory, name), 'latin1'))}`)

const isRoot = process.getuid?.() === 0

describe('a file that is not this lane’s to open', () => {
  it('is refused with a sentence when a newer Scanway wrote it', () => {
    const identity = identityAt(join(ownDirectory(), 'journal.db'))
    must(openJournal(identity)).close()
    const editor = new Database(identity.path)
    editor.pragma('user_version = 7')
    editor.close()
    const refusal = refused(openJournal(identity))
    expect(refusal).toMatchObject({ kind: 'FromFuture', found: 7, known: 1 })
    expect(refusalSentence(refusal)).toContain('newer Scanway (format 7, this one knows 1)')
  })

  it('is refused and left untouched when another program made it', () => {
    const directory = ownDirectory()
    const path = join(directory, 'journal.db')
    const other = new Database(path)
    other.exec('CREATE TABLE recipe (name TEXT)')
    other.close()
    const before = contents(directory)
    expect(refused(openJournal(identityAt(path))).kind).toBe('OtherProgram')
    expect(contents(directory)).toEqual(before)
  })

  it('is refused and left untouched when it is no database', () => {
    const directory = ownDirectory()
    const path = join(directory, 'journal.db')
    writeFileSync(path, 'Dear diary, today I sold nothing. '.repeat(300))
    const before = contents(directory)
    expect(refused(openJournal(identityAt(path))).kind).toBe('Damaged')
    expect(contents(directory)).toEqual(before)
  })

  it('is refused while another process sells on it', () => {
    const path = join(ownDirectory(), 'journal.db')
    const journal = openedJournal(identityAt(path))
    sell(journal, 3)
    const orders: Orders = { path, variant: 'sound', inputs: 1, acknowledgeTo: 1 }
    const program = join(import.meta.dirname, 'crash-child.ts')
    const other = spawnSync(process.execPath, [program], { input: JSON.stringify(orders), encoding: 'utf8' })
    expect(other.status).toBe(3)
    expect(other.stderr).toContain('"kind":"InUse"')
    sell(journal, 0)
    must(journal.append([callForHelp()]))
  })

  it('is refused while this process sells on it, which keeps its lock', () => {
    const identity = identityAt(join(ownDirectory(), 'journal.db'))
    const journal = openedJournal(identity)
    expect(refused(openJournal(identity)).kind).toBe('InUse')
    expect(refusalSentence({ kind: 'InUse', path: 'journal.db' })).toContain('another lane process holds it')
    expect(refused(openJournal(identity)).kind).toBe('InUse')
    must(journal.append([callForHelp()]))
  })

  it('is refused when its directory is missing', () => {
    const path = join(ownDirectory(), 'nowhere', 'journal.db')
    expect(refused(openJournal(identityAt(path)))).toMatchObject({ kind: 'CannotOpen' })
  })
})

describe('settings that keep sales safe', () => {
  it('are really in force on an opened journal', () => {
    const database = must(openDatabase(join(ownDirectory(), 'journal.db'), journalPragmas))
    onTestFinished(() => void database.close())
    const found = ['synchronous', 'journal_mode', 'locking_mode', 'foreign_keys', 'trusted_schema'].map(
      (name) => database.pragma(name, { simple: true }),
    )
    expect(found).toEqual([2, 'wal', 'exclusive', 1, 0])
  })

  it('are read back: a database that will not take one is refused', () => {
    const path = join(ownDirectory(), 'journal.db')
    const pragmas = [{ name: 'page_size', value: 512 }, ...journalPragmas, { name: 'page_size', value: 1024 }]
    expect(refused(openDatabase(path, pragmas))).toEqual({
      kind: 'PragmaRefused',
      path,
      name: 'page_size',
      wanted: '1024',
      found: '512',
    })
  })
})

/** A file system of a few hundred kilobytes that goes away with its test. */
function smallDisk(size: string): string {
  const directory = ownDirectory()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', directory])
  expect(mounted.status).toBe(0)
  onTestFinished(() => void spawnSync('umount', [directory]))
  return directory
}

const mayMount = isRoot && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
if (!mayMount) console.log('full and read-only disks not tested: mounting is not allowed here')

describe.skipIf(!mayMount)('a disk that fails', () => {
  it('fails the append by name, refuses all after it, and loses nothing that was acknowledged', () => {
    const directory = smallDisk('300k')
    const identity = identityAt(join(directory, 'journal.db'))
    const journal = openedJournal(identity)
    let state = stateOf(journal.recover())
    let written = journal.append([callForHelp()])
    for (let made = 0; written.ok && made < 2_000; made++) {
      const input = nextInput(state, journal.head().seq)
      written = journal.append(input.news, input.checkpoint)
      state = input.state
    }
    const acknowledged = journal.head().seq
    expect(refused(written)).toMatchObject({
      kind: 'DiskFailed',
      reason: expect.stringContaining('SQLITE_FULL'),
    })
    expect(journal.failure()).toContain('SQLITE_FULL')
    spawnSync('mount', ['-o', 'remount,size=4m', directory])
    expect(journal.append([callForHelp()])).toEqual(written)
    expect(journal.head().seq).toBe(acknowledged)
    journal.close()
    const again = openedJournal(identity)
    expect(again.head().seq).toBeGreaterThanOrEqual(acknowledged)
    must(again.append([callForHelp()]))
    again.close()
    must(verifyJournalFile(identity))
  })

  it('is refused when it may only be read', () => {
    const directory = smallDisk('4m')
    const identity = identityAt(join(directory, 'journal.db'))
    must(openJournal(identity)).close()
    spawnSync('mount', ['-o', 'remount,ro', directory])
    const refusal = refused(openJournal(identity))
    expect(refusal.kind).toBe('CannotOpen')
    expect(refusalSentence(refusal)).toContain('journal.db cannot be opened: ')
  })
})

describe('a database whose main file is gone', () => {
  it('is refused, and its log is kept: the sales may be in it', () => {
    const directory = ownDirectory()
    const path = join(directory, 'journal.db')
    const copies = join(directory, 'copies')
    mkdirSync(copies)
    const journal = openedJournal(identityAt(path))
    sell(journal, 5)
    const log = spawnSync('cp', [`${path}-wal`, join(copies, 'journal.db-wal')])
    expect(log.status).toBe(0)
    const before = contents(copies)
    expect(refused(openJournal(identityAt(join(copies, 'journal.db')))).kind).toBe('Damaged')
    expect(contents(copies)).toEqual(before)
    rmSync(copies, { recursive: true })
  })
})
