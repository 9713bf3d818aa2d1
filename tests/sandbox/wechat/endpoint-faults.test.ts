/**
 * Every fault that fits a call of WeChat Pay v3, armed at that very call: what the store's exchange believes of the
 * answer, whether the platform had done what was asked, and what each fault makes of a notification.
 */

import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { present } from '../../../domain/result.ts'
import type { FaultAction } from '../../../sandbox/faults/actions.ts'
import { readNotification } from '../../../src-server/wechat/notification.ts'
import { armFault, ledgerOf, orderBody, payOrder } from '../support/bench.ts'
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
import { type Call, file, type Heard, v3 } from './support/calls.ts'

const fen = 12_840
const lateMs = 9_000
const dayMs = 24 * 3_600_000
const other = 'SW0001261122A2'
const orders = '/v3/pay/transactions/out-trade-no'

type Told = Story<Heard>

const keys = fileKeys()
let bench: CodeBench
beforeEach(() => {
  bench = openCodeBench(keys)
})

const ask = (call: Call) => v3(bench, keys, call)
const parties = () => ({ appid: keys.merchant.appid, mchid: keys.merchant.mchid })
const query = () => ask({ method: 'GET', target: `${orders}/${number}?mchid=${keys.merchant.mchid}` })
const create = () =>
  ask({
    method: 'POST',
    target: '/v3/pay/transactions/native',
    body: JSON.parse(orderBody(keys, number)),
  })
const charge = async () =>
  ask({
    method: 'POST',
    target: '/v3/pay/transactions/codepay',
    body: {
      ...parties(),
      description: 'Basket at lane 3',
      out_trade_no: number,
      amount: { total: fen, currency: 'CNY' },
      scene_info: { store_info: { out_id: '1' } },
      payer: { auth_code: await mint(bench) },
    },
  })
const giveBack = () =>
  ask({
    method: 'POST',
    target: '/v3/refund/domestic/refunds',
    body: { out_trade_no: number, out_refund_no: 'R1', amount: { refund: fen, total: fen, currency: 'CNY' } },
  })
const askRefund = () => ask({ method: 'GET', target: '/v3/refund/domestic/refunds/R1' })
const reverse = () => ask({ method: 'POST', target: `${orders}/${number}/reverse`, body: parties() })

const paid = () => payOrder(bench, keys, number)
async function dayLater(): Promise<void> {
  await paid()
  bench.clock.advance(dayMs)
}
const offer = (kind: string) => () => ask({ method: 'GET', target: `/v3/bill/${kind}?bill_date=2026-11-22` })

async function addressOf(heard: Heard): Promise<string> {
  return 'doubt' in heard ? '' : String(heard.body['download_url'])
}
const fetched = async (heard: Heard) => file(bench, keys, await addressOf(heard))

const state = () => ledgerOf(bench, number)?.state
const answer = (body: object) => ({ status: 200, body })
const refused = (status: number, code: string) => ({ status, body: { code } })
const offered = answer({ hash_type: 'SHA1', download_url: expect.stringContaining('/v3/billdownload/') })

const endpoints = {
  native: {
    call: create,
    fine: answer({ code_url: expect.stringContaining('weixin://') }),
    isDone: () => state() !== undefined,
  },
  codepay: {
    call: charge,
    fine: answer({ trade_state: 'SUCCESS' }),
    isDone: () => ledgerOf(bench, number)?.capturedFen === fen,
  },
  query: { before: paid, call: query, fine: answer({ trade_state: 'SUCCESS' }) },
  close: {
    before: create,
    call: () =>
      ask({
        method: 'POST',
        target: `${orders}/${number}/close`,
        body: { mchid: keys.merchant.mchid },
        expectedStatus: 204,
      }),
    fine: { status: 204 },
    isDone: () => state() === 'CLOSED',
  },
  reverse: {
    before: async () => {
      await charge()
      bench.clock.advance(15_000)
    },
    call: reverse,
    fine: answer({ out_trade_no: number }),
    isDone: () => ledgerOf(bench, number)?.refundedFen === fen,
  },
  refund: {
    before: paid,
    call: giveBack,
    fine: answer({ status: 'PROCESSING' }),
    isDone: () => bench.store.refundByNumber('R1') !== undefined,
  },
  refundQuery: {
    before: async () => {
      await paid()
      await giveBack()
    },
    call: askRefund,
    fine: answer({ out_refund_no: 'R1' }),
  },
  tradebill: { before: dayLater, call: offer('tradebill'), fine: offered },
  fundflowbill: { before: dayLater, call: offer('fundflowbill'), fine: offered },
  billFile: {
    before: dayLater,
    call: async (): Promise<Heard> => {
      const bytes = await fetched(await offer('tradebill')())
      return bytes === undefined ? { doubt: 'NoFile' } : { status: 200, body: {} }
    },
    fine: { status: 200 },
  },
  certificates: {
    call: () => ask({ method: 'GET', target: '/v3/certificates' }),
    fine: answer({ data: [{ serial_no: expect.any(String) }] }),
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
  error_before_commit: [doubted('SignatureMissing', { kind: 'error_before_commit', status: 502 }, false)],
  error_after_commit: [doubted('SignatureMissing', { kind: 'error_after_commit', status: 502 }, true)],
  truncate_answer: [doubted('TransportFailed', { kind: 'truncate_answer' }, true)],
  restart: [doubted('TransportFailed', { kind: 'restart' }, true)],
  bad_signature: [doubted('SignatureWrong', { kind: 'bad_signature' }, true)],
  no_signature: [doubted('SignatureMissing', { kind: 'no_signature' }, true)],
  unknown_serial: [doubted('SerialUnknown', { kind: 'unknown_serial' }, true)],
  signature_probe: [doubted('SignatureProbe', { kind: 'signature_probe' }, true)],
  skew: [
    doubted('TimestampOutOfRange', { kind: 'skew', ms: 301_000 }, true),
    doubted('TimestampOutOfRange', { kind: 'skew', ms: -301_000 }, true),
  ],
  other_key: [story({ kind: 'other_key', percent: 100 }, 'fine', true)],
  system_error: [
    story({ kind: 'system_error', commit: true }, refused(500, 'SYSTEM_ERROR'), true),
    story({ kind: 'system_error', commit: false }, refused(500, 'SYSTEM_ERROR'), false),
  ],
  rate_limited: [story({ kind: 'rate_limited' }, refused(429, 'FREQUENCY_LIMITED'), false)],
}

const asked = async (trade_state: string): Promise<void> => {
  expect(await query()).toMatchObject(answer({ trade_state }))
}
const later = (ms: number, trade_state: string) => async (): Promise<void> => {
  bench.clock.advance(ms)
  await asked(trade_state)
}
const refundLater = (ms: number, status: string) => async (): Promise<void> => {
  expect(await askRefund()).toMatchObject(answer({ status: 'PROCESSING' }))
  bench.clock.advance(ms)
  expect(await askRefund()).toMatchObject(answer({ status }))
}

const waiting = answer({ trade_state: 'USERPAYING' })

const written = (action: FaultAction, judge: (bytes: Buffer) => void): Told =>
  story(action, 'fine', true, async (heard) => judge(present(await fetched(heard), 'the bill is there')))

const rowsOf = (bytes: Buffer): readonly string[] =>
  bytes
    .toString('utf8')
    .split('\r\n')
    .filter((line) => /^`2026/.test(line))
const starts = (hex: string) => (bytes: Buffer) => expect(bytes.subarray(0, 3).toString('hex')).toBe(hex)

/** `plainRows`: of a day with one payment. */
const billStories = (plainRows: number): Stories<Heard> => ({
  bill_late: [story({ kind: 'bill_late' }, refused(400, 'STATEMENT_CREATING'), true)],
  bill_missing_row: [
    written({ kind: 'bill_missing_row' }, (bytes) => expect(rowsOf(bytes)).toHaveLength(plainRows - 1)),
  ],
  bill_extra_row: [
    written({ kind: 'bill_extra_row' }, (bytes) => {
      expect(rowsOf(bytes)).toHaveLength(plainRows + 1)
      expect(rowsOf(bytes).at(-1)).toContain('NOBODY0ORDERED0THIS')
    }),
  ],
  bill_wrong_amount: [
    written({ kind: 'bill_wrong_amount' }, (bytes) => expect(rowsOf(bytes)[0]).toContain('128.41')),
  ],
  bill_encoding: [
    written({ kind: 'bill_encoding', as: 'bom' }, starts('efbbbf')),
    written({ kind: 'bill_encoding', as: 'plain' }, (bytes) => expect(bytes[0]).not.toBe(0xef)),
    written({ kind: 'bill_encoding', as: 'gbk' }, (bytes) =>
      expect(new TextDecoder('gbk').decode(bytes)).toContain('时间'),
    ),
    written({ kind: 'bill_encoding', as: 'gzip' }, (bytes) =>
      expect(gunzipSync(bytes).toString('utf8')).toContain('时间'),
    ),
  ],
  bill_bad_hash: [
    story({ kind: 'bill_bad_hash' }, 'fine', true, async (heard) => {
      const bytes = present(await fetched(heard), 'the bill is there')
      const digest = await crypto.subtle.digest('SHA-1', Uint8Array.from(bytes))
      expect(heard).not.toMatchObject(answer({ hash_value: Buffer.from(digest).toString('hex') }))
    }),
  ],
})

const noFile = (action: FaultAction): readonly Told[] => [doubted('NoFile', action, true)]

const own: FaultTable<Heard>['own'] = {
  native: {
    slow_shopper: [story({ kind: 'slow_shopper', ms: lateMs }, 'fine', true, later(lateMs, 'SUCCESS'))],
  },
  codepay: {
    slow_shopper: [story({ kind: 'slow_shopper', ms: lateMs }, waiting, false, later(lateMs, 'SUCCESS'))],
    user_paying_forever: [
      story({ kind: 'user_paying_forever' }, waiting, false, later(3_600_000, 'USERPAYING')),
    ],
    payer_refused: [
      story({ kind: 'payer_refused', reason: 'balance' }, refused(400, 'NOTENOUGH'), false),
      story({ kind: 'payer_refused', reason: 'code' }, refused(400, 'AUTH_CODE_ERROR'), false),
      story({ kind: 'payer_refused', reason: 'risk' }, refused(400, 'TRADE_ERROR'), false),
    ],
    password_cancelled: [
      story({ kind: 'password_cancelled', ms: lateMs }, waiting, false, later(lateMs, 'PAYERROR')),
    ],
  },
  query: {
    query_lies: [
      story(
        { kind: 'query_lies', as: 'unpaid', ms: lateMs },
        answer({ trade_state: 'NOTPAY' }),
        true,
        later(lateMs, 'SUCCESS'),
      ),
      story(
        { kind: 'query_lies', as: 'absent', ms: lateMs },
        refused(404, 'ORDER_NOT_EXIST'),
        true,
        later(lateMs, 'SUCCESS'),
      ),
    ],
    duplicate_transaction_id: [
      story({ kind: 'duplicate_transaction_id' }, 'fine', true, async () => {
        await payOrder(bench, keys, other)
        const transaction_id = bench.store.orderByNumber(other)?.transactionId
        expect(await query()).toMatchObject(answer({ out_trade_no: number, transaction_id }))
      }),
    ],
    closed_after_refund: [
      story({ kind: 'closed_after_refund' }, 'fine', true, async () => {
        await giveBack()
        bench.clock.advance(2_000)
        await asked('CLOSED')
        await disarm(bench.gateway)
        await asked('REFUND')
      }),
    ],
  },
  close: {
    pay_before_close: [
      story({ kind: 'pay_before_close' }, refused(400, 'ORDER_PAID'), false, () => asked('SUCCESS')),
    ],
  },
  reverse: {
    pay_before_close: [story({ kind: 'pay_before_close' }, 'fine', true)],
    reverse_again: [story({ kind: 'reverse_again' }, refused(500, 'SYSTEM_ERROR'), false)],
    reverse_paying: [story({ kind: 'reverse_paying' }, refused(202, 'USERPAYING'), false)],
  },
  refund: {
    refund_processing: [
      story({ kind: 'refund_processing', ms: lateMs }, 'fine', true, refundLater(lateMs, 'SUCCESS')),
    ],
    refund_abnormal: [story({ kind: 'refund_abnormal' }, 'fine', true, refundLater(2_000, 'ABNORMAL'))],
    refund_closed: [story({ kind: 'refund_closed' }, 'fine', true, refundLater(2_000, 'CLOSED'))],
    refund_not_enough: [
      story({ kind: 'refund_not_enough' }, refused(403, 'NOT_ENOUGH'), false, async () => {
        await disarm(bench.gateway)
        expect(await giveBack()).toMatchObject(answer({ status: 'PROCESSING' }))
      }),
    ],
  },
  tradebill: billStories(1),
  fundflowbill: billStories(2),
  // A file is not signed: all that is left is whether it comes, whole.
  billFile: {
    drop_before_commit: noFile({ kind: 'drop_before_commit' }),
    drop_after_commit: noFile({ kind: 'drop_after_commit' }),
    error_before_commit: noFile({ kind: 'error_before_commit', status: 502 }),
    error_after_commit: noFile({ kind: 'error_after_commit', status: 502 }),
    truncate_answer: noFile({ kind: 'truncate_answer' }),
    restart: noFile({ kind: 'restart' }),
    rate_limited: noFile({ kind: 'rate_limited' }),
    bill_expired_url: noFile({ kind: 'bill_expired_url' }),
  },
}

describeFaults({ wire: 'v3', endpoints, onTheWay, own, sandbox: () => bench.gateway })

test('a charge is held until its order has been ended, and then made', async () => {
  await armFault(bench, { api: 'codepay' }, { kind: 'hold_until_reversed' })
  const held = charge()
  await expect.poll(() => struckTimes(bench.gateway)).toBe(1)
  expect(await reverse()).toMatchObject(refused(404, 'ORDER_NOT_EXIST'))
  expect(await held).toMatchObject(endpoints.codepay.fine)
  expect(endpoints.codepay.isDone()).toBe(true)
})

describe('a notification under', () => {
  test.each([
    [{ kind: 'bad_signature' }, { error: { kind: 'SignatureWrong' } }],
    [{ kind: 'no_signature' }, { error: { kind: 'SignatureMissing' } }],
    [{ kind: 'unknown_serial' }, { error: { kind: 'SerialUnknown' } }],
    [{ kind: 'signature_probe' }, { error: { kind: 'SignatureProbe' } }],
    [{ kind: 'skew', ms: 301_000 }, { error: { kind: 'TimestampOutOfRange' } }],
    [{ kind: 'skew', ms: -301_000 }, { error: { kind: 'TimestampOutOfRange' } }],
    [
      { kind: 'other_key', percent: 100 },
      { ok: true, value: { kind: 'TransactionReported' } },
    ],
  ] as const)('%o', async (action, outcome) => {
    await paid()
    await armFault(bench, { api: 'notify' }, action)
    await bench.gateway.tick()
    const [message] = bench.page.received
    const received = present(message, 'it was sent')
    expect(readNotification(received, keys.merchant, bench.clock.nowMs())).toMatchObject(outcome)
  })
})
