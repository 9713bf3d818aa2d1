/**
 * Every fault that fits a call at Alipay's older door, armed at that very call: what the store's provider makes of the
 * answer, and whether the platform had done what was asked. The table is as long as the fitting says; a new endpoint or
 * a new fault without a line here fails.
 */

import { describe, expect, test } from 'vitest'
import { present } from '../../../domain/result.ts'
import type { FaultAction } from '../../../sandbox/faults/actions.ts'
import { readAlipayTrade } from '../../../src-server/day-end/bills/alipay-trade.ts'
import {
  describeFaults,
  disarm,
  type FaultTable,
  type Stories,
  type Story,
  story,
  struckTimes,
} from '../support/fault-table.ts'
import { armFault, chargeBody, codeOf, ledgerOf, number, payByQr, qrBody, wallet } from './support/bench.ts'
import { alipaySuite, refundOf } from './support/suite.ts'

const suite = alipaySuite()

type Told = Story<unknown>

const fen = 12_840
const other = 'SW0001261122A2'
const lateMs = 9_000
const dayMs = 24 * 3_600_000

const waits = (outcome: object) => ({ ok: true, value: outcome })
const unknown = { ok: false, error: { kind: 'Unknown' } }
const notFound = { ok: false, error: { kind: 'NotFound' } }
const settled = { ok: false, error: { kind: 'Settled' } }
const refused = (ending?: string) => ({
  ok: false,
  error: { kind: 'Refused', ...(ending !== undefined && { ending }) },
})

const codes = () => present(suite.bench.provider.byCode, 'Alipay charges codes')
const bills = () => present(suite.bench.provider.bills, 'Alipay gives bills')

async function scanned(): Promise<void> {
  const created = await suite.bench.provider.create(qrBody())
  if (!created.ok) throw new Error('no QR')
  await wallet(suite.bench.sandbox, 'scan', { qr: created.value.codeUrl, payer: 'alice' })
}

const refundText = refundOf('R1', 100)
const giveBack = () => suite.bench.provider.refund('R1', refundText)

async function dayLater(): Promise<void> {
  await payByQr(suite.bench)
  suite.bench.clock.advance(dayMs)
}

const endpoints = {
  alipay_precreate: {
    call: () => suite.bench.provider.create(qrBody()),
    fine: { ok: true, value: { codeUrl: expect.stringContaining('https://') } },
    isDone: () => suite.bench.store.tradeByNumber(number) !== undefined,
  },
  alipay_pay: {
    call: async () =>
      codes().charge(chargeBody(), { kind: 'code', value: await codeOf(suite.bench.sandbox, 'alice') }),
    fine: waits({ kind: 'Paid', amountMinor: fen }),
    isDone: () => ledgerOf(suite.bench)?.capturedFen === fen,
  },
  alipay_query: {
    before: () => payByQr(suite.bench),
    call: () => suite.bench.provider.query(number),
    fine: waits({ kind: 'Paid', amountMinor: fen }),
  },
  alipay_close: {
    before: scanned,
    call: () => suite.bench.provider.close(number),
    fine: { ok: true },
    isDone: () => ledgerOf(suite.bench)?.state === 'TRADE_CLOSED',
  },
  alipay_cancel: {
    before: () => payByQr(suite.bench),
    call: () => codes().reverse(number),
    fine: { ok: true, value: 'done' },
    isDone: () => ledgerOf(suite.bench)?.refundedFen === fen,
  },
  alipay_refund: {
    before: () => payByQr(suite.bench),
    call: giveBack,
    fine: waits({ state: 'success', refundMinor: 100 }),
    isDone: () => ledgerOf(suite.bench)?.refundedFen === 100,
  },
  alipay_refund_query: {
    before: async () => {
      await payByQr(suite.bench)
      await giveBack()
    },
    call: () => suite.bench.provider.queryRefund('R1', number),
    fine: waits({ state: 'success', refundMinor: 100 }),
  },
  alipay_smile: {
    call: () =>
      present(suite.bench.provider.faces, 'Alipay opens terminals').openTerminal(
        {
          storeName: 'Corner Shop',
          deviceId: 'lane-1',
          rawData: '{"apdidToken":"t"}',
        },
        { outTradeNo: number, amountMinor: fen },
      ),
    fine: { ok: true, value: { authority: expect.any(String) } },
  },
  alipay_bill: {
    before: dayLater,
    call: () => bills().fetchBill('2026-11-22', 'trade'),
    fine: { ok: true },
  },
  alipay_bill_file: {
    before: dayLater,
    call: () => bills().fetchBill('2026-11-22', 'trade'),
    fine: { ok: true },
  },
} as const satisfies FaultTable<unknown>['endpoints']

const lost = (action: FaultAction, isDone: boolean): Told => story(action, unknown, isDone)

const late = async (): Promise<void> => expect(suite.bench.clock.waited()).toBe(lateMs)

/** Troubles of the way, which strike every call alike: nothing that is not proven is believed. */
const onTheWay: Stories<unknown> = {
  delay: [story({ kind: 'delay', ms: lateMs }, 'fine', true, late)],
  delay_after_commit: [story({ kind: 'delay_after_commit', ms: lateMs }, 'fine', true, late)],
  drop_before_commit: [lost({ kind: 'drop_before_commit' }, false)],
  drop_after_commit: [lost({ kind: 'drop_after_commit' }, true)],
  error_before_commit: [lost({ kind: 'error_before_commit', status: 502 }, false)],
  error_after_commit: [lost({ kind: 'error_after_commit', status: 502 }, true)],
  truncate_answer: [lost({ kind: 'truncate_answer' }, true)],
  restart: [lost({ kind: 'restart' }, true)],
  bad_signature: [lost({ kind: 'bad_signature' }, true)],
  no_signature: [lost({ kind: 'no_signature' }, true)],
  unknown_serial: [lost({ kind: 'unknown_serial' }, true)],
  unsigned_error: [lost({ kind: 'unsigned_error' }, false)],
  other_key: [story({ kind: 'other_key', percent: 100 }, 'fine', true)],
  system_error: [
    lost({ kind: 'system_error', commit: true }, true),
    lost({ kind: 'system_error', commit: false }, false),
  ],
  rate_limited: [lost({ kind: 'rate_limited' }, false)],
}

const asked = async (outcome: object): Promise<void> => {
  expect(await suite.bench.provider.query(number)).toMatchObject(outcome)
}

const later = (ms: number, outcome: object) => async (): Promise<void> => {
  suite.bench.clock.advance(ms)
  await suite.bench.sandbox.tick()
  await asked(outcome)
}

const unpaid = (isClosed: boolean) => waits({ kind: 'Unpaid', isClosed })
const paid = waits({ kind: 'Paid', amountMinor: fen })

const refundLater =
  (ms: number, outcome: object): Told['after'] =>
  async () => {
    expect(await suite.bench.provider.queryRefund('R1', number)).toMatchObject(notFound)
    suite.bench.clock.advance(ms)
    await suite.bench.sandbox.tick()
    expect(await suite.bench.provider.queryRefund('R1', number)).toMatchObject(outcome)
  }

/** A failed refund's number is free: sent again it goes through. */
const againGoesThrough: Told['after'] = async () => {
  await disarm(suite.bench.sandbox)
  expect(await giveBack()).toMatchObject(waits({ state: 'success' }))
  expect(ledgerOf(suite.bench)?.refundedFen).toBe(100)
}

/** The bill arrives, and its reader says this of it. */
const read = (action: FaultAction, outcome: object): Told =>
  story(action, 'fine', true, async () => {
    const bill = await bills().fetchBill('2026-11-22', 'trade')
    if (!bill.ok) throw new Error('no bill')
    expect(readAlipayTrade(bill.value, '2026-11-22')).toMatchObject(outcome)
  })

const spoilt = (action: FaultAction, entries: readonly object[]): Told => read(action, { value: { entries } })
const unread = { ok: false, error: { kind: 'EncodingRefused' } }

const row = (outTradeNo: string, amountMinor: number) => ({ kind: 'payment', outTradeNo, amountMinor })

/** What only one kind of call can suffer. */
const own: FaultTable<unknown>['own'] = {
  alipay_precreate: {
    slow_shopper: [
      story({ kind: 'slow_shopper', ms: lateMs }, 'fine', true, async () => {
        const qr = present(suite.bench.store.tradeByNumber(number)?.codeUrl ?? undefined, 'it has a QR')
        await wallet(suite.bench.sandbox, 'scan', { qr, payer: 'alice' })
        await asked(unpaid(false))
        await later(lateMs, paid)()
      }),
    ],
  },
  alipay_pay: {
    slow_shopper: [story({ kind: 'slow_shopper', ms: lateMs }, unpaid(false), false, later(lateMs, paid))],
    user_paying_forever: [
      story({ kind: 'user_paying_forever' }, unpaid(false), false, later(60_000, unpaid(false))),
    ],
    payer_refused: [
      story({ kind: 'payer_refused', reason: 'balance' }, refused('noFunds'), false),
      story({ kind: 'payer_refused', reason: 'code' }, refused('codeRefused'), false),
      story({ kind: 'payer_refused', reason: 'risk' }, refused('refused'), false),
    ],
    password_cancelled: [
      story({ kind: 'password_cancelled', ms: lateMs }, unpaid(false), false, later(lateMs, unpaid(true))),
    ],
  },
  alipay_query: {
    query_lies: [
      story({ kind: 'query_lies', as: 'unpaid', ms: lateMs }, unpaid(false), true, later(lateMs, paid)),
      story({ kind: 'query_lies', as: 'absent', ms: lateMs }, notFound, true, later(lateMs, paid)),
    ],
    duplicate_transaction_id: [
      story({ kind: 'duplicate_transaction_id' }, paid, true, async () => {
        await payByQr(suite.bench, other)
        await asked(waits({ transactionId: suite.bench.store.tradeByNumber(other)?.tradeNo }))
      }),
    ],
    closed_after_refund: [
      story({ kind: 'closed_after_refund' }, paid, true, async () => {
        await codes().reverse(number)
        await asked(unpaid(true))
      }),
    ],
  },
  alipay_close: {
    pay_before_close: [story({ kind: 'pay_before_close' }, settled, false, () => asked(paid))],
  },
  alipay_cancel: {
    pay_before_close: [story({ kind: 'pay_before_close' }, 'fine', true)],
    reverse_again: [story({ kind: 'reverse_again' }, { ok: true, value: 'askAgain' }, false)],
    reverse_paying: [story({ kind: 'reverse_paying' }, { ok: true, value: 'askAgain' }, false)],
    no_action: [story({ kind: 'no_action' }, notFound, false)],
  },
  alipay_refund: {
    refund_processing: [
      story(
        { kind: 'refund_processing', ms: lateMs },
        waits({ state: 'processing' }),
        false,
        refundLater(lateMs, waits({ state: 'success' })),
      ),
    ],
    refund_abnormal: [
      story({ kind: 'refund_abnormal' }, waits({ state: 'processing' }), false, againGoesThrough),
    ],
    refund_closed: [
      story({ kind: 'refund_closed' }, waits({ state: 'processing' }), false, againGoesThrough),
    ],
    refund_not_enough: [story({ kind: 'refund_not_enough' }, refused(), false, againGoesThrough)],
  },
  alipay_bill: {
    bill_late: [story({ kind: 'bill_late' }, notFound, true)],
    bill_missing_row: [spoilt({ kind: 'bill_missing_row' }, [])],
    bill_extra_row: [spoilt({ kind: 'bill_extra_row' }, [row(number, fen), row('NOBODYS_ORDER', fen)])],
    bill_wrong_amount: [spoilt({ kind: 'bill_wrong_amount' }, [row(number, fen + 1)])],
    bill_encoding: [
      spoilt({ kind: 'bill_encoding', as: 'gbk' }, [row(number, fen)]),
      read({ kind: 'bill_encoding', as: 'bom' }, unread),
      read({ kind: 'bill_encoding', as: 'plain' }, unread),
      lost({ kind: 'bill_encoding', as: 'gzip' }, true),
    ],
  },
  alipay_bill_file: {
    bill_expired_url: [lost({ kind: 'bill_expired_url' }, true)],
  },
}

describeFaults({ wire: 'openapi', endpoints, onTheWay, own, sandbox: () => suite.bench.sandbox })

describe('a charge', () => {
  test('is held until its order has been ended, and then made', async () => {
    await armFault(suite.bench.sandbox, { api: 'alipay_pay' }, { kind: 'hold_until_reversed' })
    const held = endpoints.alipay_pay.call()
    await expect.poll(() => struckTimes(suite.bench.sandbox)).toBe(1)
    expect(await codes().reverse(number)).toMatchObject(notFound)
    expect(await held).toMatchObject(paid)
    expect(endpoints.alipay_pay.isDone()).toBe(true)
  })
})
