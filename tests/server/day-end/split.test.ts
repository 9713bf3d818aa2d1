/**
 * A day with cards and coupons in it: the platforms' bills know of the wallets' parts alone, and the day has to close
 * on them; what the store's own cards paid and got back balances by itself.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../domain/contract/wire.ts'
import { allUnits } from '../../../domain/refund.ts'
import { present } from '../../../domain/result.ts'
import type { StoredReport } from '../../../src-server/day-end/report.ts'
import { saleRefundNo } from '../../../src-server/payments/refund-owed.ts'
import { cardBalance, storedValueSum } from '../support/split-sales.ts'
import { couponMinor, type SplitTill, splitTill, totalMinor } from '../support/split-till.ts'
import { billDay } from './bill-bytes.ts'
import { backRow, openStoreDay, paidRow, type StoreDay } from './store-day.ts'

const cardMinor = 200
const walletMinor = totalMinor - couponMinor - cardMinor

let day: StoreDay
let till: SplitTill
beforeEach(async () => {
  day = await openStoreDay()
  till = splitTill(day.rig, day.lane)
})
afterEach(() => day.close())

const kindsOf = ({ report }: StoredReport): readonly string[] =>
  report.findings.map(({ finding, state }) => `${finding.kind} ${state}`)

/** A split sale that came back whole, and one that no wallet had a part in. */
async function trade(): Promise<void> {
  const split = await till.sell(cardMinor)
  const request = await till.requestOf(split, 'r1', allUnits(await till.found(split)))
  const asked = await day.lane.post(paths.refunds, present(request, 'all of it can go back'))
  expect(asked.status).toBe(200)
  await till.sell(totalMinor)
}

const backOf = (fen: number) => backRow(1, fen, { outRefundNo: saleRefundNo('store-1', 'r1') })

describe('a day with split and covered sales', () => {
  it('agrees with bills of the wallets’ parts, and closes', async () => {
    await trade()
    day.bill([paidRow(1, walletMinor)], [backOf(walletMinor)])
    const stored = await day.run()
    expect(kindsOf(stored)).toEqual([])
    expect(stored.report.providers).toMatchObject([
      { matched: 2, totals: { paymentsMinor: walletMinor, refundsMinor: walletMinor, fundsMinor: 0 } },
    ])
    expect(stored.report.tenders).toEqual({
      cards: { count: 2, minor: cardMinor + totalMinor - couponMinor },
      coupons: { count: 2, minor: 2 * couponMinor },
      cardRefunds: { count: 1, minor: cardMinor },
    })
    expect((await day.post('close', { day: billDay, badge: 'ATT001' })).status).toBe(200)
    expect([await cardBalance(day.rig, 'sale-1'), await storedValueSum(day.rig)]).toEqual([cardMinor, 0])
  })

  it.each([
    ['was charged with what the card paid', totalMinor - couponMinor, walletMinor, 'amountDiffers open'],
    ['gave back what the card got', walletMinor, walletMinor + cardMinor, 'refundDiffers open'],
  ])('stays open where a wallet %s', async (_what, paidFen, backFen, finding) => {
    await trade()
    day.bill([paidRow(1, paidFen)], [backOf(backFen)])
    expect(kindsOf(await day.run())).toContain(finding)
    expect((await day.post('close', { day: billDay, badge: 'ATT001' })).status).toBe(409)
  })
})
