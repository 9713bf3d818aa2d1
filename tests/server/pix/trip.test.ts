/**
 * A store in Brazil, from the lane's request to the bank's books: the same payment machine, a third provider. After
 * every story the bank's ledger is held against ours.
 */

import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type PaymentStatus,
  paymentCancelPath,
  paymentPath,
  paymentStatusSchema,
} from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { txidOf } from '../../../src-server/pix/numbers.ts'
import { openPixBench, type PixBench } from '../../sandbox/pix/bench.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

const amountMinor = 4_990

let bench: PixBench
let rig: Rig
let lane: TestLane

beforeEach(async () => {
  bench = openPixBench()
  rig = await openRig({ items: 1, wallet: 'pix', provider: () => bench.provider })
  await rig.db.updateTable('store').set({ currency: 'BRL' }).execute()
  rig.clock.ms = bench.clock.nowMs()
  lane = await enrolLane(rig)
})

afterEach(async () => {
  await rig.close()
  await bench.close()
})

const number = outTradeNoOf('store-1', 'pay-1')
const parse = (body: unknown): PaymentStatus => v.parse(paymentStatusSchema, body)
const requestOf = (currency = 'BRL') => ({
  paymentId: 'pay-1',
  saleId: 'sale-1',
  wallet: 'pix',
  amountMinor,
  currency,
})

async function ask(): Promise<string> {
  const status = parse((await lane.post(paths.payments, requestOf())).body)
  return status.state === 'inProgress' ? (status.codeUrl ?? '') : ''
}

const status = async () => parse((await lane.get(paymentPath('pay-1'))).body)
const cancel = async () => parse((await lane.post(paymentCancelPath('pay-1'), {})).body)

/** Both clocks are one. */
async function pass(ms: number): Promise<void> {
  bench.clock.advance(ms)
  rig.clock.ms = bench.clock.nowMs()
  await bench.tick()
  await rig.server.tickPayments()
}

const hearMessages = () =>
  bench.deliverTo(async ({ headers, body }) => {
    const { status } = await rig.send('POST', '/notify/pix', { body, headers: { ...headers } })
    return status
  })

/** The bank's truth about the charge. */
const truth = () => bench.store.ledger().find(({ outTradeNo }) => outTradeNo === txidOf(number))

describe('a store in Brazil', () => {
  it('shows a PIX code, hears of the money by message, and gives it back', async () => {
    hearMessages()
    const code = await ask()
    expect(code).toContain('br.gov.bcb.pix')
    expect(await bench.pay(code)).toMatchObject({ status: 200 })
    await bench.tick()
    expect(await status()).toMatchObject({
      state: 'paid',
      amountMinor,
      transactionId: expect.stringMatching(/^E\w{31}$/),
    })
    const refund = {
      refundId: 'back-1',
      saleId: 'sale-1',
      amountMinor: 990,
      reason: 'damaged',
      badge: 'ATT001',
    }
    expect(await rig.office('POST', 'refunds', { storeId: 'store-1', refund })).toMatchObject({ status: 200 })
    for (let round = 0; round < 4; round++) await pass(15_000)
    const row = await rig.db.selectFrom('refund').select('state').executeTakeFirst()
    expect(row).toEqual({ state: 'success' })
    expect(truth()).toMatchObject({ capturedFen: amountMinor, refundedFen: 990 })
    const given = bench.sent.find(({ url }) => url.includes('/devolucao/'))
    expect(given?.body).toContain('"descricao":"Produto danificado"')
    // Nobody in Brazil is told anything in Chinese.
    expect(bench.sent.map(({ body }) => body).join()).not.toMatch(/\p{Script=Han}/u)
  })

  it('finds the money by asking, when no message ever comes and an answer is lost', async () => {
    const code = await ask()
    await bench.pay(code)
    bench.lose('GET', 'answer')
    await pass(3_000)
    expect(await status()).toMatchObject({ state: 'inProgress' })
    await pass(6_000)
    expect(await status()).toMatchObject({ state: 'paid' })
    expect(truth()).toMatchObject({ capturedFen: amountMinor, refundedFen: 0 })
  })

  it('is shown the same code when the first answer was lost, and one charge stands at the bank', async () => {
    bench.lose('PUT', 'answer')
    await ask()
    await pass(3_000)
    const known = await status()
    expect(known).toMatchObject({ state: 'inProgress', codeUrl: expect.stringContaining('br.gov.bcb.pix') })
    expect(bench.store.ledger()).toHaveLength(1)
  })

  it('ends a payment for good before it says so: the code it showed pays nothing any more', async () => {
    const code = await ask()
    await cancel()
    await pass(3_000)
    expect(await status()).toMatchObject({ state: 'ended', ending: 'closed' })
    expect(await bench.pay(code)).toMatchObject({ status: 409, body: { refusal: { kind: 'ChargeNotOpen' } } })
    expect(truth()).toMatchObject({ capturedFen: 0 })
  })

  it('that is paid while it is being cancelled is paid, or the money goes back', async () => {
    const code = await ask()
    bench.lose('PATCH', 'request')
    await cancel()
    await bench.pay(code)
    for (let round = 0; round < 8; round++) await pass(20_000)
    const ended = await status()
    const back = truth()?.refundedFen
    expect([ended.state, back]).toEqual(ended.state === 'paid' ? ['paid', 0] : ['ended', amountMinor])
    expect(truth()).toMatchObject({ capturedFen: amountMinor })
  })

  it('runs out of time like every other, and is removed at the bank', async () => {
    await ask()
    for (let round = 0; round < 12; round++) await pass(30_000)
    expect((await status()).state).toBe('ended')
    expect(truth()).toMatchObject({ state: 'REMOVIDA_PELO_USUARIO_RECEBEDOR', capturedFen: 0 })
  })

  it('does not hear a message that another sealed', async () => {
    const code = await ask()
    await bench.pay(code)
    bench.deliverTo(async ({ headers, body }) => {
      const forged = body.replace('49.90', '49.91')
      return (await rig.send('POST', '/notify/pix', { body: forged, headers: { ...headers } })).status
    })
    await bench.tick()
    expect((await status()).state).toBe('inProgress')
    expect(rig.logLines.join('\n')).toContain('SealWrong')
  })
})

describe('a store anywhere else', () => {
  it('does not take reais, nor does PIX take anything else', async () => {
    await rig.db.updateTable('store').set({ currency: 'CNY' }).execute()
    for (const currency of ['CNY', 'BRL']) {
      expect(await lane.post(paths.payments, requestOf(currency))).toMatchObject({
        status: 422,
        body: { error: 'CurrencyNotTaken' },
      })
    }
    expect(bench.store.ledger()).toEqual([])
  })
})
