/**
 * `alipay.data.dataservice.bill.downloadurl.query`: a day's bill is there from nine on the day after. Armed faults
 * spoil what is handed out, never the books.
 */

import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import type { BillFiles } from '../bill-files.ts'
import type { FaultAction } from '../faults/actions.ts'
import { billAddress } from './bill-address.ts'
import { type Bill, fundsBill, type Movement, summaryBill, tradeBill } from './bill-text.ts'
import type { Method } from './method.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import { done, refusals } from './reply.ts'
import { billSchema, readContent } from './request-schema.ts'
import { msOfBeijing } from './time.ts'
import { zipOf } from './zip.ts'

const readyAtMs = 9 * 3_600_000
const dayMs = 86_400_000

function movementsOf({ store }: AlipayGatewayPorts, fromMs: number): readonly Movement[] {
  const untilMs = fromMs + dayMs
  const payments = store
    .tradesPaid(fromMs, untilMs)
    .map((trade) => ({ trade, amountFen: trade.amountFen, atMs: trade.paidAtMs ?? 0 }))
  const refunds = store.refundsSettled(fromMs, untilMs).flatMap((refund): readonly Movement[] => {
    const trade = store.tradeByNumber(refund.outTradeNo)
    return trade === undefined
      ? []
      : [{ trade, refund, amountFen: -refund.refundFen, atMs: refund.settledAtMs ?? 0 }]
  })
  return [...payments, ...refunds].toSorted((a, b) => a.atMs - b.atMs)
}

/** The rows as a fault leaves them. */
function spoiled(movements: readonly Movement[], fault: FaultAction | undefined): readonly Movement[] {
  const [first, ...others] = movements
  if (first === undefined) return movements
  if (fault?.kind === 'bill_missing_row') return others
  if (fault?.kind === 'bill_wrong_amount') return [{ ...first, amountFen: first.amountFen + 1 }, ...others]
  if (fault?.kind !== 'bill_extra_row') return movements
  const stranger = { ...first.trade, outTradeNo: 'NOBODYS_ORDER', tradeNo: '2026000022001400000000000000' }
  return [...movements, { trade: stranger, amountFen: first.trade.amountFen, atMs: first.atMs }]
}

const name = (text: string): Buffer => iconv.encode(text, 'gbk')

function bytesOf(text: string, fault: FaultAction | undefined): Buffer {
  const as = fault?.kind === 'bill_encoding' ? fault.as : 'gbk'
  if (as === 'bom') return Buffer.from(`\ufeff${text}`)
  return as === 'plain' ? Buffer.from(text) : iconv.encode(text, 'gbk')
}

function fileOf(bill: Bill, type: 'trade' | 'signcustomer', fault: FaultAction | undefined): Buffer {
  const title = type === 'trade' ? '业务' : '账务'
  const list = type === 'trade' ? tradeBill(bill) : fundsBill(bill)
  if (fault?.kind === 'bill_encoding' && fault.as === 'gzip') return gzipSync(bytesOf(list, undefined))
  const stem = `${bill.sellerId}0156_${bill.day.replaceAll('-', '')}_${title}明细`
  return zipOf([
    { name: name(`${stem}(汇总).csv`), bytes: bytesOf(summaryBill(bill), fault) },
    { name: name(`${stem}.csv`), bytes: bytesOf(list, fault) },
  ])
}

export const billMethod = (files: BillFiles): Method => ({
  name: 'alipay.data.dataservice.bill.downloadurl.query',
  api: 'alipay_bill',
  v3: { api: 'alipay_v3_bill', verbs: ['GET'] },
  handle(ports, { content, origin }, fault) {
    const parsed = readContent(billSchema, content)
    if (!parsed.ok) return parsed.error
    const { bill_date: day, bill_type: type } = parsed.value
    const { clock, keys } = ports
    const fromMs = msOfBeijing(`${day} 00:00:00`)
    const writtenAtMs = clock.nowMs()
    const isThere = writtenAtMs >= fromMs + dayMs + readyAtMs && fault?.kind !== 'bill_late'
    if (!isThere) return refusals.billNotExist()
    const movements = spoiled(movementsOf(ports, fromMs), fault)
    const bytes = fileOf({ sellerId: keys.sellerId, day, writtenAtMs, movements }, type, fault)
    return done({ bill_download_url: origin + billAddress(files.keep(bytes)) })
  },
})
