/**
 * A store's day with a provider that gives bills: payments made as a lane makes them, bills as the provider's own books
 * have them or as a test spoils them.
 */

import { paths } from '../../../domain/contract/wire.ts'
import { err, ok } from '../../../domain/result.ts'
import type { StoredReport } from '../../../src-server/day-end/report.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import type { BillKind, Bills } from '../../../src-server/payments/providers/provider.ts'
import { createFakeProvider, type FakeProvider } from '../support/fake-provider.ts'
import { type Answer, enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { type BackRow, billDay, type MoveRow, type PaidRow, wechatFunds, wechatTrade } from './bill-bytes.ts'

/** Ten in the morning in China, a day later. */
export const billsReadyMs = Date.UTC(2026, 10, 23, 2, 0)

export const numberOf = (number: number): string => outTradeNoOf('store-1', `pay-${number}`)

export interface StoreDay {
  readonly rig: Rig
  readonly lane: TestLane
  readonly provider: FakeProvider
  /** What the provider hands out; left empty it says that there is no bill yet. */
  readonly bills: Map<BillKind, Uint8Array | 'unreachable'>
  /** Asks for a payment; the shopper has not paid. */
  ask(number: number, amountMinor?: number): Promise<void>
  /** The whole trip: asked, paid, heard of. */
  sell(number: number, amountMinor?: number): Promise<void>
  /** Both bills, from rows; the account moves as the trade says. */
  bill(paid: readonly PaidRow[], back?: readonly BackRow[]): void
  run(day?: string): Promise<StoredReport>
  post(path: string, body: object): Promise<Answer>
  attemptState(number: number): Promise<string | undefined>
  close(): Promise<void>
}

export const paidRow = (number: number, fen = 1280, changes: Partial<PaidRow> = {}): PaidRow => {
  const outTradeNo = numberOf(number)
  return { outTradeNo, transactionId: `T${outTradeNo}`, fen, ...changes }
}

export const backRow = (number: number, fen = 1280, changes: Partial<BackRow> = {}): BackRow => {
  const outTradeNo = numberOf(number)
  return { outTradeNo, outRefundNo: `R_${outTradeNo}_ORPH`, fen, ...changes }
}

/** Each finding as `kind state`, the gravest open one first. */
export const kindsOf = ({ report }: StoredReport): readonly string[] =>
  report.findings.map(({ finding, state }) => `${finding.kind} ${state}`)

export const openKeys = ({ report }: StoredReport): readonly string[] =>
  report.findings.flatMap(({ state, key }) => (state === 'open' ? [key] : []))

/** Every version of every day's report, in the order they were written. */
export const reportsOf = ({ rig }: StoreDay) =>
  rig.db.selectFrom('day_report').selectAll().orderBy('seq').execute()

const movesOf = (paid: readonly PaidRow[], back: readonly BackRow[]): readonly MoveRow[] => [
  ...paid.map(({ fen, settledFen }) => ({ type: '交易', fen: settledFen ?? fen })),
  ...paid.flatMap(({ feeFen = 0 }) => (feeFen === 0 ? [] : [{ type: '扣除交易手续费', fen: -feeFen }])),
  ...back.map(({ fen }) => ({ type: '退款', fen: -fen })),
]

export async function openStoreDay(): Promise<StoreDay> {
  const files: StoreDay['bills'] = new Map()
  let provider: FakeProvider | undefined
  const bills: Bills = {
    fetchBill: async (_day, kind) => {
      const file = files.get(kind)
      if (file === undefined) return err({ kind: 'NotFound' })
      return file === 'unreachable' ? err({ kind: 'Unknown', reason: 'TransportFailed' }) : ok(file)
    },
  }
  const rig = await openRig({
    provider: (nowMs) => {
      provider = createFakeProvider(nowMs)
      return { ...provider, bills }
    },
  })
  const fake = provider ?? createFakeProvider(() => rig.clock.ms)
  const lane = await enrolLane(rig)
  const ask: StoreDay['ask'] = async (number, amountMinor = 1280) => {
    const saleId = `sale-${number}`
    await lane.post(paths.payments, {
      paymentId: `pay-${number}`,
      saleId,
      wallet: 'wechat',
      amountMinor,
      currency: 'CNY',
    })
  }
  return {
    rig,
    lane,
    provider: fake,
    bills: files,
    ask,
    async sell(number, amountMinor) {
      await ask(number, amountMinor)
      fake.pay(numberOf(number))
      rig.clock.ms += 3_000
      await rig.server.tickPayments()
    },
    bill(paid, back = []) {
      files.set('trade', wechatTrade(paid, back))
      files.set('funds', wechatFunds(movesOf(paid, back)))
    },
    async run(day = billDay) {
      rig.clock.ms = Math.max(rig.clock.ms, billsReadyMs)
      const { body } = await rig.office('POST', 'day-end/run', { day })
      return body as StoredReport
    },
    post: (path, body) => rig.office('POST', `day-end/${path}`, body),
    async attemptState(number) {
      const row = await rig.db
        .selectFrom('payment_attempt')
        .select('state')
        .where('out_trade_no', '=', numberOf(number))
        .executeTakeFirst()
      return row?.state
    },
    close: () => rig.close(),
  }
}
