/**
 * How the program speaks of failure. What life brings (an unknown code, a lost network) is a `Result`
 * with a named refusal; what cannot be is an `assert`, which stays on in production.
 * Nothing else in the project throws.
 */

export interface Ok<T> {
  readonly ok: true
  readonly value: T
}

export interface Err<E> {
  readonly ok: false
  readonly error: E
}

export type Result<T, E> = Ok<T> | Err<E>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })

export const err = <E>(error: E): Err<E> => ({ ok: false, error })

/** Stops the program at a state that the code says cannot be. The message names the broken rule. */
export function assert(condition: boolean, rule: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${rule}`)
}

/** Narrows away `undefined` where its presence would be a defect, not a circumstance. */
export function present<T>(value: T | undefined, rule: string): T {
  assert(value !== undefined, rule)
  return value
}

/** Proves to the compiler that a union was handled whole; reached only by data that passed no wall. */
export function unreachable(value: never): never {
  throw new Error(`Broken invariant: unhandled case ${JSON.stringify(value)}`)
}
