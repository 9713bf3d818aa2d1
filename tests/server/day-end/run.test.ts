/**
 * At the end of a day nothing may be lost between the provider's bill and our books: what disagrees is found under its
 * name, money we did not know of is settled, and what is not there yet is waited for.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paymentCancelPath } from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { dayMs, dayOf } from '../../../src-server/day-end/day.ts'
import type { StoredReport } from '../../../src-server/day-end/report.ts'
import { billDay, wechatFunds, wechatTrade } from './bill-bytes.ts'
import {
  backRow,
  billsReadyMs,
  kindsOf,
  numberOf,
  openKeys,
  openStoreDay,
  paidRow,
  reportsOf,
  type StoreDay,
} from './store-day.ts'

let day: StoreDay
beforeEach(async () => {
  day = await openStoreDay()
})
afterEach(() => day.close())

const openReasons = ({ report }: StoredReport) =>
  report.findings.flatMap(({ state, finding }) => (state === 'open' ? [finding.reason] : [])).toSorted()

/** Ends an attempt unpaid at our side; the provider may still hold it for open. */
async function expire(number: number): Promise<void> {
  await day.ask(number)
  day.rig.clock.ms += 400_000
  for (let round = 0; round < 4; round++) {
    await day.rig.server.tickPayments()
    day.rig.clock.ms += 5_000
  }
}

describe('a day on which everything agrees', () => {
  it('has nothing open, gives its sums, and closes with a badge', async () => {
    await day.sell(1)
    await day.sell(2, 99)
    day.bill([paidRow(1, 1280, { feeFen: 8, rate: '0.60%' }), paidRow(2, 99)])
    const stored = await day.run()
    expect(kindsOf(stored)).toEqual([])
    expect(stored.report.providers).toMatchObject([
      {
        trade: 'read',
        funds: 'read',
        matched: 2,
        totals: { paymentsMinor: 1379, expectedFundsMinor: 1371, fundsMinor: 1371 },
      },
    ])
    const closed = await day.post('close', { day: billDay, badge: 'ATT001' })
    expect(closed).toMatchObject({ status: 200, body: { report: { closed: { badge: 'ATT001' } } } })
  })

  it('is written once, however often it is run', async () => {
    await day.sell(1)
    day.bill([paidRow(1)])
    const first = await day.run()
    day.rig.clock.ms += 60_000
    expect(await day.run()).toEqual(first)
    expect(await reportsOf(day)).toHaveLength(1)
  })

  it('takes a coupon that the provider gave for what it is: the order agrees, the account moves less', async () => {
    await day.sell(1)
    day.bill([paidRow(1, 1280, { settledFen: 1000 })])
    expect(kindsOf(await day.run())).toEqual([])
  })

  it('without any trade needs no bill', async () => {
    const stored = await day.run('2026-11-20')
    expect(stored.report).toMatchObject({ findings: [], providers: [{ trade: 'none', funds: 'none' }] })
  })
})

describe('money that only the bill knows of', () => {
  it('pays the sale that still waits for it', async () => {
    await day.ask(1)
    day.provider.pay(numberOf(1))
    day.bill([paidRow(1)])
    const stored = await day.run()
    expect(stored.report.findings).toMatchObject([
      { finding: { kind: 'unsettledPayment' }, state: 'done', result: 'succeeded' },
    ])
    expect(await day.attemptState(1)).toBe('succeeded')
    expect(kindsOf(await day.run())).toEqual(['unsettledPayment done'])
    expect(await day.post('close', { day: billDay, badge: 'ATT001' })).toMatchObject({ status: 200 })
  })

  it('goes back to the shopper where the sale had ended, and the refund is in the books', async () => {
    await expire(1)
    expect(await day.attemptState(1)).toBe('closed')
    Object.assign(day.provider.orders.get(numberOf(1)) ?? {}, {
      state: 'paid',
      transactionId: `T${numberOf(1)}`,
    })
    day.bill([paidRow(1)])
    const stored = await day.run()
    expect(stored.report.findings).toMatchObject([{ state: 'done', result: 'orphaned' }])
    expect(await day.attemptState(1)).toBe('orphaned')
    day.rig.clock.ms += 60_000
    await day.rig.server.tickPayments()
    expect(day.provider.refunds.size).toBe(1)
    expect(kindsOf(await day.run())).toEqual(['unsettledPayment done'])
    expect(day.provider.refunds.size).toBe(1)
  })

  it('of a reversed charge is not owed back on one answer: the reversal may have been faster', async () => {
    day.provider.charges = 'ask'
    const credential = { kind: 'code', value: '134567890123456789' }
    const asked = {
      paymentId: 'pay-1',
      saleId: 'sale-1',
      wallet: 'wechat',
      amountMinor: 1280,
      currency: 'CNY',
    }
    await day.lane.post(paths.payments, { ...asked, credential })
    day.rig.clock.ms += 20_000
    await day.lane.post(paymentCancelPath('pay-1'), {})
    expect(await day.attemptState(1)).toBe('reversed')
    const order = day.provider.orders.get(numberOf(1)) ?? {}
    Object.assign(order, { state: 'paid', transactionId: `T${numberOf(1)}` })
    day.bill([paidRow(1)])
    expect(kindsOf(await day.run())).toEqual(['unsettledPayment open'])
    Object.assign(order, { state: 'back' })
    day.rig.clock.ms += 60_000
    await day.rig.server.tickPayments()
    expect(await day.attemptState(1)).toBe('reversed')
    expect(await day.rig.db.selectFrom('refund').selectAll().execute()).toEqual([])
  })

  it('moves nothing on the word of a bill alone: the provider is asked, and its answer counts', async () => {
    await day.ask(1)
    day.bill([paidRow(1)])
    const unpaid = await day.run()
    expect(unpaid.report.findings).toMatchObject([{ state: 'open', result: 'query Unpaid' }])
    expect(await day.attemptState(1)).not.toBe('succeeded')
    day.provider.pay(numberOf(1))
    day.provider.fail('query', 'loseAnswer')
    expect((await day.run()).report.findings).toMatchObject([{ state: 'open', result: 'query Unknown' }])
    expect((await day.run()).report.findings).toMatchObject([{ state: 'done', result: 'succeeded' }])
  })

  it('under a number that was never made here waits for a person', async () => {
    day.bill([{ outTradeNo: 'OTHER_TILL_1', transactionId: 'T9', fen: 700 }])
    expect(kindsOf(await day.run())).toEqual(['unknownPayment open'])
  })
})

describe('a bill that disagrees', () => {
  it('without a payment that released goods is an alarm', async () => {
    await day.sell(1)
    await day.sell(2)
    day.bill([paidRow(1)])
    const stored = await day.run()
    expect(stored.report.findings).toMatchObject([
      {
        state: 'open',
        finding: { kind: 'localOnlyPayment', laneId: 'lane-1', saleId: 'sale-2', localMinor: 1280 },
      },
    ])
    expect(day.rig.logLines.join('\n')).toContain('GoodsWithoutMoney')
  })

  it('with an account that moved otherwise is found, and not judged where the account is not told', async () => {
    await day.sell(1)
    day.bill([paidRow(1)])
    day.bills.set('funds', wechatFunds([{ type: '交易', fen: 1180 }]))
    expect((await day.run()).report.findings).toMatchObject([
      { finding: { kind: 'fundsDiffer', billMinor: 1180, localMinor: 1280 } },
    ])
    day.bills.delete('funds')
    const stored = await day.run()
    expect(kindsOf(stored)).toEqual(['fundsDiffer open', 'billMissing open'])
    day.bill([paidRow(1)])
    expect(kindsOf(await day.run())).toEqual(
      ['fundsDiffer cleared', 'billMissing cleared'].toSorted().reverse(),
    )
  })
})

describe('refunds', () => {
  async function orphan(): Promise<void> {
    await expire(1)
    Object.assign(day.provider.orders.get(numberOf(1)) ?? {}, {
      state: 'paid',
      transactionId: `T${numberOf(1)}`,
    })
    const { body, headers } = day.provider.noticeOf(numberOf(1))
    await day.rig.send('POST', '/notify/wechat', { body, headers: { ...headers } })
  }

  it('that agree are matched with their payment', async () => {
    await orphan()
    day.rig.clock.ms += 20_000
    await day.rig.server.tickPayments()
    day.bill([paidRow(1)], [backRow(1)])
    const stored = await day.run()
    expect(kindsOf(stored)).toEqual([])
    expect(stored.report.providers[0]).toMatchObject({ matched: 2 })
  })

  it('that the provider made and we still owe are asked about and settled', async () => {
    await orphan()
    const outRefundNo = `R_${numberOf(1)}_ORPH`
    const owed = await day.rig.db.selectFrom('refund').selectAll().executeTakeFirstOrThrow()
    await day.provider.refund(outRefundNo, owed.request_body)
    day.bill([paidRow(1)], [backRow(1)])
    expect((await day.run()).report.findings).toMatchObject([
      { finding: { kind: 'unsettledRefund' }, state: 'done', result: 'refunded' },
    ])
    expect(kindsOf(await day.run())).toEqual(['unsettledRefund done'])
  })

  it('of another amount, or failed at the provider, wait for a person', async () => {
    await orphan()
    day.rig.clock.ms += 20_000
    await day.rig.server.tickPayments()
    day.bill([paidRow(1)], [backRow(1, 1279)])
    expect(kindsOf(await day.run())).toEqual(['refundDiffers open'])
    day.bill([paidRow(1)], [backRow(1, 1280, { state: 'FAIL' })])
    expect(kindsOf(await day.run())).toContain('refundFailed open')
  })

  it('that today’s bill does not have yet are tomorrow’s to find', async () => {
    await orphan()
    day.rig.clock.ms += 20_000
    await day.rig.server.tickPayments()
    day.bill([paidRow(1)])
    const today = await day.run()
    expect(kindsOf(today)).toEqual([])
    expect(today.report.providers[0]?.totals).toMatchObject({ carried: 1 })
    const nextDay = '2026-11-23'
    day.rig.clock.ms = billsReadyMs + 86_400_000
    day.bills.set('trade', wechatTrade([]))
    day.bills.set('funds', wechatFunds([]))
    expect(kindsOf(await day.run(nextDay))).toEqual(['localOnlyRefund open'])
    const at = `${nextDay} 00:10:00`
    day.bills.set('trade', wechatTrade([], [backRow(1, 1280, { at })]))
    day.bills.set('funds', wechatFunds([{ type: '退款', fen: -1280, at }]))
    expect(kindsOf(await day.run(nextDay))).toEqual(['localOnlyRefund cleared'])
  })
})

it('a refund that went through days after it was owed is missed when no bill has it', async () => {
  await expire(1)
  Object.assign(day.provider.orders.get(numberOf(1)) ?? {}, { state: 'paid', transactionId: 'T-late' })
  day.provider.fail('refund', ...Array.from({ length: 24 }, () => 'loseRequest' as const))
  const { body, headers } = day.provider.noticeOf(numberOf(1))
  await day.rig.send('POST', '/notify/wechat', { body, headers: { ...headers } })
  for (let hour = 0; hour < 72 && day.provider.refunds.size === 0; hour++) {
    day.rig.clock.ms += 3_600_000
    await day.rig.server.tickPayments()
  }
  const dayAfter = dayOf(day.rig.clock.ms + dayMs)
  expect([day.provider.refunds.size, dayAfter]).toEqual([1, '2026-11-24'])
  day.bills.set('trade', wechatTrade([]))
  day.bills.set('funds', wechatFunds([]))
  day.rig.clock.ms += 2 * dayMs
  expect(kindsOf(await day.run(dayAfter))).toEqual(['localOnlyRefund open'])
})

describe('bills that are late, lost or spoiled', () => {
  it('block the day until they are there, and say why', async () => {
    await day.sell(1)
    const late = await day.run()
    expect(openReasons(late)).toEqual(['funds NotFound', 'trade NotFound'])
    expect(await day.post('close', { day: billDay, badge: 'ATT001' })).toMatchObject({
      status: 409,
      body: { error: 'DayNotClean' },
    })
    day.bills.set('trade', 'unreachable')
    day.bills.set('funds', new Uint8Array([1, 2, 3]))
    expect(openReasons(await day.run())).toEqual(['funds ColumnMissing 记账时间', 'trade TransportFailed'])
    day.bill([paidRow(1)])
    expect(openKeys(await day.run())).toEqual([])
  })

  it('do not clear what an earlier bill had found', async () => {
    await day.sell(1)
    day.bill([])
    expect(kindsOf(await day.run())).toEqual(['localOnlyPayment open'])
    day.bills.set('trade', 'unreachable')
    expect(kindsOf(await day.run())).toEqual(['localOnlyPayment open', 'billMissing open'])
  })
})
