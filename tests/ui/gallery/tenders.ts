/** Cards and coupons that are held for a sale, for the gallery's views. */

import type { HeldTender } from '../../../domain/sale/tenders.ts'

/** A coupon of 5.00 and so much on a card. */
export const held = (onCardMinor: number): readonly HeldTender[] => [
  { tenderId: 't1', tender: 'coupon', codeHint: '7F3K', amountMinor: 500 },
  { tenderId: 't2', tender: 'storedValue', codeHint: '0123', amountMinor: onCardMinor },
]
