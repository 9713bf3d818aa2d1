/**
 * Many simulated days one after the other, with a sum of what they met. It ends at the first day that broke a rule,
 * after so many runs, or when its time is up.
 */

import { type RunReport, simulate } from './run.ts'
import type { Template } from './template.ts'

export interface Campaign {
  readonly firstSeed: number
  readonly runs: number
  /** Real time; a day under way is finished. */
  readonly budgetMs: number
}

export interface CampaignReport {
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
  return { ...sum, elapsedMs: performance.now() - startedMs, counts, broken }
}

const hoursOf = (ms: number): string => (ms / 3_600_000).toFixed(1)

const groups = ['net ', 'disk ', 'fact ', 'log ', 'temper ', 'wallet ', 'command ', 'fault ']

/** The sum in a few lines: single figures first, then the kinds of each group. */
export function tellCounts(counts: ReadonlyMap<string, number>): readonly string[] {
  const told = [...counts].sort(([left], [right]) => left.localeCompare(right))
  const of = (list: readonly (readonly [string, number])[], from = 0): string =>
    list.map(([kind, times]) => `${kind.slice(from)} ${times}`).join(', ')
  const single = told.filter(([kind]) => !groups.some((group) => kind.startsWith(group)))
  const grouped = groups.map(
    (group) =>
      `${group}: ${of(
        told.filter(([kind]) => kind.startsWith(group)),
        group.length,
      )}`,
  )
  return [of(single), ...grouped]
}

export function tellSum({ runs, events, virtualMs, elapsedMs, counts }: CampaignReport): string {
  const perSecond = (runs / (elapsedMs / 1_000)).toFixed(2)
  const sales = counts.get('sales') ?? 0
  return `${runs} days of ${hoursOf(virtualMs)} h in ${(elapsedMs / 1_000).toFixed(1)} s (${perSecond} a second): ${events} events, ${sales} sales`
}

export function tellBroken({ seed, digest, findings, tail }: RunReport): string {
  const broken = findings.map(({ rule, what }) => `  ${rule}: ${what}`)
  return [
    ...tail.map((line) => `  ${line.slice(0, 220)}`),
    `Broken on seed ${seed} (trace ${digest.slice(0, 16)}):`,
    ...broken,
    `Replay: npm run prove -- spine --seed ${seed} --runs 1`,
  ].join('\n')
}
