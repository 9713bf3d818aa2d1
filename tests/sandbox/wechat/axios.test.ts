/**
 * An independent client against the platform: wechatpay-axios-plugin, which knows nothing of Scanway, runs every flow
 * over real sockets and finds the platform faithful; and its helpers find our own client's signed bytes right.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Aes, Decorator, Formatter, Hash, Rsa, Transformer } from 'wechatpay-axios-plugin'
import { ok } from '../../../domain/result.ts'
import { buildSandbox, type Sandbox } from '../../../sandbox/gateway.ts'
import { type Listeners, openListeners } from '../../../sandbox/listeners.ts'
import { ensureWechatKeys } from '../../../sandbox/wechat/demo-keys.ts'
import { loadWechatGatewayKeys, type WechatGatewayKeys } from '../../../sandbox/wechat/keys.ts'
import { openWechatStore, type WechatStore } from '../../../sandbox/wechat/store.ts'
import { createWechatClient } from '../../../src-server/wechat/client.ts'
import { loadMerchantKeys, type MerchantKeys } from '../../../src-server/wechat/keys.ts'
import type { HttpRequest } from '../../../src-server/wechat/ports.ts'
import { createV2Client } from '../../../src-server/wechat/v2/client.ts'
import { injectedSend, seededRandom } from '../support/bench.ts'

const dayMs = 86_400_000
let offsetMs = 0
const clock = {
  nowMs: () => Date.now() + offsetMs,
  wait: async () => {},
  advance: (ms: number) => {
    offsetMs += ms
  },
}

let directory: string
let sandbox: Sandbox
let store: WechatStore
let listeners: Listeners
let keys: MerchantKeys
let gatewayKeys: WechatGatewayKeys
let wx: Decorator
let security: object

const merchantFile = (name: string): string => readFileSync(join(directory, 'keys', 'merchant', name), 'utf8')

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'scanway-axios-'))
  const directories = ensureWechatKeys(join(directory, 'keys'), 'Corner Shop', Date.now() - 10 * dayMs)
  const loaded = loadMerchantKeys(directories.merchant)
  if (!loaded.ok) throw new Error(loaded.error.kind)
  keys = loaded.value
  gatewayKeys = loadWechatGatewayKeys(directories.gateway)
  store = openWechatStore(':memory:')
  const notifySend = async () => ok({ status: 204, body: '' })
  sandbox = buildSandbox({ clock, random: seededRandom(), notifySend, wechat: { store, keys: gatewayKeys } })
  await sandbox.app.ready()
  listeners = await openListeners(sandbox.app.routing, gatewayKeys.door, '127.0.0.1', 0)
  const certs = Object.fromEntries(
    [...keys.platformKeys].map(([serial, key]) => [
      serial,
      key.export({ type: 'spki', format: 'pem' }).toString(),
    ]),
  )
  wx = new Decorator({
    mchid: keys.mchid,
    serial: keys.serial,
    privateKey: merchantFile('private-key.pem'),
    certs,
    secret: merchantFile('apiv2.key'),
    merchant: {
      cert: merchantFile('certificate.pem'),
      key: merchantFile('private-key.pem'),
      ca: merchantFile('authorities.pem'),
    },
    baseURL: `${listeners.url}/`,
    timeout: 5_000,
    headers: { 'Wechatpay-Serial': keys.answerSerial },
  })
  security = { security: true, baseURL: `${listeners.doorUrl}/` }
})
afterAll(async () => {
  await listeners.close()
  await sandbox.app.close()
  store.close()
  rmSync(directory, { recursive: true, force: true })
})

const wallet = async (path: string, payload: object) =>
  (await sandbox.app.inject({ method: 'POST', url: `/wallet/${path}`, payload })).json()
const codeOf = async (user = 'alice') => (await wallet('code', { provider: 'wechat', user })).code

const v3 = async (path: string, method: string, data?: object, params?: object) =>
  (await wx.request(`v3/${path}`, method, data, { params })).data
const v2 = async (path: string, data: object, config: object = {}) => {
  const words = { appid: keys.appid, mch_id: keys.mchid, sign_type: 'HMAC-SHA256', ...data }
  return (await wx.request(`v2/${path}`, 'POST', words, config)).data
}
const failure = async (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (thrown) => ({ code: thrown.code, status: thrown.response?.status, data: thrown.response?.data }),
  )

const order = (outTradeNo: string) => ({
  appid: keys.appid,
  mchid: keys.mchid,
  description: '一篮子商品 <& "quoted">',
  out_trade_no: outTradeNo,
  notify_url: 'https://store.example/notify',
  amount: { total: 1_290, currency: 'CNY' },
})

describe('v3', () => {
  const number = 'AX0001261122A1'
  const tail = `pay/transactions/out-trade-no/${number}`

  test('native, scan, pay, query by both numbers', async () => {
    const { code_url } = await v3('pay/transactions/native', 'POST', order(number))
    await wallet('scan', { qr: code_url, payer: 'alice' })
    expect(await v3(tail, 'GET', undefined, { mchid: keys.mchid })).toMatchObject({ trade_state: 'NOTPAY' })
    await wallet('confirm', { payer: 'alice', out_trade_no: number })
    const paid = await v3(tail, 'GET', undefined, { mchid: keys.mchid })
    expect(paid).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 1_290 } })
    const byId = await v3(`pay/transactions/id/${paid.transaction_id}`, 'GET', undefined, {
      mchid: keys.mchid,
    })
    expect(byId).toEqual(paid)
  })

  test('close: an open order once, a paid one never', async () => {
    await v3('pay/transactions/native', 'POST', order('AX0001261122A2'))
    const body = { mchid: keys.mchid }
    const closed = await wx.request('v3/pay/transactions/out-trade-no/AX0001261122A2/close', 'POST', body)
    expect(closed.status).toBe(204)
    expect(await failure(v3(`${tail}/close`, 'POST', body))).toMatchObject({
      status: 400,
      data: { code: 'ORDER_PAID' },
    })
  })

  test('refund and its query', async () => {
    const refund = {
      out_trade_no: number,
      out_refund_no: 'AXR1',
      amount: { refund: 290, total: 1_290, currency: 'CNY' },
    }
    expect(await v3('refund/domestic/refunds', 'POST', refund)).toMatchObject({ status: 'PROCESSING' })
    clock.advance(2_000)
    expect(await v3('refund/domestic/refunds/AXR1', 'GET')).toMatchObject({ status: 'SUCCESS' })
  })

  test('payment code and reversal', async () => {
    const { notify_url, ...shared } = order('AX0001261122C1')
    const body = {
      ...shared,
      scene_info: { store_info: { out_id: '1' } },
      payer: { auth_code: await codeOf() },
    }
    expect(notify_url).toBeDefined()
    expect(await v3('pay/transactions/codepay', 'POST', body)).toMatchObject({ trade_state: 'SUCCESS' })
    clock.advance(15_000)
    const names = { appid: keys.appid, mchid: keys.mchid }
    const reversed = await v3('pay/transactions/out-trade-no/AX0001261122C1/reverse', 'POST', names)
    expect(reversed).toEqual({ ...names, out_trade_no: 'AX0001261122C1' })
  })

  test('certificates open under the APIv3 key and carry the key that signs', async () => {
    const { data } = await v3('certificates', 'GET')
    const [{ serial_no, encrypt_certificate }] = data
    const { ciphertext, nonce, associated_data } = encrypt_certificate
    const pem = Aes.AesGcm.decrypt(ciphertext, merchantFile('apiv3.key').trim(), nonce, associated_data)
    expect(serial_no).toBe(keys.answerSerial)
    expect(pem).toContain('BEGIN CERTIFICATE')
  })
})

describe('v2', () => {
  const number = 'AX0001261122V1'
  const charge = async (outTradeNo: string, fields: object = {}) =>
    v2('pay/micropay', {
      body: '一篮子商品 <& "quoted">',
      out_trade_no: outTradeNo,
      total_fee: 1_290,
      spbill_create_ip: '127.0.0.1',
      auth_code: await codeOf(),
      ...fields,
    })

  test('micropay and orderquery, signed by HMAC and by MD5', async () => {
    expect(await charge(number)).toMatchObject({
      result_code: 'SUCCESS',
      total_fee: '1290',
      trade_type: 'MICROPAY',
    })
    expect(await v2('pay/orderquery', { out_trade_no: number })).toMatchObject({ trade_state: 'SUCCESS' })
    const md5 = await v2('pay/orderquery', { out_trade_no: number, sign_type: 'MD5' })
    expect(md5).toMatchObject({ trade_state: 'SUCCESS', sign: expect.stringMatching(/^[0-9A-F]{32}$/) })
  })

  test('a password is asked for, which this client takes for a failure', async () => {
    const asked = await failure(charge('AX0001261122V2', { auth_code: await codeOf('passwordAmy') }))
    expect(asked).toMatchObject({ code: 'EV2_RES_STATUS_CODE_NOT_SUCESS', data: { err_code: 'USERPAYING' } })
  })

  test('refund with the certificate, and its query', async () => {
    const refund = { out_trade_no: number, out_refund_no: 'AXR2', total_fee: 1_290, refund_fee: 90 }
    expect(await v2('secapi/pay/refund', refund, security)).toMatchObject({ refund_fee: '90' })
    expect(await v2('pay/refundquery', { out_refund_no: 'AXR2' })).toMatchObject({
      refund_count: '1',
      refund_status_0: 'PROCESSING',
    })
  })

  test('reverse with the certificate; without it the door is shut', async () => {
    await charge('AX0001261122V3')
    clock.advance(15_000)
    const reverse = { out_trade_no: 'AX0001261122V3' }
    expect(await failure(v2('secapi/pay/reverse', reverse))).toMatchObject({ status: 400 })
    expect(await v2('secapi/pay/reverse', reverse, security)).toMatchObject({
      result_code: 'SUCCESS',
      recall: 'N',
    })
    expect(await v2('pay/orderquery', reverse)).toMatchObject({ trade_state: 'REVOKED' })
  })

  test('closeorder of a QR order, never of a payment by code', async () => {
    await v3('pay/transactions/native', 'POST', order('AX0001261122V4'))
    expect(await v2('pay/closeorder', { out_trade_no: 'AX0001261122V4' })).toMatchObject({
      result_code: 'SUCCESS',
    })
    expect(await failure(v2('pay/closeorder', { out_trade_no: number }))).toMatchObject({
      data: { err_code_des: expect.stringContaining('268449641') },
    })
  })

  test('face: terminal, charge, query, reverse', async () => {
    const terminal = { store_id: '1', store_name: 'Shop', device_id: 'lane3', rawdata: 'raw', version: '1' }
    const now = String(Math.floor(clock.nowMs() / 1000))
    expect(await v2('face/get_wxpayface_authinfo', { ...terminal, now })).toMatchObject({
      expires_in: '3600',
    })
    const { code } = await wallet('code', { provider: 'wechat', user: 'alice', kind: 'face' })
    const face = { body: 'x', out_trade_no: 'AX0001261122F1', total_fee: 5, spbill_create_ip: '127.0.0.1' }
    expect(await v2('pay/facepay', { ...face, openid: 'o', face_code: code })).toMatchObject({
      trade_type: 'FACEPAY',
    })
    const faced = { out_trade_no: 'AX0001261122F1' }
    expect(await v2('pay/facepayquery', faced)).toMatchObject({ trade_state: 'SUCCESS' })
    clock.advance(15_000)
    expect(await v2('secapi/pay/facepayreverse', faced, security)).toMatchObject({ recall: 'N' })
    expect(await v2('pay/facepayquery', faced)).toMatchObject({ trade_state: 'REVOKED' })
  })

  test('a request under another key is not the merchant', async () => {
    const stranger = new Decorator({
      mchid: keys.mchid,
      serial: keys.serial,
      privateKey: merchantFile('private-key.pem'),
      certs: { [keys.answerSerial]: gatewayKeys.door.certificate },
      secret: 'A'.repeat(32),
      baseURL: `${listeners.url}/`,
    })
    const words = { appid: keys.appid, mch_id: keys.mchid, out_trade_no: number }
    expect(
      await failure(Promise.resolve(stranger.request('v2/pay/orderquery', 'POST', words))),
    ).toMatchObject({
      data: { return_code: 'FAIL', err_code: 'SIGNERROR' },
    })
  })
})

describe('bills', () => {
  const shop = { openDay: '' }

  beforeAll(async () => {
    // The day before yesterday at noon, by the platform's clock: our own client pays a QR order and a code.
    const noonMs = Math.floor((Date.now() + 8 * 3_600_000) / dayMs) * dayMs - 2 * dayMs + 4 * 3_600_000
    offsetMs = noonMs - Date.now()
    shop.openDay = new Date(noonMs + 8 * 3_600_000).toISOString().slice(0, 10)
    const nonce = () => 'nonce000000000001'
    const client = createWechatClient({
      keys,
      clock,
      nonce,
      send: injectedSend(sandbox),
      baseUrl: 'http://a',
    })
    await client.createNative(JSON.stringify(order('AX0001261122B1')))
    await wallet('confirm', { payer: 'alice', out_trade_no: 'AX0001261122B1' })
    offsetMs = 0
  })

  const rowsOf = (file: Uint8Array | ArrayBuffer | string) => {
    const { rows, summary }: Record<string, unknown> = {
      ...Formatter.castCsvBill(Buffer.from(file as string)),
    }
    return { rows, summary }
  }

  test('a trade bill: offer, file, digest, and the rows read by the other reader', async () => {
    const offer = await v3('bill/tradebill', 'GET', undefined, { bill_date: shop.openDay })
    const { pathname, search } = new URL(offer.download_url)
    const file = await wx.v3.get(pathname + search, { responseType: 'arraybuffer', transformResponse: [] })
    expect(Hash.sha1(Buffer.from(file.data))).toBe(offer.hash_value)
    expect(rowsOf(file.data)).toMatchObject({
      rows: [{ 商户订单号: 'AX0001261122B1', 订单金额: '12.90', 交易状态: 'SUCCESS' }],
      summary: { 总交易单数: '1', 订单总金额: '12.90' },
    })
  })

  test('a funds bill, packed: its digest is that of what is inside', async () => {
    const asked = { bill_date: shop.openDay, account_type: 'BASIC', tar_type: 'GZIP' }
    const offer = await v3('bill/fundflowbill', 'GET', undefined, asked)
    const { pathname, search } = new URL(offer.download_url)
    const file = await wx.v3.get(pathname + search, { responseType: 'arraybuffer', transformResponse: [] })
    const bytes = gunzipSync(Buffer.from(file.data))
    expect(Hash.sha1(bytes)).toBe(offer.hash_value)
    expect(rowsOf(bytes)).toMatchObject({
      rows: [
        { 业务凭证号: 'AX0001261122B1', 业务类型: '交易', '收支金额(元)': '12.90' },
        { 业务凭证号: 'AX0001261122B1', 业务类型: '扣除交易手续费', '收支金额(元)': '0.08' },
      ],
      summary: { 资金流水总笔数: '2' },
    })
  })

  test('downloadbill gives the same rows as text', async () => {
    const bill_date = shop.openDay.replaceAll('-', '')
    const answer = await wx.v2.post(
      'pay/downloadbill',
      { appid: keys.appid, mch_id: keys.mchid, bill_date, bill_type: 'ALL' },
      { transformResponse: [], responseType: 'text' },
    )
    expect(answer.data).toContain('`AX0001261122B1,')
  })
})

describe("our client's bytes, judged by the other's helpers", () => {
  const sent: HttpRequest[] = []
  const keep = async (request: HttpRequest) => {
    sent.push(request)
    return ok({ status: 500, headers: {}, body: '' })
  }
  const nonce = () => 'nonce000000000001'

  test('a v3 request is signed over its path, time, nonce and body', async () => {
    const client = createWechatClient({ keys, clock, nonce, send: keep, baseUrl: 'http://a' })
    await client.createNative(JSON.stringify(order('AX0001261122X1')))
    await client.queryOrder('AX0001261122X1')
    const publicKey = gatewayKeys.merchantKey.export({ type: 'spki', format: 'pem' }).toString()
    for (const { method, url, headers, body } of sent.splice(0)) {
      const header = headers['authorization'] ?? ''
      const field = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(header)?.[1] ?? ''
      const { pathname, search } = new URL(url)
      const text = Formatter.request(method, pathname + search, field('timestamp'), field('nonce_str'), body)
      expect(Rsa.verify(text, field('signature'), publicKey)).toBe(true)
      const again = Formatter.authorization(
        keys.mchid,
        nonce(),
        field('signature'),
        field('timestamp'),
        keys.serial,
      )
      expect(header.split(/[ ,]/).sort()).toEqual(again.split(/[ ,]/).sort())
    }
  })

  test('a v2 request is flat XML whose fields are signed by HMAC-SHA256', async () => {
    if (keys.v2 === undefined) throw new Error('the demo has v2 keys')
    const { appid, mchid } = keys
    const addresses = { baseUrl: 'http://a', securedBaseUrl: 'http://a', send: keep, securedSend: keep }
    const client = createV2Client({ appid, mchid, v2Keys: keys.v2.keys, nonce, ...addresses })
    await client.charge('code', {
      out_trade_no: 'AX0001261122X1',
      body: 'a & b <c>',
      auth_code: '134567890123456789',
    })
    const words: Record<string, unknown> = { ...Transformer.toObject(sent[0]?.body ?? '') }
    expect(words).toMatchObject({ appid, mch_id: mchid, body: 'a & b <c>', sign_type: 'HMAC-SHA256' })
    expect(Hash.sign('HMAC-SHA256', words, merchantFile('apiv2.key').trim())).toBe(words['sign'])
  })
})
