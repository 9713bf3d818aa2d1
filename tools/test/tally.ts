/**
 * What a runner found, in numbers, and how numbers are told. The last line of `npm test` is made here and is plain:
 * whoever reads it is a program.
 */

export interface Skip {
  readonly test: string
  readonly reason: string
}

export interface Failure {
  readonly test: string
  /** The first lines of what it said; a long report may be cut off above them. */
  readonly why: string
}

export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skips: readonly Skip[]
  /** The failures that have a name; those outside every test only count. */
  readonly failures: readonly Failure[]
}

export const nothing: Tally = { passed: 0, failed: 0, skips: [], failures: [] }

const whyLinesMax = 12
const colours = new RegExp(`${String.fromCharCode(0x1b)}\\[[0-9;]*m`, 'g')

/** A failure with as much of its message as helps to understand it without the whole report. */
export const failureOf = (test: string, message: string): Failure => ({
  test,
  why: message.replace(colours, '').split('\n').slice(0, whyLinesMax).join('\n'),
})

export const addTallies = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skips: [...one.skips, ...other.skips],
  failures: [...one.failures, ...other.failures],
})

/** `12 passed, 0 failed`, and how many were skipped when any were. */
export function tallyLine({ passed, failed, skips }: Omit<Tally, 'failures'>): string {
  const skipped = skips.length > 0 ? `, ${skips.length} skipped` : ''
  return `${passed} passed, ${failed} failed${skipped}`
}

/** A runner that ran nothing proves nothing: it counts as one failure. */
export function countEmptyAsFailure(tally: Tally): Tally {
  const ran = tally.passed + tally.failed
  return ran > 0 ? tally : { ...tally, failed: 1 }
}
