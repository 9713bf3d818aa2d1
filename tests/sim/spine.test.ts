/**
 * Simulated days of a whole store, a short campaign of them on every test run; `npm run prove -- spine` runs as many
 * as there is time for. And the same day again, event by event.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCampaign, tellDays } from './campaign.ts'
import { simulate } from './run.ts'
import { makeTemplate, type Template } from './template.ts'

const runs = 60
const testTimeoutMs = 600_000

let template: Template

beforeAll(async () => {
  template = await makeTemplate()
}, testTimeoutMs)

afterAll(() => template.remove())

/** What a campaign must have met, or it proved nothing. */
const mustHappen = [
  'sales',
  'orders at the platform',
  'face pays',
  'lane crashed',
  'server crashed',
  'server dies inside a request',
  'gateway crashed',
  'partition',
  'clock jump',
  'baskets recovered',
  'catalogue lost',
  'catalogue image installed',
  'net doubled',
  'net replyLost',
  'net rubbish',
  'disk cutAfter',
  'disk failsBefore',
  'orphans',
  'refunds',
  'fact PaymentLeft',
  'fact PriceOverridden',
  'fact AgeApproved',
  'fact WeighingCancelled',
  'weights taken',
  'sales covered',
  'tenders taken',
  'tenders given back',
]

describe('a simulated store', () => {
  it(`keeps every rule through ${runs} days of faults and crashes`, { timeout: testTimeoutMs }, async () => {
    const report = await runCampaign({ firstSeed: 1, runs, budgetMs: Number.POSITIVE_INFINITY }, template)
    console.log(tellDays(report).join('\n'))
    expect(report.broken?.findings ?? []).toEqual([])
    for (const kind of mustHappen) expect([kind, report.counts.get(kind) ?? 0]).not.toEqual([kind, 0])
    expect(report.counts.get('sales')).toBeGreaterThan(runs)
  })

  it('lives the same day again from the same seed, and another from another', {
    timeout: testTimeoutMs,
  }, async () => {
    const first = await simulate(2, template)
    const again = await simulate(2, template)
    expect({ digest: again.digest, events: again.events }).toEqual({
      digest: first.digest,
      events: first.events,
    })
    expect((await simulate(3, template)).digest).not.toBe(first.digest)
  })

  it('lives the same day in a store that was set up anew', { timeout: testTimeoutMs }, async () => {
    const other = await makeTemplate()
    const [here, there] = [await simulate(4, template), await simulate(4, other)]
    other.remove()
    expect(there.digest).toBe(here.digest)
  })
})
