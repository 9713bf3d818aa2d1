/**
 * The official SDK as an independent client of the gateway's REST door: every flow, in key mode and in certificate mode,
 * every answer verified by the SDK's own code. The trade behind the door is the one behind the older door.
 */

import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readAlipayTrade } from '../../../src-server/day-end/bills/alipay-trade.ts'
import { armFault, codeOf, ledgerOf, number, pressed, wallet } from './support/bench.ts'
import { alipaySuite, refundOf } from './support/suite.ts'
import { modes, openV3Door, pathOf, sdkOf, type V3Door, v3Order } from './support/v3.ts'

const suite = alipaySuite()
const dayMs = 86_400_000
const trade = { out_trade_no: number }

let door: V3Door
afterEach(() => void vi.restoreAllMocks())

const charge = async (user: string, changes: object = {}) =>
  door.post(
    'alipay.trade.pay',
    v3Order({ scene: 'bar_code', auth_code: await codeOf(suite.bench.sandbox, user), ...changes }),
  )

async function shown(): Promise<string> {
  const { status, data } = await door.post('alipay.trade.precreate', v3Order())
  expect(status).toBe(200)
  return String(data?.['qr_code'])
}

async function paidByQr(): Promise<void> {
  await wallet(suite.bench.sandbox, 'scan', { qr: await shown(), payer: 'alice' })
  await wallet(suite.bench.sandbox, 'confirm', pressed())
}

describe.each(modes)('the official SDK in %s mode', (mode) => {
  beforeEach(async () => {
    door = await openV3Door(suite.bench, suite.keys, mode)
  })

  test('shows a QR, is told of its payment, and asks about it by either number and either verb', async () => {
    const qr = await shown()
    expect(await door.post('alipay.trade.query', trade)).toMatchObject({
      status: 400,
      code: 'ACQ.TRADE_NOT_EXIST',
    })
    await wallet(suite.bench.sandbox, 'scan', { qr, payer: 'alice' })
    const waiting = await door.post('alipay.trade.query', trade)
    expect(waiting).toMatchObject({ status: 200, data: { trade_status: 'WAIT_BUYER_PAY' } })
    await wallet(suite.bench.sandbox, 'confirm', pressed())
    const paid = await door.post('alipay.trade.query', trade)
    expect(paid.data).toMatchObject({ trade_status: 'TRADE_SUCCESS', total_amount: '128.40' })
    expect(paid.data).not.toHaveProperty('code')
    expect(await door.get('alipay.trade.query', trade)).toEqual(paid)
    const tradeNo = { trade_no: String(paid.data?.['trade_no']) }
    expect(await door.post('alipay.trade.query', tradeNo)).toEqual(paid)
    await suite.bench.sandbox.tick()
    const notice = Object.fromEntries(new URLSearchParams(suite.bench.received.at(-1)?.body))
    expect(notice).toMatchObject({ ...trade, trade_status: 'TRADE_SUCCESS', total_amount: '128.40' })
    expect(door.sdk.checkNotifySignV2(notice)).toBe(true)
  })

  test('charges a code and a face, and is told of short accounts', async () => {
    expect(await charge('alice')).toMatchObject({
      status: 200,
      data: { ...trade, total_amount: '128.40', gmt_payment: expect.any(String) },
    })
    const auth_code = await codeOf(suite.bench.sandbox, 'alice', 'face')
    const face = await charge('alice', { out_trade_no: 'F1', scene: 'security_code', auth_code })
    expect(face).toMatchObject({ status: 200, data: { out_trade_no: 'F1' } })
    expect(await charge('risky', { out_trade_no: 'F2' })).toMatchObject({
      status: 400,
      code: 'ACQ.PAYMENT_REQUEST_HAS_RISK',
    })
    expect(await charge('short', { out_trade_no: 'F3' })).toMatchObject({
      code: 'ACQ.BUYER_BALANCE_NOT_ENOUGH',
    })
    expect(ledgerOf(suite.bench)?.capturedFen).toBe(12_840)
  })

  test('waits for a password: no 200, and no word of money', async () => {
    const asked = await charge('password-bob')
    expect(asked).toMatchObject({ status: 202, data: trade })
    expect(asked.data).not.toHaveProperty('gmt_payment')
    await wallet(suite.bench.sandbox, 'confirm', { ...pressed(number, 'password-bob'), password: '123456' })
    expect(await door.post('alipay.trade.query', trade)).toMatchObject({
      data: { trade_status: 'TRADE_SUCCESS' },
    })
  })

  test('cancels and closes', async () => {
    await charge('password-bob')
    const closed = await door.post('alipay.trade.cancel', trade)
    expect(closed).toMatchObject({ status: 200, data: { action: 'close', retry_flag: 'N' } })
    const other = { out_trade_no: 'C2' }
    await charge('alice', other)
    expect(await door.post('alipay.trade.cancel', other)).toMatchObject({ data: { action: 'refund' } })
    const unknown = await door.post('alipay.trade.cancel', { out_trade_no: 'C3' })
    expect(unknown.data).toEqual({ out_trade_no: 'C3', retry_flag: 'N' })
    await charge('password-bob', { out_trade_no: 'C4' })
    const close = { out_trade_no: 'C4' }
    expect(await door.post('alipay.trade.close', close)).toMatchObject({ status: 200, data: close })
    expect(await door.post('alipay.trade.close', close)).toMatchObject({ code: 'ACQ.TRADE_STATUS_ERROR' })
  })

  test('refunds in parts, repeats itself, and asks about a refund', async () => {
    await paidByQr()
    const refund = { ...trade, refund_amount: '28.40', out_request_no: 'R1' }
    const first = await door.post('alipay.trade.refund', refund)
    expect(first).toMatchObject({ status: 200, data: { fund_change: 'Y', refund_fee: '28.40' } })
    expect(await door.post('alipay.trade.refund', refund)).toMatchObject({ data: { fund_change: 'N' } })
    const more = { ...trade, refund_amount: '100.01', out_request_no: 'R2' }
    expect(await door.post('alipay.trade.refund', more)).toMatchObject({ status: 400 })
    const ask = (out_request_no: string) =>
      door.post('alipay.trade.fastpay.refund.query', { ...trade, out_request_no })
    expect(await ask('R1')).toMatchObject({ data: { refund_status: 'REFUND_SUCCESS' } })
    expect(await ask('R2')).toEqual({ status: 200, data: {} })
  })

  test('fetches the bill of a day that is over', async () => {
    await charge('alice')
    const day = { bill_type: 'trade', bill_date: '2026-11-22' }
    const early = await door.get('alipay.data.dataservice.bill.downloadurl.query', day)
    expect(early).toMatchObject({ status: 400, code: 'BILL_NOT_EXIST' })
    suite.bench.clock.advance(dayMs)
    const offered = await door.get('alipay.data.dataservice.bill.downloadurl.query', day)
    const file = await fetch(String(offered.data?.['bill_download_url']))
    const [, list] = Object.values(unzipSync(new Uint8Array(await file.arrayBuffer())))
    expect(readAlipayTrade(list ?? new Uint8Array(), day.bill_date)).toMatchObject({
      value: { entries: [{ kind: 'payment', outTradeNo: number, amountMinor: 12_840 }] },
    })
  })

  test('shares its trades with the older door', async () => {
    await paidByQr()
    expect(await suite.bench.provider.refund('R1', refundOf('R1', 100))).toMatchObject({ ok: true })
    expect(await door.post('alipay.trade.query', trade)).toMatchObject({
      data: { trade_status: 'TRADE_SUCCESS' },
    })
    await door.post('alipay.trade.refund', { ...trade, refund_amount: '127.40', out_request_no: 'R2' })
    expect(await suite.bench.provider.query(number)).toMatchObject({ value: { givenBack: 'all' } })
    expect(ledgerOf(suite.bench)).toMatchObject({ capturedFen: 12_840, refundedFen: 12_840 })
  })

  test('does not believe an answer that was forged on its way', async () => {
    await armFault(suite.bench.sandbox, { api: 'alipay_v3_precreate' }, { kind: 'bad_signature' })
    expect(await door.post('alipay.trade.precreate', v3Order())).toMatchObject({
      code: 'response-signature-verify-error',
    })
  })
})

describe('who is heard', () => {
  beforeEach(async () => {
    door = await openV3Door(suite.bench, suite.keys, 'key')
  })

  const knock = (path: string, request: RequestInit) => fetch(door.url + path, request)
  const json = { 'content-type': 'application/json' }

  test('nobody with another key', async () => {
    const stranger = sdkOf(suite.keys, 'key', door.url)
    const { privateKey } = suite.keys.gateway.current
    stranger.config.privateKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    await expect(stranger.curl('POST', pathOf('alipay.trade.query'), { body: trade })).rejects.toMatchObject({
      code: 'invalid-signature',
      responseHttpStatus: 400,
    })
  })

  test.each([
    [15 * 60_000, 'ACQ.TRADE_NOT_EXIST'],
    [-15 * 60_000, 'ACQ.TRADE_NOT_EXIST'],
    [15 * 60_000 + 1, 'invalid-timestamp'],
    [-15 * 60_000 - 1, 'invalid-timestamp'],
  ])('a clock off by %i ms meets %s', async (skewMs, code) => {
    vi.spyOn(Date, 'now').mockImplementation(() => suite.bench.clock.nowMs() + skewMs)
    expect(await door.post('alipay.trade.query', trade)).toMatchObject({ status: 400, code })
  })

  test('no method that is none, no other verb, no other content', async () => {
    expect(await door.post('alipay.trade.nothing', trade)).toMatchObject({
      status: 404,
      code: 'invalid-method',
    })
    expect(await door.get('alipay.trade.pay', {})).toMatchObject({ status: 400, code: 'invalid-http-method' })
    const plain = await knock(pathOf('alipay.trade.pay'), { method: 'POST', body: '{}' })
    expect(await plain.json()).toMatchObject({ code: 'invalid-content-type' })
  })

  test('no other application, and no foreign certificate', async () => {
    const { config } = door.sdk
    config.appId = '2099000000000000'
    expect(await door.post('alipay.trade.query', trade)).toMatchObject({ code: 'invalid-app-id' })
    config.appId = suite.keys.merchant.appId
    config.appCertSn = 'f'.repeat(32)
    expect(await door.post('alipay.trade.query', trade)).toMatchObject({ code: 'invalid-cert' })
  })

  test('an unsigned call is refused without a signature, and with a link to more', async () => {
    const answer = await knock(pathOf('alipay.trade.query'), { method: 'POST', headers: json, body: '{}' })
    expect(answer.status).toBe(400)
    expect(answer.headers.has('alipay-signature')).toBe(false)
    expect(await answer.json()).toEqual({
      code: 'missing-timestamp',
      message: '缺少时间戳参数',
      links: [
        { link: expect.stringContaining(answer.headers.get('alipay-trace-id') ?? '?'), desc: '解决方案' },
      ],
    })
  })

  test('a call twice, by the same nonce, where the sandbox is told to be that strict', async () => {
    const strict = suite.open({ refusesReplays: true })
    for (const [bench, again] of [
      [suite.bench, 'ACQ.TRADE_NOT_EXIST'],
      [strict, 'suspected-attack'],
    ] as const) {
      const { url, sdk } = bench === strict ? await openV3Door(strict, suite.keys, 'key') : door
      let sent: Readonly<Record<string, string>> = {}
      // What the SDK signed, kept on its way.
      bench.sandbox.app.server.once('request', ({ headers: { authorization = '' } }) => {
        sent = { ...json, authorization }
      })
      const path = pathOf('alipay.trade.query')
      await expect(sdk.curl('POST', path, { body: trade })).rejects.toMatchObject({
        code: 'ACQ.TRADE_NOT_EXIST',
      })
      const replay = await fetch(url + path, { method: 'POST', headers: sent, body: JSON.stringify(trade) })
      expect(await replay.json()).toMatchObject({ code: again })
    }
    await strict.close()
  })

  test('no garbage gets in, is written down or breaks the gateway', async () => {
    const words = fc.constantFrom(
      'app_id=1',
      `app_id=${suite.keys.merchant.appId}`,
      'timestamp=1',
      'nonce=',
      ',',
    )
    const header = fc.tuple(fc.array(words), fc.base64String()).map(([some, sign]) => `${some},sign=${sign}`)
    const any = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD'),
      path: fc.oneof(fc.webPath(), fc.constantFrom('/alipay/trade/pay', '/alipay/trade/query?a=%')),
      authorization: fc.oneof(header, fc.string()).map((text) => `ALIPAY-SHA256withRSA ${text}`),
      payload: fc.oneof(fc.json(), fc.string()),
    })
    await fc.assert(
      fc.asyncProperty(any, async ({ method, path, authorization, payload }) => {
        const headers = { ...json, authorization: authorization.replace(/[^ -~]/g, '?') }
        const call = { method, url: `/v3${path}`, headers, ...(method !== 'GET' && { payload }) } as const
        const { statusCode } = await suite.bench.sandbox.app.inject(call)
        expect([400, 404]).toContain(statusCode)
      }),
      { numRuns: 100 },
    )
    expect(suite.bench.store.ledger()).toEqual([])
  })

  test('an authorised application signs its token too', async () => {
    const options = { body: trade, appAuthToken: '2026BB' }
    await expect(door.sdk.curl('POST', pathOf('alipay.trade.query'), options)).rejects.toMatchObject({
      code: 'ACQ.TRADE_NOT_EXIST',
    })
  })
})

describe('two platforms at one /v3', () => {
  beforeEach(async () => {
    door = await openV3Door(suite.bench, suite.keys, 'key')
  })

  test('a signature in the scheme of one is never heard by the other', async () => {
    await expect(
      door.sdk.curl('POST', '/v3/pay/transactions/native', { body: v3Order() }),
    ).rejects.toMatchObject({ code: 'invalid-method', responseHttpStatus: 404 })
    const authorization = 'WECHATPAY2-SHA256-RSA2048 mchid="1"'
    const lost = await fetch(door.url + pathOf('alipay.trade.query'), { headers: { authorization } })
    expect(lost.status).toBe(404)
    expect(await lost.json()).not.toHaveProperty('links')
    const own = await fetch(`${door.url}/v3/certificates`, { headers: { authorization } })
    expect(await own.json()).toMatchObject({ code: 'SIGN_ERROR' })
  })
})
