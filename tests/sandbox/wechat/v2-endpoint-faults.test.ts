/**
 * Every fault that fits a call of WeChat Pay v2, armed at that very call: what the store's exchange believes of the
 * answer, and whether the platform had done what was asked.
 */

import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import type { FaultAction } from '../../../sandbox/faults/actions.ts'
import type { Api } from '../../../sandbox/faults/apis.ts'
import { armFault, ledgerOf, orderBody } from '../support/bench.ts'
import { type CodeBench, mint, openCodeBench } from '../support/code-bench.ts'
import {
  describeFaults,
  disarm,
  type FaultTable,
  type Stories,
  type Story,
  story,
  struckTimes,
} from '../support/fault-table.ts'
import { fileKeys, number } from '../support/file-keys.ts'
import { type Heard, v2, v2Bill } from './support/calls.ts'

const fen = 12_840
const lateMs = 9_000
const dayMs = 24 * 3_600_000
const other = 'SW0001261122A2'
const order = { out_trade_no: number }

type Told = Story<Heard>

const keys = fileKeys()
let bench: CodeBench
beforeEach(() => {
  bench = openCodeBench(keys)
})

const ask = (path: string, fields: Readonly<Record<string, string>> = order) => v2(bench, keys, path, fields)

const goods = { body: 'Basket at lane 3', total_fee: String(fen), spbill_create_ip: '127.0.0.1' }
const charge = async (out_trade_no = number) =>
  ask('/pay/micropay', { ...goods, out_trade_no, auth_code: await mint(bench) })
const chargeFace = async (out_trade_no = number) =>
  ask('/pay/facepay', { ...goods, out_trade_no, openid: 'o', face_code: await mint(bench, 'alice', 'face') })
const giveBack = () =>
  ask('/secapi/pay/refund', {
    ...order,
    out_refund_no: 'R1',
    total_fee: String(fen),
    refund_fee: String(fen),
  })
const askRefund = () => ask('/pay/refundquery', { out_refund_no: 'R1' })
const bill = (bill_date = '20261122') => v2Bill(bench, keys, { bill_date, bill_type: 'ALL' })

const paid = () => charge()
const paidAWhileAgo = (pay: () => Promise<Heard>) => async (): Promise<void> => {
  await pay()
  bench.clock.advance(15_000)
}

const state = () => ledgerOf(bench, number)?.state
const isCaptured = () => ledgerOf(bench, number)?.capturedFen === fen
const isGivenBack = () => ledgerOf(bench, number)?.refundedFen === fen
const done = (fields: object = {}) => ({ status: 200, body: { result_code: 'SUCCESS', ...fields } })
const refused = (err_code: string, fields: object = {}) => ({
  status: 200,
  body: { result_code: 'FAIL', err_code, ...fields },
})

const endpoints = {
  v2_micropay: { call: charge, fine: done({ trade_type: 'MICROPAY' }), isDone: isCaptured },
  v2_facepay: { call: chargeFace, fine: done({ trade_type: 'FACEPAY' }), isDone: isCaptured },
  v2_orderquery: {
    before: paid,
    call: () => ask('/pay/orderquery'),
    fine: done({ trade_state: 'SUCCESS' }),
  },
  v2_facepayquery: {
    before: chargeFace,
    call: () => ask('/pay/facepayquery'),
    fine: done({ trade_state: 'SUCCESS' }),
  },
  v2_closeorder: {
    before: () => bench.client.createNative(orderBody(keys, number)),
    call: () => ask('/pay/closeorder'),
    fine: done(),
    isDone: () => state() === 'CLOSED',
  },
  v2_reverse: {
    before: paidAWhileAgo(charge),
    call: () => ask('/secapi/pay/reverse'),
    fine: done({ recall: 'N' }),
    isDone: isGivenBack,
  },
  v2_facepayreverse: {
    before: paidAWhileAgo(chargeFace),
    call: () => ask('/secapi/pay/facepayreverse'),
    fine: done({ recall: 'N' }),
    isDone: isGivenBack,
  },
  v2_refund: {
    before: paid,
    call: giveBack,
    fine: done({ out_refund_no: 'R1', refund_fee: String(fen) }),
    isDone: () => bench.store.refundByNumber('R1') !== undefined,
  },
  v2_refundquery: {
    before: async () => {
      await paid()
      await giveBack()
    },
    call: askRefund,
    fine: done({ out_refund_no_0: 'R1' }),
  },
  v2_downloadbill: {
    before: async () => {
      await paid()
      bench.clock.advance(dayMs)
    },
    call: bill,
    fine: { body: { bytes: expect.any(Buffer) } },
  },
  v2_authinfo: {
    call: () =>
      ask('/face/get_wxpayface_authinfo', {
        store_id: '1',
        store_name: 'Corner Shop',
        device_id: 'lane3',
        rawdata: 'raw',
        now: String(Math.floor(bench.clock.nowMs() / 1_000)),
        version: '1',
      }),
    fine: done({ authinfo: expect.any(String) }),
  },
} as const satisfies FaultTable<Heard>['endpoints']

const doubted = (doubt: string, action: FaultAction, isDone: boolean): Told =>
  story(action, { doubt }, isDone)

const late = async (): Promise<void> => expect(bench.clock.waited()).toBe(lateMs)

const onTheWay: Stories<Heard> = {
  delay: [story({ kind: 'delay', ms: lateMs }, 'fine', true, late)],
  delay_after_commit: [story({ kind: 'delay_after_commit', ms: lateMs }, 'fine', true, late)],
  drop_before_commit: [doubted('TransportFailed', { kind: 'drop_before_commit' }, false)],
  drop_after_commit: [doubted('TransportFailed', { kind: 'drop_after_commit' }, true)],
  error_before_commit: [doubted('AnswerUnreadable', { kind: 'error_before_commit', status: 502 }, false)],
  error_after_commit: [doubted('AnswerUnreadable', { kind: 'error_after_commit', status: 502 }, true)],
  truncate_answer: [doubted('TransportFailed', { kind: 'truncate_answer' }, true)],
  restart: [doubted('TransportFailed', { kind: 'restart' }, true)],
  bad_signature: [doubted('SignatureWrong', { kind: 'bad_signature' }, true)],
  no_signature: [doubted('SignatureWrong', { kind: 'no_signature' }, true)],
  unsigned_error: [doubted('SignatureWrong', { kind: 'unsigned_error' }, false)],
  system_error: [
    story({ kind: 'system_error', commit: true }, refused('SYSTEMERROR'), true),
    story({ kind: 'system_error', commit: false }, refused('SYSTEMERROR'), false),
  ],
  rate_limited: [story({ kind: 'rate_limited' }, refused('FREQUENCY_LIMITED'), false)],
}

type Asking = (fields?: Readonly<Record<string, string>>) => Promise<Heard>
const atCodes: Asking = (fields) => ask('/pay/orderquery', fields)
const atFaces: Asking = (fields) => ask('/pay/facepayquery', fields)

const later = (asking: Asking, ms: number, trade_state: string) => async (): Promise<void> => {
  bench.clock.advance(ms)
  expect(await asking()).toMatchObject(done({ trade_state }))
}

const chargeStories = (asking: Asking): Stories<Heard> => ({
  slow_shopper: [
    story(
      { kind: 'slow_shopper', ms: lateMs },
      refused('USERPAYING'),
      false,
      later(asking, lateMs, 'SUCCESS'),
    ),
  ],
  user_paying_forever: [
    story(
      { kind: 'user_paying_forever' },
      refused('USERPAYING'),
      false,
      later(asking, 3_600_000, 'USERPAYING'),
    ),
  ],
  payer_refused: [
    story({ kind: 'payer_refused', reason: 'balance' }, refused('NOTENOUGH'), false),
    story({ kind: 'payer_refused', reason: 'code' }, refused('AUTH_CODE_ERROR'), false),
    story({ kind: 'payer_refused', reason: 'risk' }, refused('TRADE_ERROR'), false),
  ],
  password_cancelled: [
    story(
      { kind: 'password_cancelled', ms: lateMs },
      refused('USERPAYING'),
      false,
      later(asking, lateMs, 'PAYERROR'),
    ),
  ],
})

const queryStories = (asking: Asking, pay: (number: string) => Promise<Heard>): Stories<Heard> => ({
  query_lies: [
    story(
      { kind: 'query_lies', as: 'unpaid', ms: lateMs },
      done({ trade_state: 'USERPAYING' }),
      true,
      later(asking, lateMs, 'SUCCESS'),
    ),
    story(
      { kind: 'query_lies', as: 'absent', ms: lateMs },
      refused('ORDERNOTEXIST'),
      true,
      later(asking, lateMs, 'SUCCESS'),
    ),
  ],
  duplicate_transaction_id: [
    story({ kind: 'duplicate_transaction_id' }, 'fine', true, async () => {
      await pay(other)
      const transaction_id = bench.store.orderByNumber(other)?.transactionId
      expect(await asking()).toMatchObject(done({ ...order, transaction_id }))
    }),
  ],
  closed_after_refund: [
    story({ kind: 'closed_after_refund' }, 'fine', true, async () => {
      await giveBack()
      await later(asking, 2_000, 'CLOSED')()
      await disarm(bench.gateway)
      await later(asking, 0, 'REFUND')()
    }),
  ],
})

const reverseStories: Stories<Heard> = {
  pay_before_close: [story({ kind: 'pay_before_close' }, 'fine', true)],
  reverse_again: [story({ kind: 'reverse_again' }, refused('SYSTEMERROR', { recall: 'Y' }), false)],
  reverse_paying: [story({ kind: 'reverse_paying' }, refused('USERPAYING', { recall: 'Y' }), false)],
}

const refundLater = (ms: number, refund_status_0: string) => async (): Promise<void> => {
  expect(await askRefund()).toMatchObject(done({ refund_status_0: 'PROCESSING' }))
  bench.clock.advance(ms)
  expect(await askRefund()).toMatchObject(done({ refund_status_0 }))
}

const bytesOf = (heard: Heard): Buffer => {
  const bytes = 'doubt' in heard ? undefined : heard.body['bytes']
  return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0)
}
const rowsOf = (bytes: Buffer): readonly string[] =>
  bytes
    .toString('utf8')
    .split('\r\n')
    .filter((line) => /^`2026/.test(line))

const written = (action: FaultAction, judge: (bytes: Buffer) => void): Told =>
  story(action, 'fine', true, async (heard) => judge(bytesOf(heard)))

/** The bill is not signed; what says that there is none is. */
const onlyWords = (action: FaultAction): Told =>
  story(action, 'fine', true, async () =>
    expect(await bill('20261121')).toMatchObject({ doubt: 'SignatureWrong' }),
  )

const own: { readonly [A in Api]?: Stories<Heard> } = {
  v2_micropay: chargeStories(atCodes),
  v2_facepay: chargeStories(atFaces),
  v2_orderquery: queryStories(atCodes, charge),
  v2_facepayquery: queryStories(atFaces, chargeFace),
  v2_closeorder: {
    pay_before_close: [
      story({ kind: 'pay_before_close' }, refused('ORDERPAID'), false, () => later(atCodes, 0, 'SUCCESS')()),
    ],
  },
  v2_reverse: reverseStories,
  v2_facepayreverse: reverseStories,
  v2_refund: {
    refund_processing: [
      story({ kind: 'refund_processing', ms: lateMs }, 'fine', true, refundLater(lateMs, 'SUCCESS')),
    ],
    refund_abnormal: [story({ kind: 'refund_abnormal' }, 'fine', true, refundLater(2_000, 'CHANGE'))],
    refund_closed: [story({ kind: 'refund_closed' }, 'fine', true, refundLater(2_000, 'REFUNDCLOSE'))],
    refund_not_enough: [
      story({ kind: 'refund_not_enough' }, refused('NOTENOUGH'), false, async () => {
        await disarm(bench.gateway)
        expect(await giveBack()).toMatchObject(done())
      }),
    ],
  },
  v2_downloadbill: {
    bad_signature: [onlyWords({ kind: 'bad_signature' })],
    no_signature: [onlyWords({ kind: 'no_signature' })],
    bill_late: [story({ kind: 'bill_late' }, refused('20007'), true)],
    bill_missing_row: [
      written({ kind: 'bill_missing_row' }, (bytes) => expect(rowsOf(bytes)).toHaveLength(0)),
    ],
    bill_extra_row: [
      written({ kind: 'bill_extra_row' }, (bytes) =>
        expect(rowsOf(bytes)).toEqual([
          expect.stringContaining(number),
          expect.stringContaining('NOBODY0ORDERED0THIS'),
        ]),
      ),
    ],
    bill_wrong_amount: [
      written({ kind: 'bill_wrong_amount' }, (bytes) => expect(rowsOf(bytes)[0]).toContain('128.41')),
    ],
    bill_encoding: [
      written({ kind: 'bill_encoding', as: 'bom' }, (bytes) => expect(bytes[0]).toBe(0xef)),
      written({ kind: 'bill_encoding', as: 'plain' }, (bytes) =>
        expect(bytes.toString('utf8')).toMatch(/^交易时间/),
      ),
      written({ kind: 'bill_encoding', as: 'gbk' }, (bytes) =>
        expect(new TextDecoder('gbk').decode(bytes)).toMatch(/^交易时间/),
      ),
      written({ kind: 'bill_encoding', as: 'gzip' }, (bytes) =>
        expect(gunzipSync(bytes).toString('utf8')).toContain('交易时间'),
      ),
    ],
  },
}

describeFaults({ wire: 'v2', endpoints, onTheWay, own, sandbox: () => bench.gateway })

describe('a charge', () => {
  test.each([
    ['v2_micropay', charge, '/secapi/pay/reverse'],
    ['v2_facepay', chargeFace, '/secapi/pay/facepayreverse'],
  ] as const)('%s is held until its order has been ended, and then made', async (api, call, reverse) => {
    await armFault(bench, { api }, { kind: 'hold_until_reversed' })
    const held = call()
    await expect.poll(() => struckTimes(bench.gateway)).toBe(1)
    expect(await ask(reverse)).toMatchObject(refused('ORDERNOTEXIST'))
    expect(await held).toMatchObject(endpoints[api].fine)
    expect(isCaptured()).toBe(true)
  })
})
