/** What benches share: percentiles of measured times, and a table that people and other programs read. */

/** The value that `share` of the samples do not exceed. */
export function percentile(samples: Float64Array, share: number): number {
  const sorted = samples.toSorted()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

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

const cell = (value: string | number): string =>
  typeof value === 'string' ? value : value >= 100 ? value.toFixed(0) : value.toPrecision(3)

/** Prints rows under their headings, numbers to three places. */
export function printTable(title: string, rows: readonly Readonly<Record<string, string | number>>[]): void {
  console.log(title)
  console.table(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, cell(value)]))),
  )
}

/** Rows for the product and for what it is held against, with the ratio of the two. */
export function besideRows(product: Float64Array, peer: Float64Array, peerName: string) {
  const row = (name: string, samples: Float64Array) => ({
    '': name,
    'p50 µs': percentile(samples, 0.5),
    'p99 µs': percentile(samples, 0.99),
  })
  return [
    row('Scanway', product),
    row(peerName, peer),
    {
      '': 'ratio',
      'p50 µs': percentile(product, 0.5) / percentile(peer, 0.5),
      'p99 µs': percentile(product, 0.99) / percentile(peer, 0.99),
    },
  ]
}
