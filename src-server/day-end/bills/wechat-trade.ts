/**
 * WeChat Pay's bill of trade (`tradebill`, type ALL): a row for every payment and one for every refund or reversal,
 * with what was ordered beside what reaches the merchant.
 */

import { ok, type Result } from '../../../domain/result.ts'
import type { BillPayment, BillRefund, BillRefusal, TradeBill, TradeEntry } from './bill.ts'
import { isOfDay } from './day-row.ts'
import { decimalOf, feeIn, fensIn, type Row, readEach, refused, sumOf } from './table.ts'
import { agrees, tablesOf } from './wechat-table.ts'

const tradeColumns = {
  at: '交易时间',
  transactionId: '微信订单号',
  outTradeNo: '商户订单号',
  state: '交易状态',
  currency: '货币种类',
  settled: '应结订单金额',
  outRefundNo: '商户退款单号',
  refundSettled: '退款金额',
  refundState: '退款状态',
  fee: '手续费',
  rate: '费率',
  amount: '订单金额',
  refundAmount: '申请退款金额',
} as const

const tradeSums = {
  count: '总交易单数',
  settled: '应结订单总金额',
  refundSettled: '退款总金额',
  fee: '手续费总金额',
  amount: '订单总金额',
  refundAmount: '申请退款总金额',
} as const

const refundStates: Readonly<Record<string, 'success' | 'processing' | 'failed'>> = {
  SUCCESS: 'success',
  PROCESSING: 'processing',
  FAIL: 'failed',
  CHANGE: 'failed',
}

/** `0.60%` in millionths; undefined where no rate is written. */
const rateOf = (text: string): number | undefined =>
  text.endsWith('%') ? decimalOf(text.slice(0, -1), 4) : undefined

function readPayment(row: Row): Result<BillPayment, BillRefusal> {
  const fens = fensIn(row, { amountMinor: tradeColumns.amount, settledMinor: tradeColumns.settled })
  if (!fens.ok) return fens
  const fee = feeIn(row, tradeColumns.fee)
  if (!fee.ok) return fee
  const rate = rateOf(row.cell(tradeColumns.rate))
  return ok({
    kind: 'payment',
    outTradeNo: row.cell(tradeColumns.outTradeNo),
    transactionId: row.cell(tradeColumns.transactionId),
    ...fens.value,
    feeThousandths: fee.value,
    ...(rate !== undefined && { feeRateMillionths: rate }),
  })
}

function readBack(row: Row, kind: BillRefund['kind']): Result<BillRefund, BillRefusal> {
  const columns = { amountMinor: tradeColumns.refundAmount, settledMinor: tradeColumns.refundSettled }
  const fens = fensIn(row, columns)
  if (!fens.ok) return fens
  const fee = feeIn(row, tradeColumns.fee)
  if (!fee.ok) return fee
  const state =
    refundStates[row.cell(tradeColumns.refundState)] ?? (kind === 'reversal' ? 'success' : undefined)
  if (state === undefined) return refused('RowMalformed', String(row.line))
  return ok({
    kind,
    outTradeNo: row.cell(tradeColumns.outTradeNo),
    outRefundNo: row.cell(tradeColumns.outRefundNo),
    ...fens.value,
    feeThousandths: -fee.value || 0,
    state,
  })
}

function readEntry(row: Row): Result<TradeEntry, BillRefusal> {
  if (row.cell(tradeColumns.currency) !== 'CNY') return refused('OtherCurrency', String(row.line))
  if (row.cell(tradeColumns.outTradeNo) === '') return refused('RowMalformed', String(row.line))
  const state = row.cell(tradeColumns.state)
  if (state === 'SUCCESS') return readPayment(row)
  if (state === 'REFUND') return readBack(row, 'refund')
  return state === 'REVOKED' ? readBack(row, 'reversal') : refused('RowMalformed', String(row.line))
}

export function readWechatTrade(bytes: Uint8Array, day: string): Result<TradeBill, BillRefusal> {
  const tables = tablesOf(bytes, tradeColumns, tradeSums)
  if (!tables.ok) return tables
  const { rows, sums } = tables.value
  const entries = readEach(rows, (row) => {
    const isOurs = isOfDay(row, tradeColumns.at, day)
    return isOurs.ok ? readEntry(row) : isOurs
  })
  if (!entries.ok) return entries
  const payments = entries.value.filter((entry) => entry.kind === 'payment')
  const backs = entries.value.filter((entry) => entry.kind !== 'payment')
  const fees =
    sumOf(payments, (entry) => entry.feeThousandths) - sumOf(backs, (entry) => entry.feeThousandths)
  const agree = agrees(sums, [
    [tradeSums.count, 0, rows.length],
    [tradeSums.settled, 2, sumOf(payments, (entry) => entry.settledMinor)],
    [tradeSums.refundSettled, 2, sumOf(backs, (entry) => entry.settledMinor)],
    [tradeSums.fee, 5, fees],
    [tradeSums.amount, 2, sumOf(payments, (entry) => entry.amountMinor)],
    [tradeSums.refundAmount, 2, sumOf(backs, (entry) => entry.amountMinor)],
  ])
  return agree.ok ? ok({ entries: entries.value }) : agree
}
