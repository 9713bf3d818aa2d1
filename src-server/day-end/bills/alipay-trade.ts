/**
 * Alipay's bill of trade (`trade`, the list of business): a row for every payment and one for every refund, the latter
 * with negative amounts.
 */

import { ok, type Result } from '../../../domain/result.ts'
import { listOf } from './alipay-table.ts'
import type { BillRefusal, TradeBill, TradeEntry } from './bill.ts'
import { isOfDay } from './day-row.ts'
import { decimalOf, feeIn, fensIn, type Row, readEach, refused, sumOf } from './table.ts'

const columns = {
  at: '完成时间',
  transactionId: '支付宝交易号',
  outTradeNo: '商户订单号',
  type: '业务类型',
  amount: '订单金额(元)',
  settled: '商家实收(元)',
  outRefundNo: '退款批次号/请求号',
  fee: '服务费(元)',
} as const

function readEntry(row: Row): Result<TradeEntry, BillRefusal> {
  const fens = fensIn(row, { amount: columns.amount, settled: columns.settled })
  if (!fens.ok) return fens
  const fee = feeIn(row, columns.fee)
  if (!fee.ok) return fee
  const outTradeNo = row.cell(columns.outTradeNo)
  const type = row.cell(columns.type)
  const isRefund = type === '退款'
  if (outTradeNo === '' || (type !== '交易' && !isRefund)) return refused('RowMalformed', String(row.line))
  // A fee is written with and without its minus; either way it is what the payment cost.
  const feeThousandths = Math.abs(fee.value)
  const { amount, settled } = fens.value
  if (!isRefund) {
    const transactionId = row.cell(columns.transactionId)
    return ok({
      kind: 'payment',
      outTradeNo,
      transactionId,
      amountMinor: amount,
      settledMinor: settled,
      feeThousandths,
    })
  }
  const outRefundNo = row.cell(columns.outRefundNo)
  // A payment that was cancelled goes back under its own number, or under none.
  const isReversal = outRefundNo === '' || outRefundNo === outTradeNo
  return ok({
    kind: isReversal ? 'reversal' : 'refund',
    outTradeNo,
    outRefundNo,
    amountMinor: Math.abs(amount),
    settledMinor: Math.abs(settled),
    feeThousandths,
    state: 'success',
  })
}

const sums = [
  { kind: 'payment', form: /^#交易合计[：:](\d+)笔[，,]\s*商家实收共(-?[\d.]+)元/ },
  { kind: 'back', form: /^#退款合计[：:](\d+)笔[，,]\s*商家实收退款共(-?[\d.]+)元/ },
] as const

/** The sums behind the list are text; where they stand they must be those of the rows. */
function agrees(entries: readonly TradeEntry[], remarks: readonly string[]): Result<undefined, BillRefusal> {
  for (const { kind, form } of sums) {
    const [, count, amount = ''] =
      remarks.map((line) => form.exec(line)).find((found) => found !== null) ?? []
    if (count === undefined) continue
    const these = entries.filter((entry) => (entry.kind === 'payment') === (kind === 'payment'))
    const isSame =
      these.length === Number(count) &&
      sumOf(these, (entry) => entry.settledMinor) === Math.abs(decimalOf(amount, 2) ?? Number.NaN)
    if (!isSame) return refused('SummaryDiffers', kind)
  }
  return ok(undefined)
}

export function readAlipayTrade(bytes: Uint8Array, day: string): Result<TradeBill, BillRefusal> {
  const list = listOf(bytes, columns)
  if (!list.ok) return list
  const entries = readEach(list.value.rows, (row) => {
    const isOurs = isOfDay(row, columns.at, day)
    return isOurs.ok ? readEntry(row) : isOurs
  })
  if (!entries.ok) return entries
  const agree = agrees(entries.value, list.value.remarks)
  return agree.ok ? ok({ entries: entries.value }) : agree
}
