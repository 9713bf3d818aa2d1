/**
 * The judges of the simulation judged: every bug put into a port is caught within a few days, and every account that
 * is tampered with is told under its own rule.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { present } from '../../domain/result.ts'
import { seededDefects } from './defects.ts'
import { type Finding, Findings } from './judges/findings.ts'
import { type Evidence, judge } from './judges/invariants.ts'
import { simulate } from './run.ts'
import { makeTemplate, type Template } from './template.ts'

const daysMax = 40
const testTimeoutMs = 600_000

let template: Template

beforeAll(async () => {
  template = await makeTemplate()
}, testTimeoutMs)

afterAll(() => template.remove())

const rulesOf = (findings: readonly Finding[]): readonly (string | undefined)[] =>
  findings.map(({ rule }) => rule.split(' ')[0])

describe('a lane or server with a bug in it', () => {
  it.each(seededDefects)(
    '$does, and is caught under $rule',
    { timeout: testTimeoutMs },
    async ({ rule, defect }) => {
      const broken = new Set<string | undefined>()
      for (let seed = 1; seed <= daysMax && !broken.has(rule); seed++) {
        const { findings } = await simulate(seed, template, defect)
        for (const each of rulesOf(findings)) broken.add(each)
      }
      expect([...broken]).toContain(rule)
    },
  )
})

type Tampering = (evidence: Evidence) => Evidence

const withBooks =
  (change: (books: Evidence['books']) => Partial<Evidence['books']>): Tampering =>
  (evidence) => ({ ...evidence, books: { ...evidence.books, ...change(evidence.books) } })

const changedFirst = <T>(list: readonly T[], changes: Partial<T>): readonly T[] =>
  list.map((each, at) => (at === 0 ? { ...each, ...changes } : each))

const tamperings: readonly (readonly [rule: string, what: string, tamper: Tampering])[] = [
  [
    'I1',
    'a total is a fen off',
    withBooks(({ sales }) => ({ sales: changedFirst(sales, { total_minor: 1 }) })),
  ],
  ['I1', 'a tax is a fen off', withBooks(({ sales }) => ({ sales: changedFirst(sales, { tax_minor: -1 }) }))],
  ['I1', 'a line is missing', withBooks(({ saleLines }) => ({ saleLines: saleLines.slice(1) }))],
  ['I2', 'an entry never arrived', withBooks(({ entries }) => ({ entries: entries.slice(1) }))],
  [
    'I2',
    'an entry arrived altered',
    withBooks(({ entries }) => ({ entries: changedFirst(entries, { hash: 'x' }) })),
  ],
  ['I2', 'a sale is booked twice', withBooks(({ sales }) => ({ sales: [...sales, ...sales.slice(0, 1)] }))],
  ['I3', 'the head is another', withBooks(({ heads }) => ({ heads: changedFirst(heads, { hash: 'x' }) }))],
  ['I4', 'the platform never captured', (evidence) => ({ ...evidence, ledger: [] })],
  [
    'I5',
    'the platform captured twice',
    (evidence) => ({ ...evidence, ledger: [...evidence.ledger, ...evidence.ledger] }),
  ],
  ['I6', 'a piece of stock is lost', withBooks(({ stockDeltas }) => ({ stockDeltas: stockDeltas.slice(1) }))],
  [
    'I9',
    'nobody signed in',
    (evidence) => ({
      ...evidence,
      lanes: evidence.lanes.map((lane) => ({
        ...lane,
        entries: lane.entries.filter(({ fact }) => fact.kind !== 'AttendantSignedIn'),
      })),
    }),
  ],
  [
    'I11',
    'a weight never lay on the scale',
    (evidence) => ({
      ...evidence,
      lanes: evidence.lanes.map((lane) => ({ ...lane, stoodGrams: new Set() })),
    }),
  ],
  [
    'I12',
    'a card paid for a sale that says nothing of it',
    (evidence) => ({
      ...evidence,
      lanes: evidence.lanes.map((lane) => ({
        ...lane,
        entries: lane.entries.filter(({ fact }) => fact.kind !== 'TenderHeld'),
      })),
    }),
  ],
  ['I12', 'a card lost a fen', withBooks(({ valueEntries }) => ({ valueEntries: valueEntries.slice(1) }))],
  [
    'I12',
    'what was taken is still held',
    withBooks(({ holds }) => ({ holds: holds.map((hold) => ({ ...hold, state: 'held' as const })) })),
  ],
  [
    'I12',
    'a coupon is gone that paid for nothing',
    withBooks(({ coupons }) => ({ coupons: changedFirst(coupons, { held_by: 'nobody' }) })),
  ],
  ['I10', 'a version had other prices', (evidence) => ({ ...evidence, versions: new Map() })],
]

describe('a day that went well', () => {
  let evidence: Evidence

  const rulesBroken = (given: Evidence): readonly (string | undefined)[] => {
    const findings = new Findings()
    judge(given, findings)
    return rulesOf(findings.all())
  }

  beforeAll(async () => {
    for (let seed = 1; seed <= daysMax; seed++) {
      const report = await simulate(seed, template)
      const { counts } = report
      if ((counts.get('sales') ?? 0) === 0 || !counts.has('fact PriceOverridden')) continue
      if ((counts.get('weights taken') ?? 0) === 0 || (counts.get('tenders taken') ?? 0) === 0) continue
      evidence = present(report.evidence, 'an honest day comes before the judges')
      return
    }
  }, testTimeoutMs)

  it('is found to be in order', () => {
    expect(rulesBroken(evidence)).toEqual([])
  })

  it.each(tamperings)('breaks %s when %s', (rule, _what, tamper) => {
    expect(rulesBroken(tamper(evidence))).toContain(rule)
  })
})
