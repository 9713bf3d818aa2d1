/**
 * The whole way of the money with the real client against the payment platform's own rules: signed both ways,
 * notified, verified, settled; cancelled, expired, paid too late and given back. One clock moved by hand, no sockets.
 */

import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paymentCancelPath, paymentPath, paymentStatusSchema } from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { payableForMs } from '../../../domain/payment/timing.ts'
import { err, ok, present } from '../../../domain/result.ts'
import { buildSandbox, type Sandbox } from '../../../sandbox/gateway.ts'
import type { NotifySend } from '../../../sandbox/ports.ts'
import { openWechatStore, type WechatStore } from '../../../sandbox/wechat/store.ts'
import { overheard } from '../../../src-server/http/overheard.ts'
import { wechatProvider } from '../../../src-server/payments/providers/wechat.ts'
import { injectedSend, seededRandom } from '../../sandbox/support/bench.ts'
import { fileKeys } from '../../sandbox/support/file-keys.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

const publicUrl = 'https://store.test'

const keys = fileKeys()
let rig: Rig
let lane: TestLane
let books: WechatStore
let gateway: Sandbox
let isStoreReachable = true

/** Notifications go straight into the store server. */
const notifySend: NotifySend = async ({ url, headers, body }) => {
  if (!isStoreReachable) return err({ kind: 'NotifyFailed', reason: 'ECONNREFUSED' })
  const { status } = await rig.send('POST', new URL(url).pathname, { body, headers: { ...headers } })
  return ok({ status, body: '' })
}

beforeEach(async () => {
  isStoreReachable = true
  books = openWechatStore(':memory:')
  let nonces = 0
  rig = await openRig({
    items: 3,
    publicUrl,
    provider: (nowMs) => {
      const clock = { nowMs, wait: async () => {}, advance: () => {} }
      gateway = buildSandbox({
        clock,
        random: seededRandom(),
        notifySend,
        wechat: { store: books, keys: keys.gateway },
      })
      const nonce = () => `nonce${String(++nonces).padStart(16, '0')}`
      const exchange = {
        keys: keys.merchant,
        clock,
        nonce,
        send: overheard(injectedSend(gateway)),
        baseUrl: 'http://pay.test',
      }
      return wechatProvider(exchange, `${publicUrl}/notify/wechat`)
    },
  })
  lane = await enrolLane(rig)
})
afterEach(async () => {
  await gateway.app.close()
  books.close()
  await rig.close()
})

const request = { paymentId: 'pay-1', saleId: 'sale-1', wallet: 'wechat', amountMinor: 1280, currency: 'CNY' }

const status = async () => v.parse(paymentStatusSchema, (await lane.get(paymentPath('pay-1'))).body)
const cancel = async () =>
  v.parse(paymentStatusSchema, (await lane.post(paymentCancelPath('pay-1'), {})).body)

async function open(): Promise<string> {
  const answer = v.parse(paymentStatusSchema, (await lane.post(paths.payments, request)).body)
  expect(answer.state).toBe('inProgress')
  return answer.state === 'inProgress' ? present(answer.codeUrl ?? undefined, 'a QR is shown') : ''
}

async function tradeNumber(): Promise<string> {
  const row = await rig.db.selectFrom('payment_attempt').select('out_trade_no').executeTakeFirstOrThrow()
  return row.out_trade_no
}

async function wallet(path: string, payload: object): Promise<number> {
  return (await gateway.app.inject({ method: 'POST', url: `/wallet/${path}`, payload })).statusCode
}

async function pay(qr: string): Promise<void> {
  expect(await wallet('scan', { qr, payer: 'alice' })).toBe(200)
  expect(await wallet('confirm', { payer: 'alice', out_trade_no: await tradeNumber() })).toBe(200)
}

const ledger = async () => {
  const number = await tradeNumber()
  return books.ledger().find((entry) => entry.outTradeNo === number)
}

describe('a shopper with a wallet', () => {
  it('pays, and the sale settles by the notification', async () => {
    await pay(await open())
    await gateway.tick()
    expect(await status()).toMatchObject({ state: 'paid', amountMinor: 1280 })
  })

  it('pays, and the sale settles by our question while no notification gets through', async () => {
    isStoreReachable = false
    await pay(await open())
    await gateway.tick()
    rig.clock.ms += 2_000
    await rig.server.tickPayments()
    expect((await status()).state).toBe('paid')
  })

  it('leaves in the diary what went over the wire, but no QR that could be paid', async () => {
    const qr = await open()
    const calls = await rig.db.selectFrom('payment_call').select(['kind', 'verdict', 'raw']).execute()
    expect(calls).toMatchObject([{ kind: 'create', verdict: 'ok' }])
    expect(calls[0]?.raw).toContain('> POST /v3/pay/transactions/native')
    expect(calls[0]?.raw).toContain('"code_url":"[not kept]"')
    expect(JSON.stringify(calls)).not.toContain(qr)
  })

  it('goes away: the order is closed there before it is over here, and can no longer be paid', async () => {
    const qr = await open()
    expect(await cancel()).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(await wallet('scan', { qr, payer: 'alice' })).not.toBe(200)
  })

  it('goes away having paid after all', async () => {
    const qr = await open()
    isStoreReachable = false
    await pay(qr)
    expect((await cancel()).state).toBe('paid')
  })

  it('does nothing: it expires, and is closed at the provider too', async () => {
    const qr = await open()
    rig.clock.ms += payableForMs + 6_000
    await rig.server.tickPayments()
    expect(await status()).toMatchObject({ state: 'ended', ending: 'expired' })
    expect(await wallet('scan', { qr, payer: 'alice' })).not.toBe(200)
  })

  it('whose payment had been given up wrongly gets the money back, to the fen', async () => {
    const qr = await open()
    isStoreReachable = false
    await pay(qr)
    // As after a restored backup: we believe it ended, the provider has the money.
    await rig.db
      .updateTable('payment_attempt')
      .set({ state: 'closed', ending: 'closed', due_ms: null })
      .execute()
    isStoreReachable = true
    for (let round = 0; round < 12; round++) {
      rig.clock.ms += 60_000
      await gateway.tick()
      await rig.server.tickPayments()
    }
    expect(await rig.db.selectFrom('refund').select(['state', 'amount_minor']).execute()).toEqual([
      { state: 'success', amount_minor: 1280 },
    ])
    expect(await ledger()).toMatchObject({ capturedFen: 1280, refundedFen: 1280 })
    expect((await status()).state).toBe('ended')
  })
})

describe('a notification', () => {
  it('that was forged is refused and changes nothing', async () => {
    await open()
    const body = JSON.stringify({ id: 'x', event_type: 'TRANSACTION.SUCCESS' })
    const headers = {
      'wechatpay-serial': keys.merchant.answerSerial,
      'wechatpay-timestamp': String(Math.floor(rig.clock.ms / 1000)),
      'wechatpay-nonce': 'n'.repeat(32),
      'wechatpay-signature': Buffer.alloc(256).toString('base64'),
    }
    expect(await rig.send('POST', '/notify/wechat', { body, headers })).toMatchObject({
      status: 401,
      body: { code: 'FAIL', error: 'NoticeRefused' },
    })
    expect((await status()).state).toBe('inProgress')
  })
})
