/**
 * The sandbox's Alipay by itself: it must be as strict as the real one, or it proves nothing; and it must not forget.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refundWindowMs } from '../../../sandbox/alipay/trade.ts'
import { createAlipayClient } from '../../../src-server/alipay/client.ts'
import { injectedSend } from '../support/bench.ts'
import { chargeBody, gatewayUrl, ledgerOf, notifyUrl, number, payByQr, qrBody } from './support/bench.ts'
import { alipaySuite, refundOf, refused } from './support/suite.ts'

const suite = alipaySuite()

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
    expect(await suite.bench.client.precreate(number, order(changes))).toMatchObject(
      refused('ACQ.INVALID_PARAMETER'),
    )
    expect(suite.bench.store.ledger()).toEqual([])
  })

  test.each(['{', '[]', 'null', '"text"'])('not the content "%s"', async (content) => {
    expect(await suite.bench.client.precreate(number, content)).toMatchObject(
      refused('ACQ.INVALID_PARAMETER'),
    )
  })

  test('a face token only under its own scene and in its own form', async () => {
    const pay = (scene: 'bar_code' | 'security_code', code: string) =>
      suite.bench.client.pay(number, chargeBody(), scene, code)
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
        keys: suite.keys.merchant,
        clock: { nowMs: () => suite.bench.clock.nowMs() + skewMs },
        send: injectedSend(suite.bench.sandbox),
        gatewayUrl,
      },
      notifyUrl,
    )
    const answer = await client.query(number)
    expect(answer).toMatchObject(subCode.startsWith('ACQ') ? refused(subCode) : unlisted(subCode))
  })

  test('one changed character of a signed call', async () => {
    const send = injectedSend(suite.bench.sandbox)
    const client = createAlipayClient(
      {
        keys: suite.keys.merchant,
        clock: suite.bench.clock,
        send: (request) => send({ ...request, body: request.body.replace('128.40', '1.00') }),
        gatewayUrl,
      },
      notifyUrl,
    )
    expect(await client.precreate(number, qrBody())).toMatchObject(unlisted('isv.invalid-signature'))
    expect(suite.bench.store.ledger()).toEqual([])
  })
})

describe('refunds', () => {
  test('of a part need a number of their own', async () => {
    await payByQr(suite.bench)
    const part = JSON.stringify({ out_trade_no: number, refund_amount: '1.00' })
    expect(await suite.bench.client.refund(number, part)).toMatchObject(refused('ACQ.INVALID_PARAMETER'))
    const whole = JSON.stringify({ out_trade_no: number, refund_amount: '128.40' })
    expect(await suite.bench.client.refund(number, whole)).toMatchObject({ value: { hasMovedMoney: true } })
  })

  test('end with the year in which they were possible', async () => {
    await payByQr(suite.bench)
    suite.bench.clock.advance(refundWindowMs)
    const body = refundOf('R1', 100)
    expect(await suite.bench.client.refund(number, body)).toMatchObject(unlisted('ACQ.TRADE_HAS_FINISHED'))
    expect(await suite.bench.client.query(number)).toMatchObject({ value: { state: 'TRADE_FINISHED' } })
    expect(ledgerOf(suite.bench)?.refundedFen).toBe(0)
  })
})

describe('books on disk', () => {
  test('survive the gateway: the payment, and the message that was still owed', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'scanway-alipay-books-'))
    const file = join(directory, 'alipay.db')
    const before = suite.open({ file })
    await payByQr(before)
    await before.close()
    const after = suite.open({ file })
    expect(await after.client.query(number)).toMatchObject({
      value: { state: 'TRADE_SUCCESS', amountFen: 12_840 },
    })
    await after.sandbox.tick()
    expect(after.received).toHaveLength(1)
    await after.close()
    rmSync(directory, { recursive: true, force: true })
  })
})
