/**
 * What benches share: percentiles of measured times, and the row in which one of our figures stands beside another.
 * Samples and figures carry one unit from end to end; nothing here converts.
 */

/** One line of the report. */
export interface BenchRow {
  /** What was measured, in a few words. */
  readonly what: string
  /** Which value of the samples: p50, p99, median. */
  readonly measure: string
  readonly unit: string
  readonly figure: number
  /** What does the least that the same work needs; left out where the figure only informs. */
  readonly beside?: { readonly what: string; readonly figure: number }
}

/** The value that `share` of the samples do not exceed. */
export function percentile(samples: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(samples).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (samples: ArrayLike<number>): number => percentile(samples, 0.5)

/** Runs something `times` times and gives each duration in microseconds. */
export function timed(times: number, run: (turn: number) => void): Float64Array {
  const samples = new Float64Array(times)
  for (let turn = 0; turn < times; turn++) {
    const startedMs = performance.now()
    run(turn)
    samples[turn] = (performance.now() - startedMs) * 1_000
  }
  return samples
}

export async function secondsOf(run: () => void | Promise<void>): Promise<number> {
  const startedMs = performance.now()
  await run()
  return (performance.now() - startedMs) / 1_000
}

interface Measured {
  readonly what: string
  readonly samples: ArrayLike<number>
}

const middleAndSlowEnd = [0.5, 0.99] as const

/** The middle and the slow end of ours, or other shares, each beside the other's. */
export function besideRows(
  unit: string,
  ours: Measured,
  other: Measured,
  shares: readonly number[] = middleAndSlowEnd,
): readonly BenchRow[] {
  return shares.map((share) => ({
    what: ours.what,
    measure: `p${share * 100}`,
    unit,
    figure: percentile(ours.samples, share),
    beside: { what: other.what, figure: percentile(other.samples, share) },
  }))
}

/** For a handful of long runs, where a p99 would only be the worst one by another name. */
export function medianRow(unit: string, ours: Measured, other: Measured): BenchRow {
  return {
    what: ours.what,
    measure: `median of ${ours.samples.length}`,
    unit,
    figure: median(ours.samples),
    beside: { what: other.what, figure: median(other.samples) },
  }
}
