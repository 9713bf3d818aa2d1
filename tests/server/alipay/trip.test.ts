/**
 * The whole way of the money by Alipay with the real client against the platform's own rules, by QR and by the
 * shopper's code: signed both ways, told, thanked with the one word, settled; left, expired, given back. One clock
 * moved by hand, no sockets.
 */

import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paymentCancelPath, paymentPath, paymentStatusSchema } from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { payableForMs } from '../../../domain/payment/timing.ts'
import { err, ok, present } from '../../../domain/result.ts'
import { type AlipayStore, openAlipayStore } from '../../../sandbox/alipay/store.ts'
import { buildSandbox, type Sandbox } from '../../../sandbox/gateway.ts'
import type { NotifySend } from '../../../sandbox/ports.ts'
import { demoPassword } from '../../../sandbox/wallet/shoppers.ts'
import { openWechatStore, type WechatStore } from '../../../sandbox/wechat/store.ts'
import { alipayProvider } from '../../../src-server/payments/providers/alipay.ts'
import {
  type AlipayDemoKeys,
  alipayDemoKeys,
  armFault,
  codeOf,
  gatewayUrl,
  wallet,
} from '../../sandbox/alipay/support/bench.ts'
import { type DemoKeys, demoKeys, injectedSend, seededRandom } from '../../sandbox/support/bench.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

const publicUrl = 'https://store.test'

let keys: AlipayDemoKeys
let wechatKeys: DemoKeys
let rig: Rig
let lane: TestLane
let books: AlipayStore
let wechatBooks: WechatStore
let sandbox: Sandbox
let isStoreReachable = true
let thanks: readonly string[] = []

/** Messages go straight into the store server. */
const notifySend: NotifySend = async ({ url, headers, body }) => {
  if (!isStoreReachable) return err({ kind: 'NotifyFailed', reason: 'ECONNREFUSED' })
  const { status, text } = await rig.send('POST', new URL(url).pathname, { body, headers: { ...headers } })
  thanks = [...thanks, text]
  return ok({ status, body: text })
}

beforeAll(() => {
  keys = alipayDemoKeys()
  wechatKeys = demoKeys()
})
afterAll(() => {
  keys.remove()
  wechatKeys.remove()
})

beforeEach(async () => {
  isStoreReachable = true
  thanks = []
  books = openAlipayStore(':memory:')
  wechatBooks = openWechatStore(':memory:')
  rig = await openRig({
    items: 3,
    publicUrl,
    wallet: 'alipay',
    provider: (nowMs) => {
      const clock = { nowMs, wait: async () => {}, advance: () => {} }
      sandbox = buildSandbox({
        clock,
        random: seededRandom(),
        notifySend,
        wechat: { store: wechatBooks, keys: wechatKeys.gateway },
        alipay: { store: books, keys: keys.gateway },
      })
      const send = injectedSend(sandbox)
      const download = async () => err({ kind: 'TransportFailed', reason: 'no bills here' } as const)
      const parts = { keys: keys.certified, clock, send, download, gatewayUrl }
      return alipayProvider(parts, `${publicUrl}/notify/alipay`)
    },
  })
  lane = await enrolLane(rig)
})
afterEach(async () => {
  await sandbox.app.close()
  books.close()
  wechatBooks.close()
  await rig.close()
})

const request = { paymentId: 'pay-1', saleId: 'sale-1', wallet: 'alipay', amountMinor: 1280, currency: 'CNY' }

const statusOf = (body: unknown) => v.parse(paymentStatusSchema, body)
const status = async () => statusOf((await lane.get(paymentPath('pay-1'))).body)
const cancel = async () => statusOf((await lane.post(paymentCancelPath('pay-1'), {})).body)

async function open(): Promise<string> {
  const answer = statusOf((await lane.post(paths.payments, request)).body)
  expect(answer.state).toBe('inProgress')
  return answer.state === 'inProgress' ? present(answer.codeUrl ?? undefined, 'a QR is shown') : ''
}

async function charge(user: string) {
  const credential = { kind: 'code', value: await codeOf(sandbox, user) }
  return statusOf((await lane.post(paths.payments, { ...request, credential })).body)
}

async function tradeNumber(): Promise<string> {
  const row = await rig.db.selectFrom('payment_attempt').select('out_trade_no').executeTakeFirstOrThrow()
  return row.out_trade_no
}

async function press(path: string, payer: string, password?: string): Promise<number> {
  const order = {
    provider: 'alipay',
    payer,
    out_trade_no: await tradeNumber(),
    ...(password && { password }),
  }
  return (await wallet(sandbox, path, order)).status
}

const scan = async (qr: string): Promise<number> =>
  (await wallet(sandbox, 'scan', { qr, payer: 'alice' })).status

async function pay(qr: string): Promise<void> {
  expect(await scan(qr)).toBe(200)
  expect(await press('confirm', 'alice')).toBe(200)
}

async function pass(ms: number, rounds = 1): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    rig.clock.ms += ms
    await sandbox.tick()
    await rig.server.tickPayments()
  }
}

const ledger = () => books.ledger()[0]

describe('a shopper who scans', () => {
  it('pays, the sale settles by the message, and the message is thanked with the one word', async () => {
    await pay(await open())
    await sandbox.tick()
    expect(await status()).toMatchObject({ state: 'paid', amountMinor: 1280 })
    expect(thanks).toEqual(['success'])
    await pass(86_400_000)
    expect(thanks).toHaveLength(1)
  })

  it('pays, and the sale settles by our question while no message gets through', async () => {
    isStoreReachable = false
    await pay(await open())
    await pass(2_000)
    expect((await status()).state).toBe('paid')
  })

  it('has not scanned yet: that the trade does not exist is no failure', async () => {
    const qr = await open()
    await pass(2_000, 10)
    expect((await status()).state).toBe('inProgress')
    await pay(qr)
    await pass(2_000)
    expect((await status()).state).toBe('paid')
  })

  it('scans and goes away: the trade is closed there before it is over here', async () => {
    const qr = await open()
    await scan(qr)
    await cancel()
    await pass(4_000, 3)
    expect(await status()).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(await press('confirm', 'alice')).toBe(410)
    expect(ledger()).toMatchObject({ capturedFen: 0 })
  })

  it('goes away unscanned, and pays by an old picture of the code: the money goes back by itself', async () => {
    const qr = await open()
    await cancel()
    await pass(15_000, 4)
    expect(await status()).toMatchObject({ state: 'ended' })
    await pay(qr)
    await pass(60_000, 12)
    expect(ledger()).toMatchObject({ capturedFen: 1280, refundedFen: 1280 })
    expect((await status()).state).toBe('ended')
  })

  it('pays while the order is being closed, and has paid', async () => {
    const qr = await open()
    await scan(qr)
    isStoreReachable = false
    await armFault(sandbox, { api: 'alipay_close' }, { kind: 'pay_before_close' })
    await cancel()
    await pass(4_000, 3)
    expect((await status()).state).toBe('paid')
    expect(ledger()).toMatchObject({ capturedFen: 1280, refundedFen: 0 })
  })

  it('does nothing: it expires, and the code is dead at the provider too', async () => {
    const qr = await open()
    await pass(payableForMs + 6_000)
    await pass(15_000, 4)
    expect(await status()).toMatchObject({ state: 'ended', ending: 'expired' })
    expect(await scan(qr)).toBe(410)
  })
})

describe('a shopper’s own code', () => {
  it('pays at once', async () => {
    expect(await charge('alice')).toMatchObject({ state: 'paid', amountMinor: 1280 })
  })

  it('waits for the password, and is paid by it', async () => {
    expect(await charge('password-bob')).toMatchObject({ state: 'inProgress' })
    expect(await press('confirm', 'password-bob', demoPassword)).toBe(200)
    await pass(4_000)
    expect((await status()).state).toBe('paid')
  })

  it.each([
    ['short', 'noFunds'],
    ['risky', 'refused'],
  ])('of a %s account ends as %s, with nothing taken', async (user, ending) => {
    expect(await charge(user)).toMatchObject({ state: 'ended', ending })
    expect(ledger()).toBeUndefined()
  })

  it('whose password never comes is cancelled, and can no longer be paid', async () => {
    await charge('password-bob')
    await pass(4_000, 20)
    await pass(60_000, 6)
    expect((await status()).state).toBe('ended')
    expect(await press('confirm', 'password-bob', demoPassword)).toBe(410)
    expect(ledger()).toMatchObject({ capturedFen: 0 })
  })

  it('whose charge was lost on its way back is found by asking', async () => {
    await armFault(sandbox, { api: 'alipay_pay' }, { kind: 'drop_after_commit' })
    isStoreReachable = false
    expect((await charge('alice')).state).toBe('inProgress')
    await pass(5_000)
    expect((await status()).state).toBe('paid')
    expect(ledger()).toMatchObject({ capturedFen: 1280, refundedFen: 0 })
  })
})

describe('a message', () => {
  it.each(['notify_wrong_amount', 'notify_wrong_merchant', 'notify_tampered', 'bad_signature'])(
    'spoilt by %s is not thanked and pays nothing',
    async (kind) => {
      await armFault(sandbox, { api: 'alipay_notify' }, { kind })
      await pay(await open())
      await sandbox.tick()
      expect(thanks).not.toContain('success')
      expect((await status()).state).toBe('inProgress')
    },
  )
})
