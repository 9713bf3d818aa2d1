/**
 * Lays a receipt out in rows of a paper width, as data: what stands where, before any printer's language. Amounts
 * are those of the receipt; nothing is added up here.
 */

import { formatAmount, formatMoney } from '../../domain/money.ts'
import type { Receipt } from '../../domain/receipt.ts'
import { centred, lineRows, pair, type ReceiptLayout, type Row, rule, text, timeText } from './paper.ts'
import { type ReceiptWords, receiptWords } from './receipt-words.ts'

const urlLengthMax = 512

/** `1300` as `13`, `350` as `3.5`: hundredths of a percent, without a fraction. */
const percentOf = (basisPoints: number): string => formatAmount(basisPoints, 'CNY').replace(/\.?0+$/, '')

function headerRows(
  receipt: Receipt,
  { columns, timeZone }: ReceiptLayout,
  words: ReceiptWords,
): readonly Row[] {
  return [
    ...centred(receipt.storeName, columns, 'title'),
    ...centred(receipt.address, columns),
    ...centred(`${words.taxNumber} ${receipt.taxNumber}`, columns),
    rule(columns),
    ...pair(`${words.receipt} ${receipt.receiptNumber}`, `${words.lane} ${receipt.laneName}`, columns),
    ...pair(words.time, timeText(receipt.paidAtMs, timeZone), columns),
    ...pair(words.sale, receipt.saleId, columns),
    rule(columns),
  ]
}

function totalRows(receipt: Receipt, columns: number, words: ReceiptWords): readonly Row[] {
  const money = (minor: number): string => formatMoney(minor, receipt.currency)
  const saved = receipt.savedMinor === 0 ? [] : pair(words.saved, money(-receipt.savedMinor), columns)
  return [
    rule(columns),
    ...pair(words.pieces, String(receipt.pieces), columns),
    ...saved,
    ...pair(words.total, money(receipt.totalMinor), columns >> 1, 'title'),
    ...receipt.taxes.flatMap(({ taxBasisPoints, taxMinor }) =>
      pair(words.taxAt(percentOf(taxBasisPoints)), money(taxMinor), columns),
    ),
    rule(columns),
    ...receipt.tenders.flatMap(({ tender, codeHint, amountMinor }) =>
      pair(`${words.tenders[tender]} ··${codeHint}`, money(amountMinor), columns),
    ),
    ...(receipt.wallet ? pair(words.paidWith[receipt.wallet], money(receipt.walletMinor), columns) : []),
    ...pair(words.transaction, receipt.transactionId, columns),
  ]
}

/** The way to the web receipt; none where the address is no address, rather than a code that leads nowhere. */
function webRows(receipt: Receipt, columns: number, words: ReceiptWords): readonly Row[] {
  const address = URL.parse(receipt.url)?.href
  if (address === undefined || address.length > urlLengthMax) return []
  return [text(''), { kind: 'qr', data: address }, ...centred(words.webReceipt, columns)]
}

export function receiptRows(receipt: Receipt, layout: ReceiptLayout): readonly Row[] {
  const words = receiptWords[receipt.language]
  const { columns } = layout
  return [
    ...headerRows(receipt, layout, words),
    ...receipt.lines.flatMap((line) => lineRows(line, receipt.currency, columns, words)),
    ...totalRows(receipt, columns, words),
    ...webRows(receipt, columns, words),
    text(''),
    ...centred(words.thanks, columns, 'strong'),
  ]
}
