/** What a lane's journal must never do: forget, mix lanes or epochs, write after a failure, let itself be edited. */

import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type LaneSetup, laneSetupSchema } from '../../domain/contract/wire.ts'
import { genesis } from '../../domain/journal.ts'
import { noRules } from '../../domain/rules/sale-rules.ts'
import type { Journal, Outbox, SetupStore } from '../../lane/ports.ts'
import { openJournal } from '../../storage/journal.ts'
import { verifyJournalFile } from '../../storage/verify.ts'
import { callForHelp, must, openedJournal, ownDirectory, refused, sell } from './fixture.ts'
import { identityAt, sha256, stateOf } from './selling.ts'

const newPath = (): string => join(ownDirectory(), 'journal.db')

describe('a journal', () => {
  it('fits the ports of the lane', () => {
    const journal: Journal & { readonly outbox: Outbox; readonly setup: SetupStore } = openedJournal(
      identityAt(newPath()),
    )
    expect(journal.head()).toEqual(genesis('lane-1', 1, sha256))
    expect(journal.recover()).toEqual({ checkpoint: undefined, tail: [] })
  })

  it('comes back as it was left, in the middle of a sale', () => {
    const identity = identityAt(newPath())
    const first = must(openJournal(identity))
    sell(first, 23)
    const head = first.head()
    first.close()
    const again = openedJournal(identity)
    const state = stateOf(again.recover())
    expect(again.head()).toEqual(head)
    expect(state.sale?.basket.lines.length).toBe(3)
    expect(again.recover().checkpoint).toMatchObject({ sale: undefined, language: 'en' })
  })

  it('needs only the entries after the checkpoint to start', () => {
    const identity = identityAt(newPath())
    const first = must(openJournal(identity))
    sell(first, 23)
    first.close()
    const { tail } = openedJournal(identity).recover()
    expect(tail[0]?.fact.kind).toBe('SaleStarted')
    expect(tail.length).toBe(4)
  })

  it('starts from the first entry when its checkpoint does not read', () => {
    const identity = identityAt(newPath())
    const first = must(openJournal(identity))
    sell(first, 23)
    const expected = first.head().seq
    first.close()
    const editor = new Database(identity.path)
    editor.prepare('UPDATE checkpoint SET state = replace(state, \'"en"\', \'"zh-CN"\')').run()
    editor.close()
    const recovery = openedJournal(identity).recover()
    expect(recovery.checkpoint).toBeUndefined()
    expect(recovery.tail.length).toBe(expected)
    expect(stateOf(recovery).sale?.basket.lines.length).toBe(3)
  })

  it('writes the facts of one input all or not at all', () => {
    const identity = identityAt(newPath())
    const first = must(openJournal(identity))
    sell(first, 2)
    const { seq } = first.head()
    first.close()
    const editor = new Database(identity.path)
    editor.exec(`CREATE TRIGGER poison BEFORE INSERT ON entry WHEN NEW.at_ms = 666
                 BEGIN SELECT RAISE(ABORT, 'poisoned'); END`)
    editor.close()
    const second = must(openJournal(identity))
    expect(refused(second.append([callForHelp(), callForHelp(666)])).reason).toContain('poisoned')
    expect(second.head().seq).toBe(seq)
    second.close()
    expect(openedJournal(identity).head().seq).toBe(seq)
  })

  it.each([
    'UPDATE entry SET fact = fact',
    'DELETE FROM entry',
    "INSERT OR REPLACE INTO entry VALUES (1, 1, 0, NULL, '{}', '', '')",
    "INSERT INTO entry VALUES (1, 99, 0, NULL, '{}', '', '')",
    "INSERT INTO entry VALUES (2, 2, 0, NULL, '{}', '', '')",
  ])('refuses to be edited by any program: %s', (sql) => {
    const identity = identityAt(newPath())
    const journal = must(openJournal(identity))
    sell(journal, 3)
    journal.close()
    const editor = new Database(identity.path)
    expect(() => editor.prepare(sql).run()).toThrow(/journal entries/)
    editor.close()
  })

  it('is refused to another lane', () => {
    const identity = identityAt(newPath())
    const journal = must(openJournal(identity))
    sell(journal, 1)
    journal.close()
    expect(refused(openJournal({ ...identity, laneId: 'lane-2' }))).toMatchObject({
      kind: 'OtherLane',
      found: 'lane-1',
      wanted: 'lane-2',
    })
  })

  it('begins a new epoch beside the old one, and never goes back', () => {
    const path = newPath()
    const first = must(openJournal(identityAt(path, 1)))
    sell(first, 4)
    const old = first.head()
    first.close()
    const second = must(openJournal(identityAt(path, 2)))
    expect(second.head()).toEqual(genesis('lane-1', 2, sha256))
    must(second.append([callForHelp()]))
    expect(second.outbox.depth()).toBe(old.seq + 1)
    expect(second.outbox.waiting(100).every((entry) => entry.epoch === 1)).toBe(true)
    must(second.outbox.acknowledge(1, old.seq, 0))
    expect(second.outbox.waiting(100).map((entry) => [entry.epoch, entry.seq])).toEqual([[2, 1]])
    second.close()
    expect(must(verifyJournalFile(identityAt(path, 2))).entries).toBe(old.seq + 1)
    expect(refused(openJournal(identityAt(path, 1)))).toMatchObject({ kind: 'EpochBehind', found: 2 })
  })
})

describe('the outbox', () => {
  it('says what it lacks when the server holds more than the journal: a cut tail shows', () => {
    const journal = openedJournal(identityAt(newPath()))
    sell(journal, 3)
    const beyond = journal.head().seq + 1
    expect(refused(journal.outbox.acknowledge(1, beyond, 0)).reason).toContain(`entry ${beyond} of epoch 1`)
    expect(journal.outbox.depth()).toBe(journal.head().seq)
  })

  it('remembers its mark and what was set aside over a restart', () => {
    const identity = identityAt(newPath())
    const first = must(openJournal(identity))
    sell(first, 6)
    must(first.outbox.acknowledge(1, 3, 2))
    first.close()
    const { outbox } = openedJournal(identity)
    expect(outbox.waiting(1)[0]?.seq).toBe(4)
    expect(outbox.quarantined()).toBe(2)
    expect(outbox.oldestAtMs()).toBe(outbox.waiting(1)[0]?.atMs)
  })

  it('agrees with a list and a mark, whatever the server says in whatever order', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('sell' as const), inputs: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant('acknowledge' as const), seq: fc.integer({ min: 0, max: 12 }) }),
    )
    const path = newPath()
    let runs = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const journal = must(openJournal(identityAt(`${path}-${runs++}`)))
        let mark = 0
        for (const each of steps) {
          if (each.kind === 'sell')
            for (let n = 0; n < each.inputs; n++) must(journal.append([callForHelp(n)]))
          else if (journal.outbox.acknowledge(1, each.seq, 0).ok) mark = each.seq
          const { seq } = journal.head()
          expect(mark).toBeLessThanOrEqual(seq)
          expect(journal.outbox.depth()).toBe(seq - mark)
          expect(journal.outbox.waiting(5).map((entry) => entry.seq)).toEqual(
            Array.from({ length: Math.min(5, seq - mark) }, (_, index) => mark + 1 + index),
          )
        }
        journal.close()
      }),
      { numRuns: 25 },
    )
  })
})

it('a setup that an older lane kept serves without rules, and a newer server’s without what is new', () => {
  const { rules: _, ...older } = setup
  expect(v.parse(laneSetupSchema, older)).toEqual(setup)
  const newer = { ...setup, rules: { ...noRules, loyalty: true } }
  expect(v.parse(laneSetupSchema, newer)).toEqual(setup)
})

const setup: LaneSetup = {
  laneId: 'lane-1',
  laneName: 'Lane 1',
  store: { storeId: 's1', names: { 'zh-CN': '店', en: 'Store' }, address: 'Road 1', taxNumber: '9144' },
  currency: 'CNY',
  publicUrl: 'http://127.0.0.1:1',
  staff: [],
  rules: noRules,
  wallets: ['wechat'],
  faceWallets: [],
  chargeableWallets: [],
  serverNowMs: 1,
}

describe('the kept setup', () => {
  it('is there after a restart, the last one written', () => {
    const identity = identityAt(newPath())
    const first = must(openJournal(identity))
    expect(first.setup.read()).toBeUndefined()
    must(first.setup.write(setup))
    must(first.setup.write({ ...setup, laneName: 'Lane 1b' }))
    first.close()
    expect(openedJournal(identity).setup.read()).toEqual({ ...setup, laneName: 'Lane 1b' })
  })

  it('counts as none when it does not read', () => {
    const identity = identityAt(newPath())
    must(openJournal(identity)).close()
    const editor = new Database(identity.path)
    editor.prepare('INSERT INTO setup VALUES (1, \'{"laneId":\')').run()
    editor.close()
    expect(openedJournal(identity).setup.read()).toBeUndefined()
  })
})
