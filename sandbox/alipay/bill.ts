/**
 * `alipay.data.dataservice.bill.downloadurl.query` and the file behind its address. A day's bill is there from nine on
 * the day after; the address works for half a minute. Armed faults spoil what is handed out, never the books.
 */

import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import type { FaultAction } from '../faults/actions.ts'
import { type Bill, fundsBill, type Movement, summaryBill, tradeBill } from './bill-text.ts'
import { newFileToken } from './ids.ts'
import type { Method } from './method.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import { done, refusals } from './reply.ts'
import { billSchema, readContent } from './request-schema.ts'
import { msOfBeijing } from './time.ts'
import { zipOf } from './zip.ts'

const addressLifeMs = 30_000
const readyAtMs = 9 * 3_600_000
const dayMs = 86_400_000
const keptFilesMax = 100

export interface BillFile {
  readonly bytes: Buffer
  readonly expiresAtMs: number
}

/** Addresses handed out and not yet forgotten, by their token. */
export type BillFiles = Map<string, BillFile>

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

function keep(files: BillFiles, token: string, file: BillFile): void {
  files.set(token, file)
  for (const old of files.keys()) {
    if (files.size <= keptFilesMax) return
    files.delete(old)
  }
}

export const billMethod = (files: BillFiles): Method => ({
  name: 'alipay.data.dataservice.bill.downloadurl.query',
  api: 'alipay_bill',
  handle(ports, { content, origin }, fault) {
    const parsed = readContent(billSchema, content)
    if (!parsed.ok) return parsed.error
    const { bill_date: day, bill_type: type } = parsed.value
    const { clock, keys, random } = ports
    const fromMs = msOfBeijing(`${day} 00:00:00`)
    const writtenAtMs = clock.nowMs()
    const isThere = writtenAtMs >= fromMs + dayMs + readyAtMs && fault?.kind !== 'bill_late'
    if (!isThere) return refusals.billNotExist()
    const movements = spoiled(movementsOf(ports, fromMs), fault)
    const token = newFileToken(random)
    const bytes = fileOf({ sellerId: keys.sellerId, day, writtenAtMs, movements }, type, fault)
    keep(files, token, { bytes, expiresAtMs: writtenAtMs + addressLifeMs })
    return done({ bill_download_url: `${origin}/dl/alipay/downloadBillFile.resource?fileId=${token}` })
  },
})
