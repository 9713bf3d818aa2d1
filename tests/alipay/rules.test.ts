/** The sandbox's Alipay by itself: it must be as strict as the real one, or it proves nothing; and it must not forget. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refundWindowMs } from '../../sandbox/alipay/trade.ts'
import { createAlipayClient } from '../../src-server/alipay/client.ts'
import { refundBody } from '../../src-server/alipay/order-body.ts'
import { type DemoKeys, demoKeys, injectedSend } from '../sandbox/support/bench.ts'
import {
  type AlipayBench,
  type AlipayDemoKeys,
  alipayDemoKeys,
  chargeBody,
  gatewayUrl,
  ledgerOf,
  notifyUrl,
  number,
  openAlipayBench,
  payByQr,
  qrBody,
} from './support/bench.ts'

let keys: AlipayDemoKeys
let wechatKeys: DemoKeys
let bench: AlipayBench

beforeAll(() => {
  keys = alipayDemoKeys()
  wechatKeys = demoKeys()
})
afterAll(() => {
  keys.remove()
  wechatKeys.remove()
})
beforeEach(() => {
  bench = openAlipayBench(keys, { wechatKeys })
})
afterEach(() => bench.close())

const refused = (subCode: string) => ({ ok: false, error: { kind: 'CallRefused', subCode } })
const unlisted = (subCode: string) => ({
  ok: false,
  error: { reason: { kind: 'CodeUnlisted', subCode } },
})

const order = (changes: object): string => JSON.stringify({ ...JSON.parse(qrBody()), ...changes })

describe('what an order may say', () => {
  test.each([
    ['no amount', { total_amount: undefined }],
    ['nothing to pay', { total_amount: '0.00' }],
    ['three places', { total_amount: '1.234' }],
    ['more than a hundred million', { total_amount: '100000000.01' }],
    ['an amount that is a number', { total_amount: 128.4 }],
    ['a negative amount', { total_amount: '-1.00' }],
    ['a hyphen in its number', { out_trade_no: 'SW-1' }],
    ['a number too long', { out_trade_no: 'a'.repeat(65) }],
    ['a slash in its subject', { subject: 'a/b' }],
    ['an equals sign in its subject', { subject: 'a=b' }],
    ['no subject', { subject: '' }],
    ['a broken span', { qr_code_timeout_express: '1.5h' }],
    ['a span of weeks', { qr_code_timeout_express: '16d' }],
    ['a time of no day', { time_expire: '2026-13-01 00:00:00' }],
    ['an end in the past', { time_expire: '2026-11-22 10:59:59' }],
  ])('not %s', async (_name, changes) => {
    expect(await bench.client.precreate(number, order(changes))).toMatchObject(
      refused('ACQ.INVALID_PARAMETER'),
    )
    expect(bench.store.ledger()).toEqual([])
  })

  test.each(['{', '[]', 'null', '"text"'])('not the content "%s"', async (content) => {
    expect(await bench.client.precreate(number, content)).toMatchObject(refused('ACQ.INVALID_PARAMETER'))
  })

  test('a face token only under its own scene and in its own form', async () => {
    const pay = (scene: 'bar_code' | 'security_code', code: string) =>
      bench.client.pay(number, chargeBody(), scene, code)
    expect(await pay('security_code', '281234567890123456')).toMatchObject(refused('ACQ.INVALID_PARAMETER'))
    expect(await pay('bar_code', '')).toMatchObject(refused('ACQ.INVALID_PARAMETER'))
  })
})

describe('who is heard', () => {
  test.each([
    [15 * 60_000, 'ACQ.TRADE_NOT_EXIST'],
    [-15 * 60_000, 'ACQ.TRADE_NOT_EXIST'],
    [15 * 60_000 + 1_000, 'isv.invalid-timestamp'],
    [-15 * 60_000 - 1_000, 'isv.invalid-timestamp'],
  ])('a clock off by %i ms meets %s', async (skewMs, subCode) => {
    const client = createAlipayClient(
      {
        keys: keys.merchant,
        clock: { nowMs: () => bench.clock.nowMs() + skewMs },
        send: injectedSend(bench.sandbox),
        gatewayUrl,
      },
      notifyUrl,
    )
    const answer = await client.query(number)
    expect(answer).toMatchObject(subCode.startsWith('ACQ') ? refused(subCode) : unlisted(subCode))
  })

  test('one changed character of a signed call', async () => {
    const send = injectedSend(bench.sandbox)
    const client = createAlipayClient(
      {
        keys: keys.merchant,
        clock: bench.clock,
        send: (request) => send({ ...request, body: request.body.replace('128.40', '1.00') }),
        gatewayUrl,
      },
      notifyUrl,
    )
    expect(await client.precreate(number, qrBody())).toMatchObject(unlisted('isv.invalid-signature'))
    expect(bench.store.ledger()).toEqual([])
  })
})

describe('refunds', () => {
  test('of a part need a number of their own', async () => {
    await payByQr(bench)
    const part = JSON.stringify({ out_trade_no: number, refund_amount: '1.00' })
    expect(await bench.client.refund(number, part)).toMatchObject(refused('ACQ.INVALID_PARAMETER'))
    const whole = JSON.stringify({ out_trade_no: number, refund_amount: '128.40' })
    expect(await bench.client.refund(number, whole)).toMatchObject({ value: { hasMovedMoney: true } })
  })

  test('end with the year in which they were possible', async () => {
    await payByQr(bench)
    bench.clock.advance(refundWindowMs)
    const body = refundBody({ outTradeNo: number, outRequestNo: 'R1', refundFen: 100, reason: '退' })
    expect(await bench.client.refund(number, body)).toMatchObject(unlisted('ACQ.TRADE_HAS_FINISHED'))
    expect(await bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_FINISHED' } })
    expect(ledgerOf(bench)?.refundedFen).toBe(0)
  })
})

describe('books on disk', () => {
  test('survive the gateway: the payment, and the message that was still owed', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'scanway-alipay-books-'))
    const file = join(directory, 'alipay.db')
    const before = openAlipayBench(keys, { wechatKeys, file })
    await payByQr(before)
    await before.close()
    const after = openAlipayBench(keys, { wechatKeys, file })
    expect(await after.client.query(number)).toMatchObject({
      value: { state: 'TRADE_SUCCESS', amountFen: 12_840 },
    })
    await after.sandbox.tick()
    expect(after.received).toHaveLength(1)
    await after.close()
    rmSync(directory, { recursive: true, force: true })
  })
})
