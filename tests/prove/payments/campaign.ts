/** Many streets one after the other, with a sum of what they met; it ends at the first that broke a rule. */

import type { Template } from '../../sim/template.ts'
import type { PaymentKeys } from './keys.ts'
import { type StreetReport, salesPerStreet, simulateStreet } from './run.ts'

export interface Campaign {
  readonly firstSeed: number
  readonly sales: number
  /** Real time; a street under way is finished. */
  readonly budgetMs: number
}

export interface CampaignReport {
  readonly firstSeed: number
  readonly streets: number
  readonly sales: number
  readonly events: number
  readonly elapsedMs: number
  readonly counts: ReadonlyMap<string, number>
  readonly broken: StreetReport | undefined
}

export async function runStreets(
  { firstSeed, sales, budgetMs }: Campaign,
  template: Template,
  keys: PaymentKeys,
): Promise<CampaignReport> {
  const startedMs = performance.now()
  const counts = new Map<string, number>()
  const wanted = Math.ceil(sales / salesPerStreet)
  let [streets, events] = [0, 0]
  let broken: StreetReport | undefined
  while (streets < wanted && !broken && performance.now() - startedMs < budgetMs) {
    const report = await simulateStreet(firstSeed + streets, template, keys)
    streets += 1
    events += report.events
    for (const [kind, times] of report.counts) counts.set(kind, (counts.get(kind) ?? 0) + times)
    if (report.findings.length > 0) broken = report
  }
  const elapsedMs = performance.now() - startedMs
  return { firstSeed, streets, sales: streets * salesPerStreet, events, elapsedMs, counts, broken }
}

const groups = [
  'net ',
  'attempt ',
  'ended ',
  'bank ',
  'fault ',
  'log ',
  'server dies ',
  'shopper ',
  'temper ',
]

function tellCounts(counts: ReadonlyMap<string, number>): readonly string[] {
  const told = [...counts].sort(([left], [right]) => left.localeCompare(right))
  const of = (group: string): string =>
    told
      .filter(([kind]) => kind.startsWith(group))
      .map(([kind, times]) => `${kind.slice(group.length)} ${times}`)
      .join(', ')
  const single = told.filter(([kind]) => !groups.some((group) => kind.startsWith(group)))
  return [
    single.map(([kind, times]) => `${kind} ${times}`).join(', '),
    ...groups.map((group) => `${group}: ${of(group)}`),
  ]
}

function tellBroken({ seed, digest, findings, tail }: StreetReport): readonly string[] {
  return [
    ...tail.map((line) => `  ${line.slice(0, 220)}`),
    `Broken on seed ${seed} (trace ${digest.slice(0, 16)}):`,
    ...findings.map(({ rule, what }) => `  ${rule}: ${what}`),
    `Replay: npm run prove -- payments --seed ${seed} --runs 1`,
  ]
}

export function tellStreets(report: CampaignReport): readonly string[] {
  const { firstSeed, streets, sales, events, elapsedMs, counts, broken } = report
  const seconds = elapsedMs / 1_000
  const verdict = broken ? 'a rule is broken' : '0 doubled, 0 lost, 0 unpaid, every orphan refunded'
  return [
    ...tellCounts(counts),
    ...(broken ? tellBroken(broken) : []),
    `prove: payments: seeds ${firstSeed} to ${firstSeed + streets - 1}: ${sales} sales, ${events} events in ${seconds.toFixed(0)} s (${(sales / seconds).toFixed(1)} a second): ${verdict}`,
  ]
}
