/**
 * The slip of a refund, as data: what came back, how much goes to which wallet or card, and the number under which the
 * shopper can ask for it. It says that money was given back, never that it has arrived.
 */

import type { Language } from './item.ts'
import type { Currency } from './money.ts'
import type { ReceiptContext } from './receipt.ts'
import { type RefundPart, refundParts } from './refund-shares.ts'
import type { LaneRefund } from './sale/sale.ts'

export interface RefundSlip {
  readonly language: Language
  readonly storeName: string
  readonly laneName: string
  readonly atMs: number
  readonly currency: Currency
  readonly receiptNumber: number
  readonly lines: readonly {
    readonly name: string
    readonly quantity: number
    readonly amountMinor: number
  }[]
  readonly amountMinor: number
  /** Where it goes; together the amount. */
  readonly parts: readonly RefundPart[]
  readonly badge: string
  /** At the provider, as it stands in the shopper's wallet. */
  readonly refundReference: string
}

interface Context extends Omit<ReceiptContext, 'publicUrl'> {
  readonly currency: Currency
}

/** `undefined` while nobody owes it. */
export function refundSlipOf(
  refund: LaneRefund,
  { store, laneName, language, currency }: Context,
): RefundSlip | undefined {
  const { atMs, receiptNumber, lines, amountMinor, badge, reference } = refund
  if (reference === undefined) return undefined
  return {
    language,
    storeName: store.names[language],
    laneName,
    atMs,
    currency,
    receiptNumber,
    lines: lines.map(({ names, quantity, amountMinor }) => ({
      name: names[language],
      quantity,
      amountMinor,
    })),
    amountMinor,
    parts: refundParts(refund),
    badge,
    refundReference: reference,
  }
}
