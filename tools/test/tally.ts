/**
 * What a runner found, in numbers, and how numbers are told. The last line of `npm test` is made here and is plain:
 * whoever reads it is a program.
 */

export interface Skip {
  readonly test: string
  readonly reason: string
}

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skips: readonly Skip[]
}

export const nothing: Tally = { passed: 0, failed: 0, skips: [] }

export const addTallies = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skips: [...one.skips, ...other.skips],
})

/** `12 passed, 0 failed`, and how many were skipped when any were. */
export function tallyLine({ passed, failed, skips }: Tally): string {
  const skipped = skips.length > 0 ? `, ${skips.length} skipped` : ''
  return `${passed} passed, ${failed} failed${skipped}`
}

/** A runner that ran nothing proves nothing: it counts as one failure. */
export function countEmptyAsFailure(tally: Tally): Tally {
  const ran = tally.passed + tally.failed
  return ran > 0 ? tally : { ...tally, failed: 1 }
}
