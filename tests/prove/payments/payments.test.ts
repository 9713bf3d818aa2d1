/**
 * Payments under random trouble, crashes at every point and shoppers of every kind, judged by the bank's ledger. The
 * long run is `npm run prove -- payments`; here is a short one, and every seeded bug is seen.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeTemplate, type Template } from '../../sim/template.ts'
import { runStreets, tellStreets } from './campaign.ts'
import { seededDefects } from './defects.ts'
import { makePaymentKeys, type PaymentKeys } from './keys.ts'
import { simulateStreet } from './run.ts'

const testTimeoutMs = 900_000
const sales = Number(process.env['SCANWAY_PAYMENTS'] ?? 2_000)
/** Streets a bug may hide on. */
const streetsMax = 15

let template: Template
let keys: PaymentKeys

beforeAll(async () => {
  template = await makeTemplate()
  keys = makePaymentKeys(template.directory)
}, testTimeoutMs)

afterAll(() => template.remove())

describe('a street of tills', () => {
  it(
    `charges nobody twice, loses no payment and gives no goods away, in ${sales} sales`,
    async () => {
      const report = await runStreets(
        { firstSeed: 1, sales, budgetMs: Number.POSITIVE_INFINITY },
        template,
        keys,
      )
      console.log(tellStreets(report).join('\n'))
      expect(report.broken?.findings ?? []).toEqual([])
      const met = (kind: string): number => report.counts.get(kind) ?? 0
      // A run in which nothing happened would prove nothing.
      for (const kind of ['paid', 'refunds', 'attempt orphaned', 'attempt reversed', 'server crashed']) {
        expect(met(kind), kind).toBeGreaterThan(0)
      }
    },
    testTimeoutMs,
  )

  it('lives the same again under the same seed', async () => {
    const [once, again] = [await simulateStreet(7, template, keys), await simulateStreet(7, template, keys)]
    expect(again.events).toBe(once.events)
    expect(again.digest).toBe(once.digest)
  })
})

describe('a street where somebody', () => {
  it.each(seededDefects)(
    '$does breaks the rule that $rule',
    async ({ rule, make, seed }) => {
      const broken = new Set<string>()
      for (let street = 0; street < streetsMax && !broken.has(rule); street++) {
        const { findings } = await simulateStreet(seed + street, template, keys, make())
        for (const finding of findings) broken.add(finding.rule)
      }
      expect([...broken]).toContain(rule)
    },
    testTimeoutMs,
  )
})
