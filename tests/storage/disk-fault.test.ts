/**
 * The system refuses one operation of a selling lane, at its n-th sync or write: the lane must say so and stop, and
 * what it had acknowledged must be there afterwards. strace plays the failing disk.
 */

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openJournal } from '../../storage/journal.ts'
import { verifyJournalFile } from '../../storage/verify.ts'
import type { Orders } from './crash-child.ts'
import { must, ownDirectory, sell } from './fixture.ts'
import { identityAt } from './selling.ts'

const traceable = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
if (!traceable) console.log('disk faults not tested: strace is missing or not allowed here')

/** What the child leaves with: the journal did not open, or an append was refused. */
const refusedToOpen = 3
const refusedToAppend = 4

const faults = ['fsync:error=EIO', 'pwrite64:error=EIO', 'pwrite64:error=ENOSPC']

/** The operation that fails first; it and all after it do. */
const turns = [1, 4, 9]

const cases = faults.flatMap((fault) => turns.map((turn) => [fault, turn] as const))

describe.skipIf(!traceable)('a disk that fails under a selling lane', () => {
  it.each(cases)('is seen, and nothing acknowledged is lost: %s from its operation %i on', (fault, turn) => {
    const path = join(ownDirectory(), 'journal.db')
    const before = must(openJournal(identityAt(path)))
    sell(before, 5)
    before.close()
    const orders: Orders = { path, variant: 'sound', inputs: 50, acknowledgeTo: 1 }
    const program = join(import.meta.dirname, 'crash-child.ts')
    const inject = ['-o', '/dev/null', '-e', `inject=${fault}:when=${turn}+`]
    const child = spawnSync('strace', [...inject, process.execPath, program], {
      input: JSON.stringify(orders),
      encoding: 'utf8',
    })
    expect([refusedToOpen, refusedToAppend]).toContain(child.status)
    const acknowledged = Number(child.stdout.split('\n').at(-2) ?? 0)
    const after = must(openJournal(identityAt(path)))
    expect(after.head().seq).toBeGreaterThanOrEqual(Math.max(acknowledged, before.head().seq))
    sell(after, 3)
    after.close()
    must(verifyJournalFile(identityAt(path)))
  })
})
