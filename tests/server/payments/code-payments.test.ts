/**
 * What could go wrong when a shopper holds up their own code: it is charged once whatever happens, never kept, and a
 * payment nobody is sure of is neither sold nor forgotten. The provider's books are the oracle.
 */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PaymentRequest } from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { buildServer } from '../../../src-server/app.ts'
import { openAttempt } from '../../../src-server/payments/request.ts'
import { forgetLeases } from '../../../src-server/payments/sweep.ts'
import {
  cancelAt,
  numberOf,
  requestOf as qrRequestOf,
  readStatus,
  statusOf as statusAt,
} from '../support/asking.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

let rig: Rig
let lane: TestLane
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
})
afterEach(() => rig.close())

const code = '134567890123456789'

const requestOf = (number: number, changes: Partial<PaymentRequest> = {}): PaymentRequest =>
  qrRequestOf(number, { credential: { kind: 'code', value: code }, ...changes })

const ask = async (number: number, changes?: Partial<PaymentRequest>) =>
  readStatus((await lane.post(paths.payments, requestOf(number, changes))).body)
const statusOf = (number: number) => statusAt(lane, number)
const cancel = (number: number) => cancelAt(lane, number)
const callsOf = (kind: string): number => rig.provider.calls.filter((call) => call.startsWith(kind)).length

async function sweep(aheadMs: number): Promise<void> {
  rig.clock.ms += aheadMs
  await rig.server.tickPayments()
}

const fresh = (value: string) => ({ credential: { kind: 'code', value } as const })

describe('a charged code', () => {
  it('pays at once where no password is asked', async () => {
    expect(await ask(1)).toMatchObject({ state: 'paid', amountMinor: 1280 })
    expect(rig.provider.codes).toEqual([code])
  })

  it('waits for the password, with its deadline, and is found paid by asking', async () => {
    rig.provider.charges = 'ask'
    const payableUntilMs = rig.clock.ms + 45_000
    expect(await ask(1)).toMatchObject({
      state: 'inProgress',
      codeUrl: null,
      payableUntilMs,
      awaits: 'password',
    })
    await sweep(5_000)
    rig.provider.pay(numberOf(1))
    await sweep(5_000)
    expect((await statusOf(1)).state).toBe('paid')
    expect(callsOf('charge')).toBe(1)
  })

  it.each(['codeRefused', 'noFunds'] as const)(
    'that was surely refused (%s) ends so, and a fresh one may be tried',
    async (as) => {
      rig.provider.charges = as
      expect(await ask(1)).toMatchObject({ state: 'ended', ending: as })
      rig.provider.charges = 'pay'
      expect((await ask(2, fresh('134567890123456000'))).state).toBe('paid')
    },
  )

  it('whose refusal was a mistake is adopted by the one question that follows', async () => {
    rig.provider.charges = 'noFunds'
    rig.provider.before('query', () => {
      rig.provider.charges = 'pay'
      const body = rig.provider.calls.find((call) => call.startsWith('charge'))?.slice('charge '.length) ?? ''
      void rig.provider.byCode?.charge(body, { kind: 'code', value: 'the same charge, done after all' })
    })
    expect((await ask(1)).state).toBe('paid')
  })

  it.each(['loseRequest', 'loseAnswer'] as const)(
    'is never sent again after a lost call (%s)',
    async (fault) => {
      rig.provider.fail('charge', fault)
      expect(await ask(1)).toMatchObject({ state: 'inProgress', awaits: 'certainty' })
      for (let round = 0; round < 60; round++) await sweep(5_000)
      expect(rig.provider.codes).toEqual([code])
      expect((await statusOf(1)).state).toBe(fault === 'loseAnswer' ? 'paid' : 'ended')
    },
  )

  it('nobody heard of is over only after three minutes of asking, and then a new attempt may begin', async () => {
    rig.provider.fail('charge', 'loseRequest')
    await ask(1)
    for (let passedMs = 0; passedMs < 240_000; passedMs += 5_000) {
      await sweep(5_000)
      if (passedMs < 200_000) expect((await statusOf(1)).state).toBe('inProgress')
    }
    for (let round = 0; round < 10; round++) await sweep(5_000)
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'unavailable' })
    expect((await ask(2, fresh('134567890123456001'))).state).toBe('paid')
  })

  it('whose password never comes is reversed, not before fifteen seconds, and only then over', async () => {
    rig.provider.charges = 'ask'
    await ask(1)
    await sweep(5_000)
    expect((await cancel(1)).state).toBe('inProgress')
    expect(callsOf('reverse')).toBe(0)
    await sweep(10_000)
    expect(callsOf('reverse')).toBe(1)
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(rig.provider.orders.get(numberOf(1))?.state).toBe('closed')
  })

  it('is reversed again and again until the provider has done it', async () => {
    rig.provider.charges = 'ask'
    await ask(1)
    rig.provider.fail('reverse', 'loseRequest', 'loseAnswer', 'askAgain')
    for (let round = 0; round < 40; round++) await sweep(5_000)
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'expired' })
  })

  it('paid while its reversal was on the way is not sold, nor given back twice: the reversal returns it', async () => {
    rig.provider.charges = 'ask'
    await ask(1)
    await sweep(16_000)
    rig.provider.fail('reverse', 'loseRequest')
    await cancel(1)
    rig.provider.pay(numberOf(1))
    const { body, headers } = rig.provider.noticeOf(numberOf(1))
    expect(await rig.send('POST', '/notify/wechat', { body, headers })).toMatchObject({ status: 204 })
    expect((await statusOf(1)).state).toBe('inProgress')
    for (let round = 0; round < 10; round++) await sweep(10_000)
    expect(rig.provider.orders.get(numberOf(1))?.state).toBe('back')
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(rig.provider.refunds.size).toBe(0)
  })

  it('gives up waiting when the wallet does, and reverses', async () => {
    rig.provider.charges = 'ask'
    await ask(1)
    Object.assign(rig.provider.orders.get(numberOf(1)) ?? {}, { hasFailed: true })
    for (let round = 0; round < 4; round++) await sweep(5_000)
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'refused' })
  })
})

describe('a code', () => {
  it.each([
    { kind: 'code', value: code },
    { kind: 'face', value: 'Zk1-the-token-of-a-face-6789', holder: 'o_whose-face-it-is' },
  ] as const)(
    'is nowhere: not in the books, not in the log, only its mark and its end ($kind)',
    async (credential) => {
      rig.provider.charges = 'ask'
      rig.provider.fail('query', 'refuse')
      await ask(1, { credential })
      const secrets = Object.values(credential).filter((text) => text.length > 4)
      await sweep(5_000)
      const { credential_tail, credential_hmac } = await rig.db
        .selectFrom('payment_attempt')
        .select(['credential_tail', 'credential_hmac'])
        .executeTakeFirstOrThrow()
      expect(credential_tail).toBe('6789')
      expect(credential_hmac).toMatch(/^[0-9a-f]{64}$/)
      const tables = await rig.db.introspection.getTables()
      for (const { name } of tables) {
        const rows = await rig.db
          .selectFrom(name as 'payment_call')
          .selectAll()
          .execute()
        for (const secret of secrets) expect(JSON.stringify(rows), name).not.toContain(secret)
      }
      const files = readdirSync(rig.directory).map((file) =>
        readFileSync(join(rig.directory, file), 'latin1'),
      )
      for (const secret of secrets) expect([...rig.logLines, ...files].join('\n')).not.toContain(secret)
    },
  )

  it('read twice is charged once', async () => {
    rig.provider.charges = 'codeRefused'
    await ask(1)
    expect(await ask(2)).toMatchObject({ state: 'ended', ending: 'codeRefused' })
    expect(rig.provider.codes).toHaveLength(1)
  })

  it('that was in memory when the server died is forgotten, and nothing is sent', async () => {
    const keeper = { storeId: 'store-1', laneId: lane.laneId, laneName: 'Lane 1', epoch: 1 }
    await openAttempt(rig.ports, keeper, requestOf(1))
    const next = buildServer(rig.ports)
    await forgetLeases(rig.ports)
    await next.tickPayments()
    await next.app.close()
    expect(await statusOf(1)).toMatchObject({ state: 'ended', ending: 'codeRefused' })
    expect(rig.provider.calls).toEqual([])
  })

  it('that was on its way when the server died is asked about, never sent again', async () => {
    rig.provider.fail('charge', 'loseAnswer')
    await ask(1)
    await rig.db
      .updateTable('payment_attempt')
      .set({ state: 'submitting', due_ms: rig.clock.ms + 30_000 })
      .execute()
    const next = buildServer(rig.ports)
    await forgetLeases(rig.ports)
    await next.tickPayments()
    await next.app.close()
    expect((await statusOf(1)).state).toBe('paid')
    expect(rig.provider.codes).toHaveLength(1)
  })

  it('is asked for again by a lane that lost its memory without the code, and is the same payment', async () => {
    rig.provider.charges = 'ask'
    await ask(1)
    const { credential: _, ...without } = requestOf(1)
    expect(readStatus((await lane.post(paths.payments, without)).body)).toMatchObject({ awaits: 'password' })
    const other = await lane.post(paths.payments, requestOf(1, fresh('134567890123456002')))
    expect(other).toMatchObject({ status: 409, body: { error: 'PaymentDiffers' } })
  })
})

describe('several wallets', () => {
  it('each go to their own provider, whose notices come to their own door and are thanked in its words', async () => {
    const { credential: _, ...qr } = requestOf(1, { wallet: 'alipay' })
    expect(readStatus((await lane.post(paths.payments, qr)).body)).toMatchObject({ awaits: 'scan' })
    expect(rig.provider.calls).toEqual([])
    rig.alipay.pay(numberOf(1))
    const { body, headers } = rig.alipay.noticeOf(numberOf(1))
    expect(await rig.send('POST', '/notify/wechat', { body, headers })).toMatchObject({ status: 404 })
    expect(await rig.send('POST', '/notify/alipay', { body, headers })).toMatchObject({
      status: 200,
      text: 'success',
    })
    expect((await statusOf(1)).state).toBe('paid')
  })

  it('may be changed only once the former attempt has surely ended', async () => {
    const { credential: _, ...qr } = requestOf(1)
    await lane.post(paths.payments, qr)
    const change = () => lane.post(paths.payments, { ...qr, paymentId: 'pay-2', wallet: 'alipay' })
    expect(await change()).toMatchObject({ status: 409, body: { error: 'PaymentInProgress' } })
    await cancel(1)
    expect(await change()).toMatchObject({ status: 200 })
  })

  it('the store does not take are refused by name', async () => {
    const { byCode: _, ...qrOnly } = rig.provider
    const only = buildServer({ ...rig.ports, providers: new Map([['wechat', qrOnly]]) })
    const post = async (request: PaymentRequest) => {
      const body = JSON.stringify(request)
      const headers = lane.signed({ method: 'POST', path: paths.payments, body })
      const type = { 'content-type': 'application/json' }
      return only.app.inject({
        method: 'POST',
        url: paths.payments,
        headers: { ...type, ...headers },
        payload: body,
      })
    }
    expect(JSON.parse((await post(requestOf(1, { wallet: 'alipay' }))).body)).toMatchObject({
      error: 'WalletNotTaken',
    })
    expect(JSON.parse((await post(requestOf(2))).body)).toMatchObject({ error: 'CodesNotTaken' })
    await only.app.close()
  })
})
