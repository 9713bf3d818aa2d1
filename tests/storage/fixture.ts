/** What storage tests share: a directory of their own, journals that must open, journals with sales in them. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { NewEntry } from '../../domain/journal.ts'
import type { Result } from '../../domain/result.ts'
import { type JournalFile, openJournal } from '../../storage/journal.ts'
import type { JournalIdentity } from '../../storage/journal-reading.ts'
import { nextInput, stateOf } from './selling.ts'

/** A directory that goes away with its test. */
export function ownDirectory(parent = tmpdir()): string {
  const directory = mkdtempSync(join(parent, 'scanway-storage-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** The value of what must succeed; the refusal is the test's failure. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}

/** The refusal of what must fail. */
export function refused<E>(result: Result<unknown, E>): E {
  if (result.ok) throw new Error('was not refused')
  return result.error
}

/** Opens a journal that closes with its test. */
export function openedJournal(identity: JournalIdentity): JournalFile {
  const journal = must(openJournal(identity))
  onTestFinished(() => journal.close())
  return journal
}

/** Appends `inputs` inputs of selling, from wherever the journal is. */
export function sell(journal: JournalFile, inputs: number): void {
  let state = stateOf(journal.recover())
  for (let made = 0; made < inputs; made++) {
    const input = nextInput(state, journal.head().seq)
    must(journal.append(input.news, input.checkpoint))
    state = input.state
  }
}

export const callForHelp = (atMs = 1): NewEntry => ({ atMs, saleId: null, fact: { kind: 'HelpCalled' } })
