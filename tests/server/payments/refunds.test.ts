/**
 * What could go wrong when money goes back: more than was paid, twice for one wish, lost on the way, or owed by nobody.
 * The provider's books are the oracle, and the ledger must say what they say.
 */

import fc from 'fast-check'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PaymentRequest, paymentCancelPath, paymentPath } from '../../../domain/contract/payment.ts'
import { type RefundRequest, type RefundStatus, refundStatusSchema } from '../../../domain/contract/refund.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { refundOverdueMs, refundRefusalsMax } from '../../../domain/payment/refund.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { refundSpacingMs } from '../../../src-server/payments/refund-request.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

let rig: Rig
let lane: TestLane
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
})
afterEach(() => rig.close())

const paidMinor = 1_000

async function paySale(number: number): Promise<void> {
  const request: PaymentRequest = {
    paymentId: `pay-${number}`,
    saleId: `sale-${number}`,
    wallet: 'wechat',
    amountMinor: paidMinor,
    currency: 'CNY',
    credential: { kind: 'code', value: `13456789012345${1_000 + number}` },
  }
  expect((await lane.post(paths.payments, request)).body).toMatchObject({ state: 'paid' })
}

const refundOf = (id: string, amountMinor: number, changes: Partial<RefundRequest> = {}): RefundRequest => ({
  refundId: id,
  saleId: 'sale-1',
  amountMinor,
  reason: 'damaged',
  badge: 'ATT001',
  ...changes,
})

const askFor = (request: RefundRequest) => lane.post(paths.refunds, request)
const parse = (body: unknown): RefundStatus => v.parse(refundStatusSchema, body)
const statusOf = async (id: string) => parse((await lane.get(`${paths.refunds}/${id}`)).body)

async function sweep(aheadMs: number): Promise<void> {
  rig.clock.ms += aheadMs
  await rig.server.tickPayments()
}

/** Sums of the ledger by account. */
async function accounts(): Promise<Readonly<Record<string, number>>> {
  const rows = await rig.db.selectFrom('ledger').select(['account', 'amount_minor']).execute()
  const sums: Record<string, number> = {}
  for (const { account, amount_minor } of rows) sums[account] = (sums[account] ?? 0) + amount_minor
  return sums
}

const givenBack = (): number =>
  [...rig.provider.refunds.values()].reduce((sum, { amountMinor }) => sum + amountMinor, 0)

describe('a refund', () => {
  it('of the whole sale goes back at once, and the books say so twice', async () => {
    await paySale(1)
    const { status, body } = await askFor(refundOf('r1', paidMinor))
    expect(status).toBe(200)
    expect(parse(body)).toMatchObject({ state: 'refunded', amountMinor: paidMinor })
    expect(givenBack()).toBe(paidMinor)
    expect(await accounts()).toEqual({ 'wallet:wechat': 0, sales: -paidMinor, returns: paidMinor })
    expect((await lane.get(paymentPath('pay-1'))).body).toMatchObject({ state: 'paid' })
  })

  it('asked for again, even at the same moment, is the same refund', async () => {
    await paySale(1)
    const answers = await Promise.all([1, 2, 3].map(() => askFor(refundOf('r1', 400))))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(givenBack()).toBe(400)
    expect(rig.provider.calls.filter((call) => call.startsWith('refund '))).toHaveLength(1)
  })

  it.each([
    ['amount', { amountMinor: 401 }],
    ['reason', { reason: 'wrongPrice' as const }],
    ['lines', { lines: [{ lineId: 'l1', quantity: 1 }] }],
  ])('asked for again with another %s is refused', async (_what, changes) => {
    await paySale(1)
    await askFor(refundOf('r1', 400))
    const again = await askFor(refundOf('r1', 400, changes))
    expect(again).toMatchObject({ status: 409, body: { error: 'RefundDiffers' } })
  })

  it('of a sale that is not paid, not known, or asked by nobody known is refused by name', async () => {
    expect(await askFor(refundOf('r1', 1))).toMatchObject({ status: 409, body: { error: 'SaleNotPaid' } })
    await paySale(1)
    const stranger = await askFor(refundOf('r1', 1, { badge: 'NOBODY' }))
    expect(stranger).toMatchObject({ status: 403, body: { error: 'BadgeUnknown' } })
    expect(await statusOf('r1')).toEqual({ state: 'notFound' })
  })

  it('and others together never exceed what was paid, in any order and at any moment', async () => {
    let number = 1
    const amounts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(amounts, fc.boolean(), async (wanted, atOnce) => {
        number++
        await paySale(number)
        const before = givenBack()
        const saleId = `sale-${number}`
        const ask = (amountMinor: number, at: number) =>
          askFor(refundOf(`r-${number}-${at}`, amountMinor, { saleId }))
        const answers = atOnce ? await Promise.all(wanted.map(ask)) : []
        if (!atOnce) for (const [at, amount] of wanted.entries()) answers.push(await ask(amount, at))
        for (let round = 0; round < 6; round++) await sweep(refundSpacingMs)
        const granted = wanted.filter((_, at) => answers[at]?.status === 200)
        const sum = granted.reduce((total, amount) => total + amount, 0)
        expect(sum).toBeLessThanOrEqual(paidMinor)
        expect(givenBack() - before).toBe(sum)
        for (const { status, body } of answers)
          if (status !== 200) expect(body).toMatchObject({ error: 'RefundExceedsPaid' })
      }),
      { numRuns: 8 },
    )
  })

  it('in parts keeps the distance a provider wants between them', async () => {
    await paySale(1)
    await askFor(refundOf('r1', 100))
    expect(parse((await askFor(refundOf('r2', 100))).body).state).toBe('inProgress')
    await sweep(refundSpacingMs - 1_000)
    expect((await statusOf('r2')).state).toBe('inProgress')
    await sweep(1_000)
    expect((await statusOf('r2')).state).toBe('refunded')
  })

  it.each(['loseRequest', 'loseAnswer'] as const)(
    'whose call was lost (%s) is sent again and happens once',
    async (fault) => {
      await paySale(1)
      rig.provider.fail('refund', fault, fault)
      expect(parse((await askFor(refundOf('r1', 300))).body).state).toBe('inProgress')
      for (let round = 0; round < 4; round++) await sweep(60_000)
      expect((await statusOf('r1')).state).toBe('refunded')
      expect(givenBack()).toBe(300)
      const bodies = rig.provider.calls.filter((call) => call.startsWith('refund '))
      expect(new Set(bodies).size).toBe(1)
    },
  )

  it('the provider will not give calls a person, stays owed, and is over when it goes through', async () => {
    await paySale(1)
    rig.provider.fail('refund', ...Array<'refuse'>(refundRefusalsMax).fill('refuse'))
    await askFor(refundOf('r1', 300))
    for (let round = 0; round < 4; round++) await sweep(3_600_000)
    expect(await statusOf('r1')).toMatchObject({ state: 'needsPerson', amountMinor: 300 })
    const { body } = await rig.office('GET', 'cases')
    expect(body).toMatchObject({ cases: [{ about: 'refund', why: 'RefundStuck', settledMs: null }] })
    expect(rig.logLines.some((line) => line.includes('PersonNeeded'))).toBe(true)
    await sweep(3_600_000)
    expect((await statusOf('r1')).state).toBe('refunded')
    expect((await rig.office('GET', 'cases')).body).toMatchObject({ cases: [{ settledBy: 'itself' }] })
  })

  it('of which the provider answers another sum is not over, and calls a person', async () => {
    await paySale(1)
    rig.provider.fail('refund', 'loseAnswer')
    await askFor(refundOf('r1', 300))
    for (const [number, refund] of rig.provider.refunds)
      rig.provider.refunds.set(number, { ...refund, amountMinor: 299 })
    await sweep(60_000)
    expect((await statusOf('r1')).state).not.toBe('refunded')
    expect((await rig.office('GET', 'cases')).body).toMatchObject({
      cases: [{ about: 'refund', why: 'EvidenceMismatch', settledMs: null }],
    })
  })

  it('nobody answers for a day calls a person', async () => {
    await paySale(1)
    rig.provider.fail('refund', ...Array<'loseRequest'>(60).fill('loseRequest'))
    await askFor(refundOf('r1', 300))
    await sweep(refundOverdueMs)
    expect((await rig.office('GET', 'cases')).body).toMatchObject({ cases: [{ why: 'RefundStuck' }] })
  })

  it('may be asked for by the office too', async () => {
    await paySale(1)
    const done = await rig.office('POST', 'refunds', {
      storeId: 'store-1',
      refund: refundOf('r1', paidMinor),
    })
    expect(done).toMatchObject({ status: 200, body: { state: 'refunded' } })
    expect((await rig.office('GET', 'refunds')).body).toMatchObject({
      refunds: [{ refundId: 'r1', kind: 'sale', badge: 'ATT001', state: 'success' }],
    })
  })
})

describe('a payment that cannot be ended', () => {
  const qr: PaymentRequest = {
    paymentId: 'pay-1',
    saleId: 'sale-1',
    wallet: 'wechat',
    amountMinor: paidMinor,
    currency: 'CNY',
  }

  async function getStuck(): Promise<void> {
    await lane.post(paths.payments, qr)
    rig.provider.fail('query', ...Array<'loseRequest'>(400).fill('loseRequest'))
    await lane.post(paymentCancelPath('pay-1'), {})
    for (let round = 0; round < 20; round++) await sweep(60_000)
  }

  it('calls a person after a quarter of an hour, and is released on their word', async () => {
    await getStuck()
    const number = outTradeNoOf('store-1', 'pay-1')
    expect((await rig.office('GET', 'cases')).body).toMatchObject({
      cases: [{ number, about: 'payment', why: 'UnwindStuck', settledMs: null }],
    })
    expect((await lane.get(paymentPath('pay-1'))).body).toMatchObject({ awaits: 'certainty' })
    const release = { number, by: 'Li Wei' }
    expect(await rig.office('POST', 'cases/release', release)).toMatchObject({ status: 200 })
    expect((await lane.get(paymentPath('pay-1'))).body).toMatchObject({ state: 'ended', ending: 'closed' })
    expect((await rig.office('GET', 'cases')).body).toMatchObject({ cases: [{ settledBy: 'Li Wei' }] })
    expect(await rig.office('POST', 'cases/release', release)).toMatchObject({ status: 409 })
  })

  it('and was released, gives late money back by itself', async () => {
    await getStuck()
    const number = outTradeNoOf('store-1', 'pay-1')
    await rig.office('POST', 'cases/release', { number, by: 'Li Wei' })
    rig.provider.pay(number)
    const { body, headers } = rig.provider.noticeOf(number)
    await rig.send('POST', '/notify/wechat', { body, headers })
    await sweep(10_000)
    expect(givenBack()).toBe(paidMinor)
    expect(await accounts()).toEqual({ 'wallet:wechat': 0, orphans: 0 })
  })
})
