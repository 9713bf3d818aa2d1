/**
 * Rows of paper in ESC/POS. Commands come from the encoder library; text goes through it raw, as GB18030 in the
 * printer's Chinese mode, because the library's code pages hold no Chinese. Text is laid out before it comes here.
 */

import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import type { Receipt } from '../../domain/receipt.ts'
import type { RefundSlip } from '../../domain/refund-slip.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Slip } from '../../domain/slip.ts'
import type { ReceiptLayout, Row } from './paper.ts'
import type { PrinterRefusal } from './port.ts'
import { encodeText } from './printer-text.ts'
import { receiptRows } from './receipt-rows.ts'
import { refundRows } from './refund-rows.ts'
import { slipRows } from './slip-rows.ts'

/** `FS &`: two- and four-byte characters from here on. */
const chineseMode = [0x1c, 0x26]

/** A full basket with every name on two rows, each line discounted, and the rest of a receipt. */
export const receiptRowsMax = 2_100

/** From the print head past the knife. */
const feedBeforeCut = 4
const qrModuleDots = 6

function addRow(encoder: ReceiptPrinterEncoder, row: Row): void {
  if (row.kind === 'qr') {
    encoder.align('center').qrcode(row.data, { size: qrModuleDots, errorlevel: 'm' }).align('left')
    return
  }
  const title = row.style === 'title'
  const strong = row.style !== 'plain'
  if (title) encoder.size(2, 2)
  if (strong) encoder.bold(true)
  encoder.raw(encodeText(row.text))
  if (strong) encoder.bold(false)
  if (title) encoder.size(1, 1)
  encoder.newline()
}

/** The bytes of a whole printout, from reset to cut. Refuses what no sale can be as long as. */
function renderRows(
  rows: readonly Row[],
  columns: ReceiptLayout['columns'],
): Result<Uint8Array, PrinterRefusal> {
  if (rows.length > receiptRowsMax)
    return err({ kind: 'TooLong', rows: rows.length, rowsMax: receiptRowsMax })
  const encoder = new ReceiptPrinterEncoder({
    columns,
    language: 'esc-pos',
    newline: '\n',
    feedBeforeCut,
    errors: 'strict',
  })
  encoder.initialize().raw(chineseMode)
  for (const row of rows) addRow(encoder, row)
  return ok(encoder.cut('partial').encode())
}

type Rendered = Result<Uint8Array, PrinterRefusal>

export const renderEscPos = (receipt: Receipt, layout: ReceiptLayout): Rendered =>
  renderRows(receiptRows(receipt, layout), layout.columns)

export const renderSlip = (slip: Slip | RefundSlip, layout: ReceiptLayout): Rendered =>
  renderRows('refundReference' in slip ? refundRows(slip, layout) : slipRows(slip, layout), layout.columns)
