/**
 * Many simulated days one after the other, with a sum of what they met. It ends at the first day that broke a rule,
 * after so many runs, or when its time is up.
 */

import { type RunReport, simulate } from './run.ts'
import { tellBroken, tellCounts } from './telling.ts'
import type { Template } from './template.ts'

export interface Campaign {
  readonly firstSeed: number
  readonly runs: number
  /** Real time; a day under way is finished. */
  readonly budgetMs: number
}

export interface CampaignReport {
  readonly firstSeed: number
  readonly runs: number
  readonly events: number
  readonly virtualMs: number
  readonly elapsedMs: number
  readonly counts: ReadonlyMap<string, number>
  readonly broken: RunReport | undefined
}

export async function runCampaign(
  { firstSeed, runs, budgetMs }: Campaign,
  template: Template,
): Promise<CampaignReport> {
  const startedMs = performance.now()
  const counts = new Map<string, number>()
  const sum = { runs: 0, events: 0, virtualMs: 0 }
  let broken: RunReport | undefined
  while (sum.runs < runs && !broken && performance.now() - startedMs < budgetMs) {
    const report = await simulate(firstSeed + sum.runs, template)
    sum.runs++
    sum.events += report.events
    sum.virtualMs += report.virtualMs
    for (const [kind, times] of report.counts) counts.set(kind, (counts.get(kind) ?? 0) + times)
    if (report.findings.length > 0) broken = report
  }
  return { ...sum, firstSeed, elapsedMs: performance.now() - startedMs, counts, broken }
}

const hoursOf = (ms: number): string => (ms / 3_600_000).toFixed(1)

const groups = ['net ', 'disk ', 'fact ', 'log ', 'temper ', 'wallet ', 'command ', 'fault ']

/** What the days met, what broke, and the sum. */
export function tellDays({
  firstSeed,
  runs,
  events,
  virtualMs,
  elapsedMs,
  counts,
  broken,
}: CampaignReport): readonly string[] {
  const seconds = elapsedMs / 1_000
  const pace = `${runs} days of ${hoursOf(virtualMs)} h in ${seconds.toFixed(1)} s (${(runs / seconds).toFixed(2)} a second)`
  return [
    ...tellCounts(counts, groups),
    ...(broken ? tellBroken('spine', broken) : []),
    `prove: seeds ${firstSeed} to ${firstSeed + runs - 1}: ${pace}: ${events} events, ${counts.get('sales') ?? 0} sales`,
  ]
}
