/**
 * Lays out the slip of a basket that left unpaid: what it is and is not, its lines, its total, and the code that a
 * till scans.
 */

import { formatMoney } from '../../domain/money.ts'
import type { Slip } from '../../domain/slip.ts'
import { centred, lineRows, pair, type ReceiptLayout, type Row, rule, text, timeText } from './paper.ts'
import { receiptWords } from './receipt-words.ts'

export function slipRows(slip: Slip, { columns, timeZone }: ReceiptLayout): readonly Row[] {
  const words = receiptWords[slip.language]
  const { title, notPaid } = slip.isParked ? words.parked : words.handedOver
  return [
    ...centred(slip.storeName, columns, 'title'),
    ...centred(title, columns, 'strong'),
    rule(columns),
    ...pair(words.time, timeText(slip.atMs, timeZone), columns),
    ...pair(words.lane, slip.laneName, columns),
    ...pair(words.sale, slip.saleId, columns),
    rule(columns),
    ...slip.lines.flatMap((line) => lineRows(line, slip.currency, columns, words)),
    rule(columns),
    ...pair(words.pieces, String(slip.pieces), columns),
    ...pair(words.toPay, formatMoney(slip.totalMinor, slip.currency), columns >> 1, 'title'),
    text(''),
    { kind: 'qr', data: slip.code },
    ...centred(notPaid, columns, 'strong'),
  ]
}
