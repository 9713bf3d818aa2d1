/**
 * One attempt at being paid, as the machine knows it: a QR the shopper scans (`qr`), or the shopper's own code or
 * face charged by us (`code`). It holds what decides, and no number, no provider and no secret.
 */

import type { PaymentEnding } from '../sale/fact.ts'
import type { Timing } from './timing.ts'

export type AttemptMode = 'qr' | 'code'

/**
 * `created`: on disk, nothing sent. `submitting`: sent, not answered. `awaiting`: it is the payer's turn. `unknown`:
 * charged or not, nobody said. `unwinding`: being ended at the provider; `unwindStuck`: the same, and a person was
 * called. `closed`, `reversed`, `failed`: surely over without money. `orphaned`: money came that no sale waits for.
 */
export const attemptStates = [
  'created',
  'submitting',
  'awaiting',
  'unknown',
  'unwinding',
  'unwindStuck',
  'succeeded',
  'closed',
  'reversed',
  'failed',
  'orphaned',
] as const

export type AttemptState = (typeof attemptStates)[number]

/** Those that may still take money for their sale: one of them at most per sale. */
export const liveStates = [
  'created',
  'submitting',
  'awaiting',
  'unknown',
  'unwinding',
  'unwindStuck',
] as const satisfies readonly AttemptState[]

const live: ReadonlySet<AttemptState> = new Set(liveStates)

export const isLive = ({ state }: { readonly state: AttemptState }): boolean => live.has(state)

export interface Attempt {
  readonly mode: AttemptMode
  readonly state: AttemptState
  readonly timing: Timing
  /** Why it ends, or is being ended. */
  readonly ending: PaymentEnding | undefined
  /** The QR's contents, once it is made and while it may be shown. */
  readonly codeUrl: string | undefined
  /** The provider takes no money for a QR after this, nor a confirmation for a code. */
  readonly payableUntilMs: number
  /** How often the order or the charge was sent, and when last. */
  readonly sends: number
  readonly sentAtMs: number | undefined
  /** The provider has surely refused the charge; one last question is under way. */
  readonly wasRefused: boolean
  /** Questions in this state, for ever longer waits. */
  readonly asks: number
  readonly unwindingSinceMs: number | undefined
  /** How often the provider was told to reverse: from the first on, money that shows up goes back. */
  readonly reverses: number
  /** When the provider last said that it has ended it; what it says when asked decides. */
  readonly unwoundAtMs: number | undefined
  /** When to look again, if only once more; `undefined` when there is nothing left to ask. */
  readonly dueAtMs: number | undefined
}

export const newAttempt = (
  mode: AttemptMode,
  timing: Timing,
  payableUntilMs: number,
  dueAtMs: number,
): Attempt => ({
  mode,
  state: 'created',
  timing,
  ending: undefined,
  codeUrl: undefined,
  payableUntilMs,
  sends: 0,
  sentAtMs: undefined,
  wasRefused: false,
  asks: 0,
  unwindingSinceMs: undefined,
  reverses: 0,
  unwoundAtMs: undefined,
  dueAtMs,
})
