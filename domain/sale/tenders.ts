/**
 * Tenders beside the wallet: stored value and coupons that the server holds for a sale. Here is what they cover; a
 * held amount is never more than what was due when it was held, so the rest is never below nothing.
 */

import * as v from 'valibot'

export const tenderKinds = ['storedValue', 'coupon'] as const

export type TenderKind = (typeof tenderKinds)[number]

/** Tenders of one sale beside the wallet: more than anybody carries. */
export const tendersMax = 5

/** The last four signs of the code: enough for its owner to know it by, too few to use it. */
export const codeHintSchema = v.pipe(v.string(), v.regex(/^[-0-9A-Z]{1,4}$/))

/** One amount that is held for the sale. */
export interface HeldTender {
  readonly tenderId: string
  readonly tender: TenderKind
  readonly amountMinor: number
  readonly codeHint: string
}

/** What is left of `totalMinor` for a wallet; nothing where cards and coupons cover it all. */
export const restMinor = (totalMinor: number, tenders: readonly HeldTender[]): number =>
  totalMinor - coveredMinor(tenders)

export const coveredMinor = (tenders: readonly Pick<HeldTender, 'amountMinor'>[]): number =>
  tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
