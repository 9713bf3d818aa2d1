/**
 * The official SDK as an independent client of the sandbox's Alipay, over real sockets: every flow, in key mode and in
 * certificate mode, every answer verified by the SDK's own code. What it accepts, our client may rely on; and what our
 * client signs, the SDK's code verifies.
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AlipaySdk } from 'alipay-sdk'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ok } from '../../../domain/result.ts'
import { openAlipayStore } from '../../../sandbox/alipay/store.ts'
import { buildSandbox, type Sandbox } from '../../../sandbox/gateway.ts'
import { systemRandom } from '../../../sandbox/system.ts'
import { demoPassword } from '../../../sandbox/wallet/shoppers.ts'
import { openWechatStore } from '../../../sandbox/wechat/store.ts'
import { readAlipayFunds } from '../../../src-server/day-end/bills/alipay-funds.ts'
import { readAlipayTrade } from '../../../src-server/day-end/bills/alipay-trade.ts'
import { sidesOf, totalsOf } from '../../../src-server/day-end/bills/totals.ts'
import { alipayProvider } from '../../../src-server/payments/providers/alipay.ts'
import { createFetchDownload, createFetchSend } from '../../../src-server/wechat/fetch-send.ts'
import type { HttpRequest } from '../../../src-server/wechat/ports.ts'
import { type DemoKeys, demoKeys } from '../support/bench.ts'
import { type AlipayDemoKeys, alipayDemoKeys, codeOf, pressed, wallet } from './support/bench.ts'

const dayMs = 86_400_000
const gmt8 = 8 * 3_600_000

let keys: AlipayDemoKeys
let wechatKeys: DemoKeys
let sandbox: Sandbox
let url: string
let offsetMs = 0
const received: string[] = []
const sent: HttpRequest[] = []
const nowMs = () => Date.now() + offsetMs
const store = openAlipayStore(':memory:')
const wechatStore = openWechatStore(':memory:')
const zoneBefore = process.env['TZ']

beforeAll(async () => {
  // The SDK writes its timestamps in the process' own zone; the platform reads Beijing's.
  process.env['TZ'] = 'Asia/Shanghai'
  keys = alipayDemoKeys()
  wechatKeys = demoKeys()
  sandbox = buildSandbox({
    clock: { nowMs, wait: async () => {}, advance: () => {} },
    random: systemRandom,
    notifySend: async ({ body }) => {
      received.push(body)
      return ok({ status: 200, body: 'success' })
    },
    wechat: { store: wechatStore, keys: wechatKeys.gateway },
    alipay: { store, keys: keys.gateway },
  })
  url = await sandbox.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await sandbox.app.close()
  store.close()
  wechatStore.close()
  keys.remove()
  wechatKeys.remove()
  process.env['TZ'] = zoneBefore
})

const read = (directory: string, name: string): string => readFileSync(join(directory, name), 'utf8')
const modes = ['key', 'certificate'] as const
type Mode = (typeof modes)[number]

function sdkOf(mode: Mode): AlipaySdk {
  const { merchant, certificateMerchant } = keys.directories
  const common = {
    appId: keys.merchant.appId,
    privateKey: read(merchant, 'app-private-key.pem'),
    keyType: 'PKCS8',
    gateway: `${url}/gateway.do`,
  } as const
  if (mode === 'key')
    return new AlipaySdk({ ...common, alipayPublicKey: read(merchant, 'platform-public-key.pem') })
  return new AlipaySdk({
    ...common,
    appCertContent: read(certificateMerchant, 'app.crt'),
    alipayRootCertContent: read(certificateMerchant, 'root.crt'),
    alipayPublicCertContent: read(certificateMerchant, 'platform.crt'),
  })
}

const notify_url = 'https://store.example/notify/alipay'
let orders = 0
const newNumber = (): string => `SDK_${String(++orders).padStart(8, '0')}`

async function exec(mode: Mode, method: string, bizContent: object) {
  return sdkOf(mode).exec(`alipay.${method}`, { notify_url, bizContent }, { validateSign: true })
}

async function precreated(mode: Mode, out_trade_no: string) {
  const order = { out_trade_no, total_amount: '128.40', subject: '3 号收银台' }
  const created = await exec(mode, 'trade.precreate', order)
  expect(created).toMatchObject({ code: '10000', outTradeNo: out_trade_no })
  return String(created['qrCode'])
}

async function paidByQr(mode: Mode): Promise<string> {
  const out_trade_no = newNumber()
  const qr = await precreated(mode, out_trade_no)
  await wallet(sandbox, 'scan', { qr, payer: 'alice' })
  expect(await wallet(sandbox, 'confirm', pressed(out_trade_no))).toMatchObject({ status: 200 })
  return out_trade_no
}

async function charged(mode: Mode, user: string, out_trade_no = newNumber()) {
  const auth_code = await codeOf(sandbox, user)
  const order = { out_trade_no, total_amount: '0.10', subject: '一件', scene: 'bar_code', auth_code }
  return { out_trade_no, answer: await exec(mode, 'trade.pay', order) }
}

describe.each(modes)('the official SDK in %s mode', (mode) => {
  test('shows a QR, is told of its payment, and asks about it', async () => {
    const out_trade_no = newNumber()
    const qr = await precreated(mode, out_trade_no)
    expect(await exec(mode, 'trade.query', { out_trade_no })).toMatchObject({
      code: '40004',
      subCode: 'ACQ.TRADE_NOT_EXIST',
    })
    await wallet(sandbox, 'scan', { qr, payer: 'alice' })
    expect(await exec(mode, 'trade.query', { out_trade_no })).toMatchObject({ tradeStatus: 'WAIT_BUYER_PAY' })
    await wallet(sandbox, 'confirm', pressed(out_trade_no))
    await sandbox.tick()
    const notice = Object.fromEntries(new URLSearchParams(received.at(-1)))
    expect(notice).toMatchObject({ out_trade_no, trade_status: 'TRADE_SUCCESS', total_amount: '128.40' })
    expect(sdkOf(mode).checkNotifySignV2(notice)).toBe(true)
    expect(sdkOf(mode).checkNotifySignV2({ ...notice, total_amount: '0.01' })).toBe(false)
    expect(await exec(mode, 'trade.query', { out_trade_no })).toMatchObject({
      code: '10000',
      tradeStatus: 'TRADE_SUCCESS',
      totalAmount: '128.40',
    })
  })

  test('charges a code, waits for a password, is told of short accounts', async () => {
    const { answer, out_trade_no } = await charged(mode, 'alice')
    expect(answer).toMatchObject({ code: '10000', outTradeNo: out_trade_no, totalAmount: '0.10' })
    const asked = await charged(mode, 'password-bob')
    expect(asked.answer).toMatchObject({ code: '10003' })
    const press = { ...pressed(asked.out_trade_no, 'password-bob'), password: demoPassword }
    await wallet(sandbox, 'confirm', press)
    expect(await exec(mode, 'trade.query', { out_trade_no: asked.out_trade_no })).toMatchObject({
      tradeStatus: 'TRADE_SUCCESS',
    })
    expect((await charged(mode, 'risky')).answer).toMatchObject({ subCode: 'ACQ.PAYMENT_REQUEST_HAS_RISK' })
    const face = await codeOf(sandbox, 'alice', 'face')
    const order = { out_trade_no: newNumber(), total_amount: '1.00', subject: 'x', scene: 'security_code' }
    expect(await exec(mode, 'trade.pay', { ...order, auth_code: face })).toMatchObject({ code: '10000' })
  })

  test('cancels and closes', async () => {
    const waiting = await charged(mode, 'password-bob')
    expect(await exec(mode, 'trade.cancel', { out_trade_no: waiting.out_trade_no })).toMatchObject({
      action: 'close',
      retryFlag: 'N',
    })
    const paid = await charged(mode, 'alice')
    expect(await exec(mode, 'trade.cancel', { out_trade_no: paid.out_trade_no })).toMatchObject({
      action: 'refund',
    })
    const unscanned = newNumber()
    await precreated(mode, unscanned)
    expect(await exec(mode, 'trade.cancel', { out_trade_no: unscanned })).not.toHaveProperty('action')
    const asked = await charged(mode, 'password-bob')
    expect(await exec(mode, 'trade.close', { out_trade_no: asked.out_trade_no })).toMatchObject({
      code: '10000',
    })
  })

  test('refunds in parts, repeats itself, and asks about a refund', async () => {
    const out_trade_no = await paidByQr(mode)
    const refund = { out_trade_no, refund_amount: '28.40', out_request_no: 'R1' }
    expect(await exec(mode, 'trade.refund', refund)).toMatchObject({ fundChange: 'Y', refundFee: '28.40' })
    expect(await exec(mode, 'trade.refund', refund)).toMatchObject({ fundChange: 'N' })
    expect(
      await exec(mode, 'trade.refund', { out_trade_no, refund_amount: '100.01', out_request_no: 'R2' }),
    ).toMatchObject({
      code: '40004',
    })
    const ask = (out_request_no: string) =>
      exec(mode, 'trade.fastpay.refund.query', { out_trade_no, out_request_no })
    expect(await ask('R1')).toMatchObject({ refundStatus: 'REFUND_SUCCESS', refundAmount: '28.40' })
    expect(await ask('R2')).not.toHaveProperty('refundStatus')
  })

  test('is refused when the answer was forged on its way', async () => {
    const payload = { match: { api: 'alipay_query' }, do: { kind: 'bad_signature' } }
    await sandbox.app.inject({ method: 'POST', url: '/ctl/faults', payload })
    await expect(exec(mode, 'trade.query', { out_trade_no: newNumber() })).rejects.toThrow('验签失败')
    await sandbox.app.inject({ method: 'DELETE', url: '/ctl/faults' })
  })
})

/** Noon in Beijing, two days ago: a day whose bill is there whatever the hour is now. */
const twoDaysAgo = (): number => {
  const beijing = Date.now() + gmt8
  return beijing - (beijing % dayMs) - 2 * dayMs + dayMs / 2 - gmt8
}

function ourProvider(mode: Mode) {
  const send = createFetchSend()
  return alipayProvider(
    {
      keys: mode === 'key' ? keys.merchant : keys.certified,
      clock: { nowMs },
      send: (request) => {
        sent.push(request)
        return send(request)
      },
      download: createFetchDownload(),
      gatewayUrl: `${url}/gateway.do`,
    },
    notify_url,
  )
}

const credential = async (user: string) => ({ kind: 'code', value: await codeOf(sandbox, user) }) as const

/** A payment by code and a part of it back, at that time. */
async function soldAt(atMs: number, outTradeNo: string): Promise<void> {
  offsetMs = atMs - Date.now()
  const provider = ourProvider('key')
  const order = {
    outTradeNo,
    description: '一篮',
    amountMinor: 12_840,
    currency: 'CNY',
    payableUntilMs: nowMs() + 180_000,
  } as const
  const body = provider.byCode?.codeBody(order) ?? ''
  expect(await provider.byCode?.charge(body, await credential('alice'))).toMatchObject({
    value: { kind: 'Paid', amountMinor: 12_840 },
  })
  const refund = { outRefundNo: 'R9', outTradeNo, amountMinor: 840, totalMinor: 12_840, reason: '退' }
  expect(await provider.refund('R9', provider.refundBody(refund))).toMatchObject({
    value: { state: 'success' },
  })
  offsetMs = 0
}

const gbk = new TextDecoder('gbk')

describe('the bill of a day', () => {
  test('is what both clients fetch, in GBK in a zip, with the day’s payment and refund', async () => {
    const atMs = twoDaysAgo()
    const outTradeNo = newNumber()
    await soldAt(atMs, outTradeNo)
    const day = new Date(atMs + gmt8).toISOString().slice(0, 10)
    const asked = await exec('key', 'data.dataservice.bill.downloadurl.query', {
      bill_type: 'trade',
      bill_date: day,
    })
    const zip = new Uint8Array(await (await fetch(String(asked['billDownloadUrl']))).arrayBuffer())
    const files = Object.entries(unzipSync(zip)).map(([name, bytes]) => [
      gbk.decode(Buffer.from(name, 'latin1')),
      gbk.decode(bytes),
    ])
    const list = files.find(([name]) => name?.endsWith('业务明细.csv'))?.[1] ?? ''
    const rows = list.split('\r\n').filter((line) => line.includes(outTradeNo))
    expect(rows).toHaveLength(2)
    expect(rows[0]).toContain('128.40')
    expect(rows[1]).toMatch(/退款\t.*-8\.40.*R9/)
    const ours = await ourProvider('certificate').bills?.fetchBill(day, 'trade')
    expect(ours?.ok && gbk.decode(ours.value)).toBe(list)
    const funds = await ourProvider('key').bills?.fetchBill(day, 'funds')
    expect(funds?.ok && gbk.decode(funds.value)).toContain('收费')
    // The store's own readers understand both, and find that they agree to the fen.
    if (!ours?.ok || !funds?.ok) return
    const trade = readAlipayTrade(ours.value, day)
    const account = readAlipayFunds(funds.value, day)
    if (!trade.ok || !account.ok) throw new Error(JSON.stringify([trade, account]))
    expect(trade.value.entries).toMatchObject([
      { kind: 'payment', outTradeNo, amountMinor: 12_840 },
      { kind: 'refund', outTradeNo, outRefundNo: 'R9', amountMinor: 840 },
    ])
    const { fundsMinor, expectedFundsMinor } = totalsOf(sidesOf(trade.value), 0, 0, account.value)
    expect(fundsMinor).toBe(expectedFundsMinor)
  })

  test('of a day that is not over is not there, and an old address is dead', async () => {
    const today = new Date(Date.now() + gmt8).toISOString().slice(0, 10)
    const { bills } = ourProvider('key')
    expect(await bills?.fetchBill(today, 'trade')).toEqual({ ok: false, error: { kind: 'NotFound' } })
    const day = new Date(twoDaysAgo() + gmt8).toISOString().slice(0, 10)
    const asked = await exec('key', 'data.dataservice.bill.downloadurl.query', {
      bill_type: 'signcustomer',
      bill_date: day,
    })
    offsetMs = 30_000
    const dead = await createFetchDownload()({
      method: 'GET',
      url: String(asked['billDownloadUrl']),
      headers: {},
      body: '',
    })
    expect(dead).toMatchObject({ value: { status: 403 } })
    offsetMs = 0
  })
})

describe('our signed bytes', () => {
  test.each(modes)('are what the SDK’s own code takes for signed by our key (%s mode)', async (mode) => {
    sent.length = 0
    const provider = ourProvider(mode)
    await provider.query('SDK_00000001')
    const body = provider.byCode?.codeBody({
      outTradeNo: newNumber(),
      description: '篮子 100% + 1 & 2 = "三"',
      amountMinor: 1,
      currency: 'CNY',
      payableUntilMs: nowMs() + 60_000,
    })
    await provider.byCode?.charge(body ?? '', await credential('alice'))
    const verifier = new AlipaySdk({
      appId: '1',
      privateKey: read(keys.directories.merchant, 'app-private-key.pem'),
      keyType: 'PKCS8',
      alipayPublicKey: read(keys.directories.gateway, 'app-public-key.pem'),
    })
    expect(sent).toHaveLength(2)
    for (const request of sent) {
      const parameters = {
        ...Object.fromEntries(new URL(request.url).searchParams),
        ...Object.fromEntries(new URLSearchParams(request.body)),
      }
      expect(verifier.checkNotifySignV2(parameters)).toBe(true)
      expect(verifier.checkNotifySignV2({ ...parameters, method: 'alipay.trade.refund' })).toBe(false)
    }
  })
})
