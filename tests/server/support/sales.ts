/** Sales as a lane records them: facts by the real decisions' shapes, chained, ready for upload. */

import type { PaymentRequest } from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { chain, genesis, type JournalEntry, type JournalHead } from '../../../domain/journal.ts'
import { assert, present } from '../../../domain/result.ts'
import type { Fact } from '../../../domain/sale/fact.ts'
import { sha256 } from '../../../src-server/hash.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { itemOf, type Rig, type TestLane } from './rig.ts'

export interface SaleScript {
  readonly saleId: string
  readonly paymentId: string
  readonly amountMinor: number
  readonly receiptToken: string
  readonly receiptNumber: number
  readonly facts: readonly Fact[]
}

export interface SaleOptions {
  readonly priceMinor?: number
  readonly transactionId?: string
  readonly paidMinor?: number
}

/** Two lines, one of them twice: three pieces. */
export function saleScript(
  number: number,
  { priceMinor = 250, transactionId, paidMinor }: SaleOptions = {},
): SaleScript {
  const saleId = `sale-${number}`
  const paymentId = `pay-${number}`
  const amountMinor = paidMinor ?? 3 * priceMinor
  const receiptToken = sha256(`token ${number}`).slice(0, 32)
  const item = (index: number) => itemOf(index, { priceMinor })
  const scan = { source: 'serial', catalogueVersion: 1 } as const
  const facts: Fact[] = [
    { kind: 'SaleStarted', saleId, currency: 'CNY', language: 'en' },
    { kind: 'ItemScanned', lineId: `${saleId}-a`, item: item(1), ...scan },
    { kind: 'ItemScanned', lineId: `${saleId}-b`, item: item(2), ...scan },
    { kind: 'QuantityChanged', lineId: `${saleId}-b`, quantity: 2 },
    { kind: 'PaymentRequested', paymentId, wallet: 'wechat', amountMinor },
    {
      kind: 'SalePaid',
      paymentId,
      wallet: 'wechat',
      amountMinor,
      transactionId: transactionId ?? `T${outTradeNoOf('store-1', paymentId)}`,
      paidAtMs: 1_795_000_000_000 + number,
      receiptNumber: number,
      receiptToken,
    },
    { kind: 'SaleFinished' },
  ]
  return { saleId, paymentId, amountMinor, receiptToken, receiptNumber: number, facts }
}

const paymentRequestOf = ({ saleId, paymentId, amountMinor }: SaleScript): PaymentRequest => ({
  paymentId,
  saleId,
  wallet: 'wechat',
  amountMinor,
  currency: 'CNY',
})

/** Has the server take the money for a sale, as it would be before `SalePaid` is recorded. */
export async function payFor(rig: Rig, lane: TestLane, script: SaleScript): Promise<void> {
  const { status } = await lane.post(paths.payments, paymentRequestOf(script))
  assert(status === 200, 'the payment is opened')
  const outTradeNo = outTradeNoOf('store-1', script.paymentId)
  rig.provider.pay(outTradeNo)
  const { headers, body } = rig.provider.noticeOf(outTradeNo)
  const heard = await rig.send('POST', '/notify/wechat', { body, headers })
  assert(heard.status === 204, 'the notification is heard')
}

/** A lane's journal in memory. */
export function journalOf(laneId: string, epoch: number) {
  let head: JournalHead = genesis(laneId, epoch, sha256)
  const entries: JournalEntry[] = []
  return {
    entries,
    record(saleId: string | null, ...facts: readonly Fact[]): readonly JournalEntry[] {
      const news = chain(
        head,
        facts.map((fact) => ({ atMs: 1_795_000_000_000, saleId, fact })),
        sha256,
      )
      entries.push(...news)
      const { seq, hash } = present(entries.at(-1), 'something was recorded')
      head = { laneId, epoch, seq, hash }
      return news
    },
    sell(script: SaleScript): readonly JournalEntry[] {
      return this.record(script.saleId, ...script.facts)
    },
  }
}
