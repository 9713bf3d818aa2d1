/** Small scopes for the exploration: coarse times, so that every order of events fits, and one of each misfortune. */

import { qrTiming, type Timing } from '../../../domain/payment/timing.ts'
import type { Budget, Kind, Scope } from './world.ts'

const qr: Timing = {
  ...qrTiming,
  pollMs: 1,
  unansweredMs: 1,
  sendsMax: 2,
  backoffMs: [1],
  leaseMs: 2,
  firstAskMs: 1,
  confirmForMs: 2,
  absentMs: 2,
  expiryGraceMs: 0,
  notFoundFinalMs: 2,
  absenceMs: [1],
  stuckAfterMs: 8,
}

const code: Timing = { ...qr, sendsMax: 1, reverseAfterMs: 1, absenceMs: [1, 2] }

const onceEach: Budget = { crashes: 1, losses: 1, lates: 1, repeats: 1, cancels: 1, lies: 1 }

export const scopeOf = (kinds: readonly Kind[], budget: Partial<Budget> = {}): Scope => ({
  kinds,
  timings: { qr, code },
  payableForMs: 2,
  codeLivesMs: 3,
  budget: { ...onceEach, ...budget },
})
