/**
 * A face's whole way, with the real clients against the platforms' own rules: the terminal is opened, shows a face and
 * gets a token, and the token is charged. At WeChat Pay's own door for faces, as a payment code, and at Alipay.
 */

import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FaceSession, faceSessionSchema } from '../../../domain/contract/face.ts'
import { paymentCancelPath, paymentPath, paymentStatusSchema } from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { err, present } from '../../../domain/result.ts'
import type { Wallet } from '../../../domain/sale/fact.ts'
import { openAlipayStore } from '../../../sandbox/alipay/store.ts'
import { buildSandbox, type Sandbox } from '../../../sandbox/gateway.ts'
import { openWechatStore } from '../../../sandbox/wechat/store.ts'
import { overheard } from '../../../src-server/http/overheard.ts'
import { alipayProvider } from '../../../src-server/payments/providers/alipay.ts'
import { wechatProvider } from '../../../src-server/payments/providers/wechat.ts'
import type { CodeSettings } from '../../../src-server/payments/providers/wechat-code.ts'
import {
  type AlipayDemoKeys,
  alipayDemoKeys,
  gatewayUrl,
  wallet,
} from '../../sandbox/alipay/support/bench.ts'
import { injectedSend, seededRandom, shownBy } from '../../sandbox/support/bench.ts'
import { fileKeys } from '../../sandbox/support/file-keys.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

const smileMethod = 'zoloz.authentication.smilepay.initialize'

const keys = fileKeys()
let alipayKeys: AlipayDemoKeys
let sandbox: Sandbox
let rig: Rig
let lane: TestLane
let closeBooks: () => void

beforeAll(() => {
  alipayKeys = alipayDemoKeys()
})
afterAll(() => alipayKeys.remove())
afterEach(async () => {
  await sandbox.app.close()
  closeBooks()
  await rig.close()
})

function wechatOf(clock: { nowMs: () => number }, face: CodeSettings['face']) {
  const own = present(keys.merchant.v2, 'the demo keys pay by code')
  const { appid, mchid } = keys.merchant
  const baseUrl = 'http://pay.test'
  let nonces = 0
  const nonce = () => `nonce${String(++nonces).padStart(16, '0')}`
  const send = overheard(injectedSend(sandbox))
  const securedSend = shownBy(own.identity.certificate)(send)
  const v2 = { appid, mchid, v2Keys: own.keys, nonce, send, baseUrl, securedBaseUrl: baseUrl, securedSend }
  return wechatProvider(
    { keys: keys.merchant, clock, nonce, send, baseUrl },
    'https://store.test/notify/wechat',
    {
      codes: { over: 'v2', face, deviceIp: '127.0.0.1', storeId: '1' },
      v2,
      face: { ...v2, clock, faceBaseUrl: baseUrl },
    },
  )
}

async function openStore(who: Wallet, face: CodeSettings['face']): Promise<void> {
  rig = await openRig({
    items: 1,
    wallet: who,
    provider: (nowMs) => {
      const clock = { nowMs, wait: async () => {}, advance: () => {} }
      const wechat = { store: openWechatStore(':memory:'), keys: keys.gateway }
      const alipay = { store: openAlipayStore(':memory:'), keys: alipayKeys.gateway }
      closeBooks = () => {
        wechat.store.close()
        alipay.store.close()
      }
      const notifySend = async () => err({ kind: 'NotifyFailed', reason: 'nobody listens' } as const)
      sandbox = buildSandbox({ clock, random: seededRandom(), notifySend, wechat, alipay })
      if (who === 'wechat') return wechatOf(clock, face)
      const download = async () => err({ kind: 'TransportFailed', reason: 'no bills here' } as const)
      const parts = {
        keys: alipayKeys.merchant,
        clock,
        send: overheard(injectedSend(sandbox)),
        download,
        gatewayUrl,
      }
      return alipayProvider({ ...parts, smileMethod }, 'https://store.test/notify/alipay')
    },
  })
  lane = await enrolLane(rig)
}

const rawData = '{"zimVer":"1.0.0"}'

async function openTerminal(who: Wallet, paymentId: string): Promise<FaceSession> {
  const asked = { paymentId, wallet: who, amountMinor: 1_280, deviceId: 'CAM-1', rawData }
  return v.parse(faceSessionSchema, (await lane.post(paths.faceSessions, asked)).body)
}

const seenSchema = v.object({ token: v.string(), holder: v.optional(v.string()) })

async function look(who: Wallet, user: string, session: FaceSession) {
  const seen = await wallet(sandbox, 'face', { provider: who, user, ...session })
  expect(seen.status).toBe(200)
  const { token: value, holder } = v.parse(seenSchema, seen.body)
  return { kind: 'face', value, ...(holder !== undefined && { holder }) } as const
}

async function charge(who: Wallet, paymentId: string, credential: object) {
  const order = { paymentId, saleId: 'sale-1', wallet: who, amountMinor: 1_280, currency: 'CNY', credential }
  return v.parse(paymentStatusSchema, (await lane.post(paths.payments, order)).body)
}

const statusOf = async (paymentId: string) =>
  v.parse(paymentStatusSchema, (await lane.get(paymentPath(paymentId))).body)

async function sweep(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    rig.clock.ms += 5_000
    await sandbox.tick()
    await rig.server.tickPayments()
  }
}

const ways = [
  ['wechat', 'facepay'],
  ['wechat', 'asCode'],
  ['alipay', 'facepay'],
] as const

describe.each(ways)('a face at %s (%s)', (who, face) => {
  it('pays at once, once, and nothing that was shown or lent is kept', async () => {
    await openStore(who, face)
    const session = await openTerminal(who, 'pay-1')
    const credential = await look(who, 'alice', session)
    expect(await charge(who, 'pay-1', credential)).toMatchObject({ state: 'paid', amountMinor: 1_280 })
    expect(await charge(who, 'pay-1', credential)).toMatchObject({ state: 'paid' })
    const calls = await rig.db.selectFrom('payment_call').selectAll().execute()
    const attempts = await rig.db.selectFrom('payment_attempt').selectAll().execute()
    const kept = JSON.stringify([calls, attempts, rig.logLines])
    expect(calls.filter(({ kind }) => kind === 'charge')).toHaveLength(1)
    expect(kept).toContain('not kept')
    for (const secret of [credential.value, session.authority]) expect(kept).not.toContain(secret)
    expect(kept).not.toContain(credential.holder ?? credential.value)
  })

  it('whose wallet asks for the password is waited for, then reversed, and its token is dead', async () => {
    await openStore(who, face)
    const credential = await look(who, 'password-bob', await openTerminal(who, 'pay-1'))
    expect(await charge(who, 'pay-1', credential)).toMatchObject({ state: 'inProgress', awaits: 'password' })
    await sweep(4)
    await lane.post(paymentCancelPath('pay-1'), {})
    await sweep(30)
    expect(await statusOf('pay-1')).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(await charge(who, 'pay-2', credential)).toMatchObject({ state: 'ended', ending: 'codeRefused' })
  })
})

describe('a terminal', () => {
  it.each(ways)('that was lent nothing gets no token (%s, %s)', async (who, face) => {
    await openStore(who, face)
    const { terms, authority } = await openTerminal(who, 'pay-1')
    const show = (changes: object) =>
      wallet(sandbox, 'face', { provider: who, user: 'alice', terms, authority, ...changes })
    const unknown = { status: 403, body: { refusal: { kind: 'AuthorityUnknown' } } }
    expect(await show({ authority: 'made up' })).toMatchObject(unknown)
    expect(await show({ terms: {} })).toMatchObject({
      status: 403,
      body: { refusal: { kind: 'TermsRefused' } },
    })
    rig.clock.ms += 3_600_000
    expect(await show({})).toMatchObject(unknown)
  })

  it('of WeChat Pay binds a face to its order: another payment is refused', async () => {
    await openStore('wechat', 'facepay')
    const credential = await look('wechat', 'alice', await openTerminal('wechat', 'pay-1'))
    expect(await charge('wechat', 'pay-2', credential)).toMatchObject({
      state: 'ended',
      ending: 'codeRefused',
    })
  })

  it('of Alipay that says nothing of itself is not opened', async () => {
    await openStore('alipay', 'facepay')
    const asked = { paymentId: 'pay-1', wallet: 'alipay', amountMinor: 5, deviceId: 'CAM-1', rawData: '{}' }
    expect(await lane.post(paths.faceSessions, asked)).toMatchObject({
      status: 409,
      body: { error: 'TerminalRefused' },
    })
  })
})
