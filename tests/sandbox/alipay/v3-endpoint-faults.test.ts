/**
 * Every fault that fits a call of Alipay's REST door, armed at that very call: what the official SDK makes of the
 * answer, and whether the platform had done what was asked. The table is as long as the fitting says; a new endpoint or
 * a new fault without a line here fails.
 */

import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { present } from '../../../domain/result.ts'
import type { FaultAction } from '../../../sandbox/faults/actions.ts'
import {
  describeFaults,
  disarm,
  type FaultTable,
  type Stories,
  type Story,
  story,
  struckTimes,
} from '../support/fault-table.ts'
import { armFault, codeOf, ledgerOf, number, payByQr, wallet } from './support/bench.ts'
import { alipaySuite } from './support/suite.ts'
import { type Heard, openV3Door, type V3Door, v3Order } from './support/v3.ts'

const suite = alipaySuite()

const fen = 12_840
const lateMs = 9_000
const dayMs = 24 * 3_600_000
const trade = { out_trade_no: number }

type Told = Story<Heard>

let door: V3Door
beforeEach(async () => {
  door = await openV3Door(suite.bench, suite.keys, 'key')
})
afterEach(() => void vi.restoreAllMocks())

const books = () => suite.bench.store
const ask = (name: string, body: object = trade) => door.post(`alipay.trade.${name}`, body)
const charge = async () =>
  ask('pay', v3Order({ scene: 'bar_code', auth_code: await codeOf(suite.bench.sandbox, 'alice') }))
const giveBack = () => ask('refund', { ...trade, refund_amount: '1.00', out_request_no: 'R1' })
const askRefund = () => ask('fastpay.refund.query', { ...trade, out_request_no: 'R1' })

async function scanned(): Promise<void> {
  const { data } = await ask('precreate', v3Order())
  await wallet(suite.bench.sandbox, 'scan', { qr: data?.['qr_code'], payer: 'alice' })
}

const fine = (data: object) => ({ status: 200, data })
const refused = (code: string) => ({ status: 400, code })

const endpoints = {
  alipay_v3_precreate: {
    call: () => ask('precreate', v3Order()),
    fine: fine({ qr_code: expect.stringContaining('https://') }),
    isDone: () => books().tradeByNumber(number) !== undefined,
  },
  alipay_v3_pay: {
    call: charge,
    fine: fine({ total_amount: '128.40', gmt_payment: expect.any(String) }),
    isDone: () => ledgerOf(suite.bench)?.capturedFen === fen,
  },
  alipay_v3_query: {
    before: () => payByQr(suite.bench),
    call: () => ask('query'),
    fine: fine({ trade_status: 'TRADE_SUCCESS' }),
  },
  alipay_v3_close: {
    before: scanned,
    call: () => ask('close'),
    fine: fine(trade),
    isDone: () => ledgerOf(suite.bench)?.state === 'TRADE_CLOSED',
  },
  alipay_v3_cancel: {
    before: () => payByQr(suite.bench),
    call: () => ask('cancel'),
    fine: fine({ action: 'refund', retry_flag: 'N' }),
    isDone: () => ledgerOf(suite.bench)?.refundedFen === fen,
  },
  alipay_v3_refund: {
    before: () => payByQr(suite.bench),
    call: giveBack,
    fine: fine({ fund_change: 'Y', refund_fee: '1.00' }),
    isDone: () => ledgerOf(suite.bench)?.refundedFen === 100,
  },
  alipay_v3_refund_query: {
    before: async () => {
      await payByQr(suite.bench)
      await giveBack()
    },
    call: askRefund,
    fine: fine({ refund_status: 'REFUND_SUCCESS', refund_amount: '1.00' }),
  },
  alipay_v3_smile: {
    call: () => door.post('zoloz.authentication.smilepay.initialize', { apdidToken: 't' }),
    fine: fine({ zim_id: expect.any(String) }),
  },
  alipay_v3_bill: {
    before: async () => {
      await payByQr(suite.bench)
      suite.bench.clock.advance(dayMs)
    },
    call: () =>
      door.get('alipay.data.dataservice.bill.downloadurl.query', {
        bill_type: 'trade',
        bill_date: '2026-11-22',
      }),
    fine: fine({ bill_download_url: expect.stringContaining('/dl/alipay/') }),
  },
} as const satisfies FaultTable<Heard>['endpoints']

/** Nothing came back that could be read, or nothing that could be believed. */
const lost = (action: FaultAction, isDone: boolean): Told => story(action, { code: 'broken' }, isDone)
const forged = (action: FaultAction): Told => story(action, { code: 'response-signature-verify-error' }, true)

const sorry = { status: 500, code: 'unknow-error' }

const late = async (): Promise<void> => expect(suite.bench.clock.waited()).toBe(lateMs)

const onTheWay: Stories<Heard> = {
  delay: [story({ kind: 'delay', ms: lateMs }, 'fine', true, late)],
  delay_after_commit: [story({ kind: 'delay_after_commit', ms: lateMs }, 'fine', true, late)],
  drop_before_commit: [lost({ kind: 'drop_before_commit' }, false)],
  drop_after_commit: [lost({ kind: 'drop_after_commit' }, true)],
  error_before_commit: [lost({ kind: 'error_before_commit', status: 502 }, false)],
  error_after_commit: [lost({ kind: 'error_after_commit', status: 502 }, true)],
  truncate_answer: [lost({ kind: 'truncate_answer' }, true)],
  restart: [lost({ kind: 'restart' }, true)],
  bad_signature: [forged({ kind: 'bad_signature' })],
  unknown_serial: [forged({ kind: 'unknown_serial' })],
  other_key: [forged({ kind: 'other_key', percent: 100 })],
  // The SDK has no word for it: it asks its own library to verify nothing.
  no_signature: [story({ kind: 'no_signature' }, { code: 'ERR_INVALID_ARG_TYPE' }, true)],
  unsigned_error: [
    story({ kind: 'unsigned_error' }, sorry, false, async () => expect(door.stampedAtMs()).toBeNaN()),
  ],
  // This client looks at no time; whoever does finds it wrong.
  skew: [
    story({ kind: 'skew', ms: 1_000_000 }, 'fine', true, async () =>
      expect(door.stampedAtMs()).toBe(suite.bench.clock.nowMs() + 1_000_000),
    ),
  ],
  system_error: [
    story({ kind: 'system_error', commit: true }, sorry, true),
    story({ kind: 'system_error', commit: false }, sorry, false),
  ],
  rate_limited: [story({ kind: 'rate_limited' }, { status: 429, code: 'app-call-limited' }, false)],
}

const asked = async (state: string): Promise<void> => {
  expect(await ask('query')).toMatchObject(fine({ trade_status: state }))
}

const later = (ms: number, state: string) => async (): Promise<void> => {
  suite.bench.clock.advance(ms)
  await suite.bench.sandbox.tick()
  await asked(state)
}

const waiting = { status: 202, data: trade }

/** A failed refund's number is free: sent again it goes through. */
const againGoesThrough: Told['after'] = async () => {
  expect((await askRefund()).data ?? {}).toEqual({})
  await disarm(suite.bench.sandbox)
  expect(await giveBack()).toMatchObject(fine({ fund_change: 'Y' }))
}

const noMove = fine({ fund_change: 'N', refund_fee: '0.00' })

/** The bill's list, as bytes of whatever encoding, and what it says of payments. */
const written = (action: FaultAction, judge: (list: Uint8Array) => void): Told =>
  story(action, 'fine', true, async ({ data }) => {
    const file = await fetch(String(data?.['bill_download_url']))
    const bytes = new Uint8Array(await file.arrayBuffer())
    judge(bytes[0] === 0x50 ? present(Object.values(unzipSync(bytes))[1], 'sums, then the list') : bytes)
  })

const gbk = new TextDecoder('gbk')
/** Its own comments tell sums. */
const payments = (list: Uint8Array): readonly string[] =>
  gbk
    .decode(list)
    .split('\r\n')
    .filter((line) => !line.startsWith('#') && /128\.4[01]/.test(line))

const starts = (hex: string) => (list: Uint8Array) =>
  expect(Buffer.from(list).toString('hex').startsWith(hex)).toBe(true)

/** What only one kind of call can suffer. */
const own: FaultTable<Heard>['own'] = {
  alipay_v3_precreate: {
    slow_shopper: [story({ kind: 'slow_shopper', ms: lateMs }, 'fine', true, later(lateMs, 'TRADE_SUCCESS'))],
  },
  alipay_v3_pay: {
    slow_shopper: [
      story({ kind: 'slow_shopper', ms: lateMs }, waiting, false, later(lateMs, 'TRADE_SUCCESS')),
    ],
    user_paying_forever: [
      story({ kind: 'user_paying_forever' }, waiting, false, later(60_000, 'WAIT_BUYER_PAY')),
    ],
    payer_refused: [
      story({ kind: 'payer_refused', reason: 'balance' }, refused('ACQ.BUYER_BALANCE_NOT_ENOUGH'), false),
      story({ kind: 'payer_refused', reason: 'code' }, refused('ACQ.PAYMENT_AUTH_CODE_INVALID'), false),
      story({ kind: 'payer_refused', reason: 'risk' }, refused('ACQ.PAYMENT_REQUEST_HAS_RISK'), false),
    ],
    password_cancelled: [
      story({ kind: 'password_cancelled', ms: lateMs }, waiting, false, later(lateMs, 'TRADE_CLOSED')),
    ],
  },
  alipay_v3_query: {
    query_lies: [
      story(
        { kind: 'query_lies', as: 'unpaid', ms: lateMs },
        fine({ trade_status: 'WAIT_BUYER_PAY' }),
        true,
        later(lateMs, 'TRADE_SUCCESS'),
      ),
      story(
        { kind: 'query_lies', as: 'absent', ms: lateMs },
        refused('ACQ.TRADE_NOT_EXIST'),
        true,
        later(lateMs, 'TRADE_SUCCESS'),
      ),
    ],
    duplicate_transaction_id: [
      story({ kind: 'duplicate_transaction_id' }, 'fine', true, async () => {
        await payByQr(suite.bench, 'SW0001261122A2')
        const other = books().tradeByNumber('SW0001261122A2')?.tradeNo
        expect(await ask('query')).toMatchObject(fine({ ...trade, trade_no: other }))
      }),
    ],
    closed_after_refund: [
      story({ kind: 'closed_after_refund' }, 'fine', true, async () => {
        await ask('cancel')
        const { data } = await ask('query')
        expect(data).toMatchObject({ trade_status: 'TRADE_CLOSED' })
        expect(data).not.toHaveProperty('send_pay_date')
      }),
    ],
  },
  alipay_v3_close: {
    pay_before_close: [
      story({ kind: 'pay_before_close' }, refused('ACQ.TRADE_STATUS_ERROR'), false, () =>
        asked('TRADE_SUCCESS'),
      ),
    ],
  },
  alipay_v3_cancel: {
    pay_before_close: [story({ kind: 'pay_before_close' }, 'fine', true)],
    reverse_again: [story({ kind: 'reverse_again' }, fine({ retry_flag: 'Y' }), false)],
    reverse_paying: [story({ kind: 'reverse_paying' }, fine({ retry_flag: 'Y' }), false)],
    no_action: [
      story({ kind: 'no_action' }, fine({ retry_flag: 'N' }), false, async ({ data }) =>
        expect(data).not.toHaveProperty('action'),
      ),
    ],
  },
  alipay_v3_refund: {
    refund_processing: [
      story({ kind: 'refund_processing', ms: lateMs }, noMove, false, async () => {
        expect(await askRefund()).toEqual({ status: 200, data: {} })
        suite.bench.clock.advance(lateMs)
        expect(await askRefund()).toMatchObject(fine({ refund_status: 'REFUND_SUCCESS' }))
      }),
    ],
    refund_abnormal: [story({ kind: 'refund_abnormal' }, noMove, false, againGoesThrough)],
    refund_closed: [story({ kind: 'refund_closed' }, noMove, false, againGoesThrough)],
    refund_not_enough: [
      story({ kind: 'refund_not_enough' }, refused('ACQ.SELLER_BALANCE_NOT_ENOUGH'), false, againGoesThrough),
    ],
  },
  alipay_v3_bill: {
    bill_late: [story({ kind: 'bill_late' }, refused('BILL_NOT_EXIST'), true)],
    bill_missing_row: [written({ kind: 'bill_missing_row' }, (list) => expect(payments(list)).toEqual([]))],
    bill_extra_row: [
      written({ kind: 'bill_extra_row' }, (list) =>
        expect(payments(list)).toEqual([
          expect.stringContaining(number),
          expect.stringContaining('NOBODYS_ORDER'),
        ]),
      ),
    ],
    bill_wrong_amount: [
      written({ kind: 'bill_wrong_amount' }, (list) =>
        expect(payments(list)).toEqual([expect.stringContaining('128.41')]),
      ),
    ],
    bill_encoding: [
      written({ kind: 'bill_encoding', as: 'gbk' }, starts('23d6a7')),
      written({ kind: 'bill_encoding', as: 'bom' }, starts('efbbbf23e6')),
      written({ kind: 'bill_encoding', as: 'plain' }, starts('23e694')),
      written({ kind: 'bill_encoding', as: 'gzip' }, starts('1f8b')),
    ],
  },
}

describeFaults({ wire: 'openapiV3', endpoints, onTheWay, own, sandbox: () => suite.bench.sandbox })

describe('a charge', () => {
  test('is held until its order has been ended, and then made', async () => {
    await armFault(suite.bench.sandbox, { api: 'alipay_v3_pay' }, { kind: 'hold_until_reversed' })
    const held = charge()
    await expect.poll(() => struckTimes(suite.bench.sandbox)).toBe(1)
    expect(await ask('cancel')).toEqual({ status: 200, data: { ...trade, retry_flag: 'N' } })
    expect(await held).toMatchObject(endpoints.alipay_v3_pay.fine)
    expect(endpoints.alipay_v3_pay.isDone()).toBe(true)
  })
})

describe('with certificates', () => {
  test.each(['unknown_serial', 'other_key'] as const)('%s names a certificate nobody has', async (kind) => {
    await suite.reopen(suite.keys.certified)
    door = await openV3Door(suite.bench, suite.keys, 'certificate')
    await armFault(
      suite.bench.sandbox,
      { api: 'alipay_v3_precreate' },
      { kind, ...(kind === 'other_key' && { percent: 100 }) },
    )
    expect(await ask('precreate', v3Order())).toMatchObject({ code: 'response-alipay-sn-verify-error' })
  })
})
