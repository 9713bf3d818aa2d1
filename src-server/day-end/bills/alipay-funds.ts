/** Alipay's bill of funds (`signcustomer`, the list of the account): every movement, of which some are trade. */

import { ok, type Result } from '../../../domain/result.ts'
import { listOf } from './alipay-table.ts'
import type { BillRefusal, FundsBill } from './bill.ts'
import { isOfDay } from './day-row.ts'
import { type FundsKind, fundsOf, type Movement } from './funds.ts'
import { decimalOf, type Row, readEach, refused } from './table.ts'

const columns = {
  at: '发生时间',
  type: '业务类型',
  in: '收入金额(+元)',
  out: '支出金额(-元)',
} as const

const kinds: Readonly<Record<string, FundsKind>> = {
  在线支付: 'payments',
  交易付款: 'payments',
  交易退款: 'refunds',
  退款: 'refunds',
  收费: 'fees',
  服务费: 'fees',
  退费: 'fees',
  收费退回: 'fees',
}

function readMovement(row: Row): Result<Movement, BillRefusal> {
  const amountIn = decimalOf(row.cell(columns.in) || '0', 2)
  const amountOut = decimalOf(row.cell(columns.out) || '0', 2)
  if (amountIn === undefined || amountOut === undefined) return refused('AmountMalformed', String(row.line))
  const kind = kinds[row.cell(columns.type)] ?? 'other'
  return ok({ kind, amountMinor: amountIn - Math.abs(amountOut) })
}

export function readAlipayFunds(bytes: Uint8Array, day: string): Result<FundsBill, BillRefusal> {
  const list = listOf(bytes, columns)
  if (!list.ok) return list
  const movements = readEach(list.value.rows, (row) => {
    const isOurs = isOfDay(row, columns.at, day)
    return isOurs.ok ? readMovement(row) : isOurs
  })
  return movements.ok ? ok(fundsOf(movements.value)) : movements
}
