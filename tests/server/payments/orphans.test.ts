/**
 * What a lane is told of money that came too late: all of its own, with how far it is on its way back, nobody else's,
 * and nothing that is long over.
 */

import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { orphansPath, orphansSchema } from '../../../domain/contract/orphan.ts'
import { type PaymentRequest, paymentCancelPath } from '../../../domain/contract/payment.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { refundRefusalsMax } from '../../../domain/payment/refund.ts'
import { orphansKeptMax } from '../../../domain/sale/sale.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { orphansToldMs } from '../../../src-server/payments/orphans.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

let rig: Rig
let lane: TestLane
let other: TestLane
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
  other = await enrolLane(rig, 'AAAA-BBBB-2')
})
afterEach(() => rig.close())

const told = async (to: TestLane) => v.parse(orphansSchema, (await to.get(orphansPath)).body).orphans

async function sweep(aheadMs: number): Promise<void> {
  rig.clock.ms += aheadMs
  await rig.server.tickPayments()
}

/** A QR that was left, and is paid after all. */
async function payTooLate(at: number): Promise<void> {
  const request: PaymentRequest = {
    paymentId: `pay-${at}`,
    saleId: `sale-${at}`,
    wallet: 'wechat',
    amountMinor: 1_280,
    currency: 'CNY',
  }
  await lane.post(paths.payments, request)
  await lane.post(paymentCancelPath(request.paymentId), {})
  const number = outTradeNoOf('store-1', request.paymentId)
  Object.assign(rig.provider.orders.get(number) ?? {}, { state: 'paid', transactionId: 'T-late' })
  const { body, headers } = rig.provider.noticeOf(number)
  expect(await rig.send('POST', '/notify/wechat', { body, headers })).toMatchObject({ status: 204 })
}

describe('money that came too late', () => {
  it('is told to the lane it came for, from the moment it is known until it is back', async () => {
    expect(await told(lane)).toEqual([])
    await payTooLate(1)
    const orphan = {
      paymentId: 'pay-1',
      saleId: 'sale-1',
      wallet: 'wechat',
      amountMinor: 1_280,
      reference: outTradeNoOf('store-1', 'pay-1'),
    }
    expect(await told(lane)).toEqual([{ ...orphan, stage: 'returning' }])
    expect(await told(other)).toEqual([])
    await sweep(10_000)
    expect(await told(lane)).toEqual([{ ...orphan, stage: 'returned' }])
  })

  it('that does not go back by itself is said to need a person', async () => {
    await payTooLate(1)
    rig.provider.fail('refund', ...Array<'refuse'>(refundRefusalsMax).fill('refuse'))
    for (let round = 0; round < refundRefusalsMax; round++) await sweep(3_600_000)
    expect(await told(lane)).toMatchObject([{ stage: 'needsPerson' }])
  })

  it('is not told for ever, and never more of it than a lane keeps', async () => {
    for (let at = 1; at <= orphansKeptMax + 1; at++) {
      await payTooLate(at)
      rig.clock.ms += 1_000
    }
    const list = await told(lane)
    expect(list.map(({ saleId }) => saleId)).toEqual(
      Array.from({ length: orphansKeptMax }, (_, at) => `sale-${at + 2}`),
    )
    rig.clock.ms += orphansToldMs
    expect(await told(lane)).toEqual([])
  })

  it('is no business of anyone without a lane’s key', async () => {
    expect(await rig.send('GET', orphansPath)).toMatchObject({ status: 401 })
  })
})
