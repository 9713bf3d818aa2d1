/**
 * Every wait and every limit of a payment, in one place and with its reason. Providers have their own for charged
 * codes; tests may hand in coarser ones. Durations in milliseconds.
 */

export interface Timing {
  /** Between two questions while the payer has the turn. */
  readonly pollMs: number
  /** The same, when the last question was not answered. */
  readonly unansweredMs: number
  /** The same bytes of an order are sent at most so often. */
  readonly sendsMax: number
  /** Waits after an unanswered call, by how often it was tried; the last one stays. */
  readonly backoffMs: readonly number[]
  /** A call is given up for lost after this: longer than any call's own time limit. */
  readonly leaseMs: number
  /** The first question after a charge that nobody answered. */
  readonly firstAskMs: number
  /** How long the payer may take to confirm a charge. */
  readonly confirmForMs: number
  /** A charge the provider does not know of after this is unwound all the same. */
  readonly absentMs: number
  /** No reversal earlier than this after the charge. */
  readonly reverseAfterMs: number
  /** Nor later than this: the provider does not take it any more. */
  readonly reversibleForMs: number
  /** A reversal on its way has landed or died after this. */
  readonly reversalLandsMs: number
  /** Past a QR's time, the provider's clock may still be a little behind ours. */
  readonly expiryGraceMs: number
  /** Past this behind its expiry an order unknown to the provider can no longer be paid. */
  readonly notFoundFinalMs: number
  /** When to ask again for an order that is unknown after its ending, counted from there. */
  readonly absenceMs: readonly number[]
  /** Unwinding for longer than this calls a person. */
  readonly stuckAfterMs: number
  /** So many unsure answers about what is over and may have taken money call one too: as long, at these waits. */
  readonly unsureAnswersMax: number
  /** Waits after so many unsure answers, of whatever is asked about: a person knows of it. The last one stays. */
  readonly slowMs: readonly number[]
  /** So many more, and a QR that can take no money any more is not asked about again: its day's bill was out by then. */
  readonly slowAsksMax: number
}

const minute = 60_000
const hour = 60 * minute

/** A lane may wait for the answer, so it slows down gently: a provider that was away for hours is soon asked again. */
const slower: readonly number[] = [
  ...Array<number>(6).fill(5 * minute),
  ...Array<number>(6).fill(10 * minute),
  ...Array<number>(4).fill(30 * minute),
  hour,
]

/** How long a QR takes money; the provider is told, and closes its side of the door by itself. */
export const payableForMs = 180_000

/**
 * An unscanned QR need not exist at the provider, and it has left the screen when it is unwound: whoever scanned it
 * in the last moment shows up within seconds.
 */
export const qrTiming: Timing = {
  pollMs: 2_000,
  unansweredMs: 5_000,
  sendsMax: 3,
  backoffMs: [2_000, 4_000, 8_000, 16_000, 32_000, 60_000],
  leaseMs: 30_000,
  firstAskMs: 5_000,
  confirmForMs: payableForMs,
  absentMs: payableForMs,
  reverseAfterMs: 0,
  reversibleForMs: payableForMs,
  reversalLandsMs: 10 * minute,
  expiryGraceMs: 5_000,
  notFoundFinalMs: 60_000,
  absenceMs: [3_000, 12_000],
  stuckAfterMs: 900_000,
  unsureAnswersMax: 20,
  slowMs: slower,
  slowAsksMax: 60,
}

/** A code lives about a minute: a charge that was overtaken by its own reversal has landed or died after three. */
export const codeTiming = (provider: {
  readonly pollMs: number
  readonly confirmForMs: number
  readonly reverseAfterMs: number
  readonly reversibleForMs: number
}): Timing => ({
  ...qrTiming,
  pollMs: provider.pollMs,
  confirmForMs: provider.confirmForMs,
  reverseAfterMs: provider.reverseAfterMs,
  reversibleForMs: provider.reversibleForMs,
  sendsMax: 1,
  absentMs: 60_000,
  absenceMs: [30_000, 90_000, 180_000],
})
