/** WeChat Pay's bill of funds (`fundflowbill`): every movement of the merchant's account, of which some are trade. */

import { ok, type Result } from '../../../domain/result.ts'
import type { BillRefusal, FundsBill } from './bill.ts'
import { isOfDay } from './day-row.ts'
import { type FundsKind, fundsOf, type Movement } from './funds.ts'
import { fenIn, type Row, readEach, refused, sumOf } from './table.ts'
import { agrees, tablesOf } from './wechat-table.ts'

const fundsColumns = { at: '记账时间', type: '业务类型', side: '收支类型', amount: '收支金额(元)' } as const

const fundsSums = {
  count: '资金流水总笔数',
  inCount: '收入笔数',
  inAmount: '收入金额',
  outCount: '支出笔数',
  outAmount: '支出金额',
} as const

const fundsKinds: Readonly<Record<string, FundsKind>> = {
  交易: 'payments',
  退款: 'refunds',
  扣除交易手续费: 'fees',
  交易手续费: 'fees',
  退还手续费: 'fees',
}

function readMovement(row: Row): Result<Movement, BillRefusal> {
  const amount = fenIn(row, fundsColumns.amount)
  if (!amount.ok) return amount
  const side = row.cell(fundsColumns.side)
  if (side !== '收入' && side !== '支出') return refused('RowMalformed', String(row.line))
  const kind = fundsKinds[row.cell(fundsColumns.type)] ?? 'other'
  return ok({ kind, amountMinor: side === '收入' ? amount.value : -amount.value || 0 })
}

export function readWechatFunds(bytes: Uint8Array, day: string): Result<FundsBill, BillRefusal> {
  const tables = tablesOf(bytes, fundsColumns, fundsSums)
  if (!tables.ok) return tables
  const { rows, sums } = tables.value
  const read = readEach(rows, (row) => {
    const isOurs = isOfDay(row, fundsColumns.at, day)
    return isOurs.ok ? readMovement(row) : isOurs
  })
  if (!read.ok) return read
  const movements = read.value
  const [ins, outs] = [
    movements.filter(({ amountMinor }) => amountMinor >= 0),
    movements.filter(({ amountMinor }) => amountMinor < 0),
  ]
  const agree = agrees(sums, [
    [fundsSums.count, 0, rows.length],
    [fundsSums.inAmount, 2, sumOf(ins, ({ amountMinor }) => amountMinor)],
    [fundsSums.outAmount, 2, -sumOf(outs, ({ amountMinor }) => amountMinor) || 0],
  ])
  return agree.ok ? ok(fundsOf(movements)) : agree
}
