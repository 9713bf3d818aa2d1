/**
 * A person ends a refund that stays stuck. What could go wrong: money that goes back twice, a sum that is blocked for
 * ever or freed too early, a word against what the provider says, and a call that was on its way all the while.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PaymentRequest, paymentCancelPath } from '../../../domain/contract/payment.ts'
import type { RefundRequest } from '../../../domain/contract/refund.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { refundLeaseMs, refundRefusalsMax } from '../../../domain/payment/refund.ts'
import { err, ok } from '../../../domain/result.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import type { RefundEvidence } from '../../../src-server/payments/providers/provider.ts'
import { saleRefundNo } from '../../../src-server/payments/refund-owed.ts'
import { type RefundWord, settleRefund } from '../../../src-server/payments/settle-refund.ts'
import { createTurns } from '../../../src-server/payments/turns.ts'
import { defaultFetchLimits } from '../../../src-server/wechat/fetch-send.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

let rig: Rig
let lane: TestLane
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
  const request: PaymentRequest = {
    paymentId: 'pay-1',
    saleId: 'sale-1',
    wallet: 'wechat',
    amountMinor: paidMinor,
    currency: 'CNY',
    credential: { kind: 'code', value: '134567890123451001' },
  }
  expect((await lane.post(paths.payments, request)).body).toMatchObject({ state: 'paid' })
})
afterEach(() => rig.close())

const paidMinor = 1_000
const number = saleRefundNo('store-1', 'r1')

const refundOf = (refundId: string, amountMinor = 700): RefundRequest => ({
  refundId,
  saleId: 'sale-1',
  amountMinor,
  reason: 'damaged',
  badge: 'ATT001',
})

const askFor = (refundId: string, amountMinor?: number) =>
  lane.post(paths.refunds, refundOf(refundId, amountMinor))
const statusOf = async (refundId: string) => (await lane.get(`${paths.refunds}/${refundId}`)).body

async function sweep(aheadMs: number): Promise<void> {
  rig.clock.ms += aheadMs
  await rig.server.tickPayments()
}

const refuse = (times: number) => rig.provider.fail('refund', ...Array<'refuse'>(times).fill('refuse'))

/** Refused until a person is called; waiting for its next look, with nothing on its way. */
async function getStuck(): Promise<void> {
  refuse(60)
  await askFor('r1')
  for (let round = 0; round < refundRefusalsMax; round++) await sweep(3_600_000)
  expect(await statusOf('r1')).toMatchObject({ state: 'needsPerson' })
  rig.clock.ms += 60_000
}

const turns = createTurns()

const settle = (as: RefundWord, of = number) =>
  settleRefund(rig.ports, turns, { number: of, as, by: 'ATT001', note: 'looked at it' })

const refused = (error: string) => ({ ok: false, error: { error } })

const stateOf = async (of = number) =>
  (
    await rig.db
      .selectFrom('refund')
      .select('state')
      .where('out_refund_no', '=', of)
      .executeTakeFirstOrThrow()
  ).state

async function cases(): Promise<readonly (readonly [string, string | null])[]> {
  const rows = await rig.db
    .selectFrom('person_queue')
    .select(['why', 'settled_by'])
    .orderBy('since_ms')
    .orderBy('why')
    .execute()
  return rows.map(({ why, settled_by }) => [why, settled_by])
}

async function accounts(): Promise<Readonly<Record<string, number>>> {
  const rows = await rig.db.selectFrom('ledger').select(['account', 'amount_minor']).execute()
  const sums: Record<string, number> = {}
  for (const { account, amount_minor } of rows) sums[account] = (sums[account] ?? 0) + amount_minor
  return sums
}

/** The provider's word of the refund from here on. */
const says = (state: RefundEvidence['state'], refundMinor = 700) => {
  const outTradeNo = outTradeNoOf('store-1', 'pay-1')
  rig.provider.queryRefund = async () => ok({ outRefundNo: number, outTradeNo, refundMinor, state })
}

/** It goes through at the provider all the same, and the provider tells. */
async function goesThrough(): Promise<void> {
  const outTradeNo = outTradeNoOf('store-1', 'pay-1')
  const evidence = { outRefundNo: number, outTradeNo, refundMinor: 700, state: 'success' }
  const body = JSON.stringify({ kind: 'refund', id: 'late', evidence })
  const heard = await rig.send('POST', '/notify/wechat', { body, headers: { 'x-fake-signature': 'good' } })
  expect(heard.status).toBe(204)
}

describe('a stuck refund', () => {
  it('blocks its sum until it is void, and then no more; its own number is never sent again', async () => {
    await getStuck()
    const sent = () =>
      rig.provider.calls.filter((call) => call.startsWith('refund ') && call.includes(number))
    const before = sent()
    expect(await askFor('r2')).toMatchObject({ status: 409, body: { error: 'RefundExceedsPaid' } })
    expect(await settle('void')).toMatchObject({ ok: true })
    expect(await cases()).toEqual([['RefundStuck', 'ATT001']])
    rig.provider.fail('refund')
    expect(await askFor('r2')).toMatchObject({ status: 200 })
    await sweep(60_000)
    expect(await statusOf('r2')).toMatchObject({ state: 'refunded' })
    expect(await askFor('r1')).toMatchObject({ status: 200, body: { state: 'void' } })
    for (let round = 0; round < 20; round++) await sweep(600_000)
    expect(before.length).toBeGreaterThan(0)
    expect(sent()).toEqual(before)
    expect(rig.provider.refunds.has(number)).toBe(false)
    expect(await accounts()).toEqual({ 'wallet:wechat': 300, sales: -paidMinor, returns: 700 })
  })

  it('paid out otherwise counts as given back, and the books say from where', async () => {
    await getStuck()
    expect(await settle('paidOut')).toMatchObject({ ok: true })
    expect(await statusOf('r1')).toMatchObject({ state: 'refunded' })
    expect(await askFor('r2')).toMatchObject({ status: 409, body: { error: 'RefundExceedsPaid' } })
    expect(await accounts()).toEqual({
      'wallet:wechat': paidMinor,
      sales: -paidMinor,
      returns: 700,
      payouts: -700,
    })
  })

  it.each(['paidOut', 'void'] as const)('once %s is watched for a while, and then left alone', async (as) => {
    await getStuck()
    await settle(as)
    const asked = () => rig.provider.calls.filter((call) => call === `queryRefund ${number}`).length
    const before = asked()
    for (let round = 0; round < 60; round++) await sweep(300_000)
    expect(asked() - before).toBe(4)
    expect(await stateOf()).toBe(as)
  })

  it.each(['paidOut', 'void'] as const)(
    'that goes through after it was %s is booked, counts, and calls a person',
    async (as) => {
      await getStuck()
      await settle(as)
      await goesThrough()
      expect(await stateOf()).toBe('success')
      expect(await cases()).toEqual([
        ['RefundStuck', 'ATT001'],
        ['RefundMoved', null],
      ])
      expect(rig.logLines.some((line) => line.includes('RefundMoved'))).toBe(true)
      expect(await accounts()).toMatchObject({ 'wallet:wechat': 300 })
      expect(await askFor('r2')).toMatchObject({ status: 409, body: { error: 'RefundExceedsPaid' } })
    },
  )

  it('is found under way when it is watched, and carried to its end', async () => {
    await getStuck()
    await settle('void')
    says('processing')
    await sweep(600_000)
    expect(await stateOf()).toBe('processing')
    expect(await cases()).toContainEqual(['RefundMoved', null])
    says('success')
    await sweep(60_000)
    expect(await stateOf()).toBe('success')
  })
})

describe('a word is not enough', () => {
  it.each([
    ['success', 'RefundMoved', 'success'],
    ['processing', 'RefundMoved', 'stuck'],
  ] as const)('where the provider says %s', async (state, error, after) => {
    await getStuck()
    says(state)
    for (const as of ['paidOut', 'void'] as const) {
      const answer = await settle(as)
      if (as === 'paidOut') expect(answer).toMatchObject(refused(error))
      else expect(answer).toMatchObject({ ok: false })
    }
    expect(await stateOf()).toBe(after)
    expect((await accounts())['payouts']).toBeUndefined()
  })

  it('where the provider holds the money for a hand of its own: only a payout is', async () => {
    await getStuck()
    says('abnormal')
    expect(await settle('void')).toMatchObject(refused('RefundMoved'))
    rig.clock.ms += 120_000
    expect(await settle('paidOut')).toMatchObject({ ok: true })
  })

  it('where the provider gave it up for good: both are', async () => {
    await getStuck()
    says('closed')
    expect(await settle('void')).toMatchObject({ ok: true })
  })

  it('where nobody can say, or it speaks of another amount', async () => {
    await getStuck()
    rig.provider.fail('queryRefund', 'loseAnswer')
    expect(await settle('void')).toMatchObject(refused('RefundUnsure'))
    rig.clock.ms += refundLeaseMs + 1
    says('closed', 1)
    expect(await settle('void')).toMatchObject(refused('RefundUnsure'))
    expect(await stateOf()).toBe('stuck')
  })

  it('for what does not wait for a person', async () => {
    await askFor('r1')
    expect(await settle('void')).toMatchObject(refused('RefundNotStuck'))
    expect(await settle('void', 'R_none')).toMatchObject(refused('RefundNotStuck'))
  })

  it('to keep a shopper’s own money: an orphan can be paid out, never made void', async () => {
    const request = {
      ...refundOf('x'),
      paymentId: 'pay-2',
      saleId: 'sale-2',
      wallet: 'wechat',
      currency: 'CNY',
    }
    const { paymentId, saleId, wallet, currency } = request
    await lane.post(paths.payments, { paymentId, saleId, wallet, currency, amountMinor: 500 })
    await lane.post(paymentCancelPath(paymentId), {})
    const outTradeNo = outTradeNoOf('store-1', paymentId)
    Object.assign(rig.provider.orders.get(outTradeNo) ?? {}, { state: 'paid', transactionId: 'T' })
    const { body, headers } = rig.provider.noticeOf(outTradeNo)
    refuse(60)
    await rig.send('POST', '/notify/wechat', { body, headers })
    for (let round = 0; round < refundRefusalsMax; round++) await sweep(3_600_000)
    rig.clock.ms += 60_000
    const orphan = `R_${outTradeNo}_ORPH`
    expect(await settle('void', orphan)).toMatchObject(refused('OrphanStaysOwed'))
    expect(await settle('paidOut', orphan)).toMatchObject({ ok: true })
    expect(await accounts()).toMatchObject({ orphans: 0, payouts: -500 })
  })
})

describe('a call that is on its way', () => {
  it('keeps the word from being taken until it surely is not', async () => {
    await getStuck()
    // Another server's send is in the middle of the network while the person signs here.
    rig.provider.fail('refund')
    const { refund } = rig.provider
    const words: unknown[] = []
    rig.provider.refund = async (...about) => {
      words.push(await settle('void'))
      return refund(...about)
    }
    await sweep(3_600_000)
    expect(words).toMatchObject([refused('RefundBusy')])
    expect(await stateOf()).toBe('success')
    expect(rig.provider.refunds.size).toBe(1)
  })

  it('is over before anyone may take it for over, however many exchanges it is made of', () => {
    // A bank's refund, at its longest: three questions, each refused for its token once and asked anew with another.
    const exchangesMax = 3 * 4
    expect(refundLeaseMs).toBeGreaterThan(exchangesMax * defaultFetchLimits.exchangeTimeoutMs)
  })

  it('is never begun while the person’s question is out', async () => {
    await getStuck()
    const before = rig.provider.calls.length
    const { queryRefund } = rig.provider
    rig.provider.queryRefund = async (...about) => {
      await sweep(refundLeaseMs - 1_000)
      await askFor('r1')
      return queryRefund(...about)
    }
    expect(await settle('void')).toMatchObject({ ok: true })
    expect(rig.provider.calls.slice(before)).toEqual([`queryRefund ${number}`])
  })

  it('that is heard of before the word is written wins', async () => {
    await getStuck()
    rig.provider.queryRefund = async () => {
      await goesThrough()
      return err({ kind: 'NotFound' })
    }
    expect(await settle('void')).toMatchObject(refused('RefundNotStuck'))
    expect(await stateOf()).toBe('success')
    expect(await cases()).toEqual([['RefundStuck', 'itself']])
  })
})
