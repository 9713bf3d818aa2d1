/** The journal's chain: whatever is altered, left out, doubled or exchanged shows at the entry where it happened. */

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ChainBreak,
  chain,
  follows,
  genesis,
  type JournalEntry,
  type JournalHead,
  type NewEntry,
} from '../../domain/journal.ts'
import { ok, present, type Result } from '../../domain/result.ts'
import { fact } from '../support/arbitrary.ts'

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const start = genesis('lane-1', 1, sha256)

const news = fc.array(
  fc.record({ atMs: fc.nat(), saleId: fc.constantFrom('s1', null), fact }) as fc.Arbitrary<NewEntry>,
  { minLength: 2, maxLength: 20 },
)

/** The chain's end, or its first break. */
const verdict = (entries: readonly JournalEntry[], from = start): Result<JournalHead, ChainBreak> =>
  entries.reduce<Result<JournalHead, ChainBreak>>(
    (head, entry) => (head.ok ? follows(head.value, entry, sha256) : head),
    ok(from),
  )

describe('journal chain', () => {
  it('accepts what it chained itself and ends at its last entry', () => {
    fc.assert(
      fc.property(news, (list) => {
        const entries = chain(start, list, sha256)
        expect(verdict(entries)).toMatchObject({ ok: true, value: { seq: list.length } })
      }),
    )
  })

  it('is the same whether facts come in one input or in many', () => {
    fc.assert(
      fc.property(news, (list) => {
        const single = list.reduce<{ entries: JournalEntry[]; head: typeof start }>(
          ({ entries, head }, entry) => {
            const [next] = chain(head, [entry], sha256)
            const added = present(next, 'one entry was chained')
            return { entries: [...entries, added], head: added }
          },
          { entries: [], head: start },
        )
        expect(single.entries).toEqual(chain(start, list, sha256))
      }),
    )
  })

  it('does not depend on the order in which an object names its fields', () => {
    const one = chain(start, [{ atMs: 1, saleId: null, fact: { kind: 'PinTried', badge: '1001' } }], sha256)
    const other = chain(start, [{ fact: { badge: '1001', kind: 'PinTried' }, saleId: null, atMs: 1 }], sha256)
    expect(one).toEqual(other)
  })

  it('names the first entry that was altered', () => {
    fc.assert(
      fc.property(news, fc.nat(), (list, pick) => {
        const entries = chain(start, list, sha256)
        const at = pick % entries.length
        const forged = entries.map((entry, index) =>
          index === at ? { ...entry, atMs: entry.atMs + 1 } : entry,
        )
        expect(verdict(forged)).toEqual({ ok: false, error: { kind: 'EntryAltered', seq: at + 1 } })
      }),
    )
  })

  it('misses nothing that was left out, doubled or put elsewhere', () => {
    fc.assert(
      fc.property(news, fc.nat(), (list, pick) => {
        const entries = chain(start, list, sha256)
        const at = pick % (entries.length - 1)
        const without = entries.toSpliced(at, 1)
        const doubled = entries.toSpliced(at, 0, present(entries[at], 'in range'))
        const swapped = entries.toSpliced(at, 2, ...entries.slice(at, at + 2).reverse())
        for (const tampered of [without, doubled, swapped]) expect(verdict(tampered).ok).toBe(false)
      }),
    )
  })

  it('is not the journal of another lane or another epoch', () => {
    const entries = chain(start, [{ atMs: 1, saleId: null, fact: { kind: 'HelpCalled' } }], sha256)
    for (const other of [genesis('lane-2', 1, sha256), genesis('lane-1', 2, sha256)]) {
      expect(verdict(entries, other)).toMatchObject({
        ok: false,
        error: { kind: 'OtherJournal' },
      })
    }
  })
})
