/**
 * Many streets, one after the other or side by side on threads, with a sum of what they met; it ends at the first that
 * broke a rule.
 */

import { Worker } from 'node:worker_threads'
import { tellBroken, tellCounts } from '../../sim/telling.ts'
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

/** Hands out the seeds of a campaign and sums up what became of them. */
class Progress {
  readonly #campaign: Campaign
  readonly #startedMs = performance.now()
  readonly #counts = new Map<string, number>()
  #begun = 0
  #streets = 0
  #events = 0
  #broken: StreetReport | undefined

  constructor(campaign: Campaign) {
    this.#campaign = campaign
  }

  /** The next street to live, or nothing when all have, a rule is broken or the time is up. */
  next(): number | undefined {
    const { firstSeed, sales, budgetMs } = this.#campaign
    const isOver = this.#broken !== undefined || this.#elapsedMs() >= budgetMs
    if (isOver || this.#begun * salesPerStreet >= sales) return undefined
    return firstSeed + this.#begun++
  }

  add(report: StreetReport): void {
    this.#streets += 1
    this.#events += report.events
    for (const [kind, times] of report.counts) this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + times)
    if (report.findings.length > 0) this.#broken ??= report
  }

  report(): CampaignReport {
    return {
      firstSeed: this.#campaign.firstSeed,
      streets: this.#streets,
      sales: this.#streets * salesPerStreet,
      events: this.#events,
      elapsedMs: this.#elapsedMs(),
      counts: this.#counts,
      broken: this.#broken,
    }
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedMs
  }
}

export async function runStreets(
  campaign: Campaign,
  template: Template,
  keys: PaymentKeys,
): Promise<CampaignReport> {
  const progress = new Progress(campaign)
  for (let seed = progress.next(); seed !== undefined; seed = progress.next())
    progress.add(await simulateStreet(seed, template, keys))
  return progress.report()
}

/** Tells now and then how far it is. */
export async function runStreetsSideBySide(
  campaign: Campaign,
  threads: number,
  tell: (report: CampaignReport) => void,
): Promise<CampaignReport> {
  const progress = new Progress(campaign)
  const live = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('thread.ts', import.meta.url))
      worker.on('error', reject)
      worker.on('exit', () => resolve())
      worker.on('message', (report: StreetReport) => {
        progress.add(report)
        tell(progress.report())
        worker.postMessage(progress.next())
      })
      worker.postMessage(progress.next())
    })
  await Promise.all(Array.from({ length: threads }, live))
  return progress.report()
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

export function tellStreets(report: CampaignReport): readonly string[] {
  const { firstSeed, streets, sales, events, elapsedMs, counts, broken } = report
  const seconds = elapsedMs / 1_000
  const verdict = broken ? 'a rule is broken' : '0 doubled, 0 lost, 0 unpaid, every orphan refunded'
  return [
    ...tellCounts(counts, groups),
    ...(broken ? tellBroken('payments', broken) : []),
    `prove: payments: seeds ${firstSeed} to ${firstSeed + streets - 1}: ${sales} sales, ${events} events in ${seconds.toFixed(0)} s (${(sales / seconds).toFixed(1)} a second): ${verdict}`,
  ]
}
