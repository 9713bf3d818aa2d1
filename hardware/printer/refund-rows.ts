/**
 * Lays out the slip of a refund: what came back, what it comes to, to which wallet or card, and the number to ask for
 * it by.
 */

import { formatGrouped, formatMoney } from '../../domain/money.ts'
import type { RefundPart } from '../../domain/refund-shares.ts'
import type { RefundSlip } from '../../domain/refund-slip.ts'
import { centred, pair, type ReceiptLayout, type Row, rule, timeText } from './paper.ts'
import { type ReceiptWords, receiptWords } from './receipt-words.ts'

const backTo = (part: RefundPart, words: ReceiptWords['refund']): string =>
  part.kind === 'wallet' ? words.backTo[part.wallet] : `${words.backToCard} ··${part.codeHint}`

/** Where to look for it. */
function outlook({ parts }: RefundSlip, words: ReceiptWords['refund']): string {
  if (parts.length === 0) return words.noMoney
  return parts.some(({ kind }) => kind === 'wallet') ? words.onItsWay : words.onCard
}

export function refundRows(slip: RefundSlip, { columns, timeZone }: ReceiptLayout): readonly Row[] {
  const words = receiptWords[slip.language]
  const { refund } = words
  return [
    ...centred(slip.storeName, columns, 'title'),
    ...centred(refund.title, columns, 'strong'),
    rule(columns),
    ...pair(words.time, timeText(slip.atMs, timeZone), columns),
    ...pair(words.lane, slip.laneName, columns),
    ...pair(refund.of, String(slip.receiptNumber), columns),
    ...pair(refund.attendant, slip.badge, columns),
    rule(columns),
    ...slip.lines.flatMap(({ name, quantity, amountMinor }) =>
      pair(`${quantity} x ${name}`, formatGrouped(amountMinor, slip.currency), columns),
    ),
    rule(columns),
    ...slip.parts.flatMap((part) =>
      pair(backTo(part, refund), formatMoney(part.amountMinor, slip.currency), columns, 'strong'),
    ),
    ...pair(refund.reference, slip.refundReference, columns),
    ...centred(outlook(slip, refund), columns),
  ]
}
