/** When the sweeper looks at an attempt or a refund again: often while a shopper waits, ever slower after. */

/** Waits of an unwinding or an unanswered call, by how often it was tried. */
const backoffMs = [
  2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000,
] as const
const slowestMs = 3_600_000

export const backoffAfter = (tries: number): number => backoffMs[tries] ?? slowestMs

/** Between two questions about a QR that a shopper is looking at. */
export const offeredPollMs = 2_000

/** The same, when the last question got no answer. */
export const offeredUnansweredMs = 5_000

/** After a QR's time has run out, the provider's clock may still be a little behind ours. */
export const expiryGraceMs = 5_000

/**
 * An order the provider has never heard of may still be on its way to it; past this time behind its expiry it can
 * no longer be paid there.
 */
export const notFoundFinalMs = 60_000

/** The first refund question; the provider asks for some patience. */
export const refundFirstMs = 10_000

/** Older than this and still not final: a person is told. */
export const stuckAfterMs = 24 * 3_600_000
