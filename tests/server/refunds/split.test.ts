/**
 * Money back of sales that a card, a coupon and a wallet paid for together: each tender gets its own share and never
 * more than it paid, a coupon comes back as nothing, and all parts of all refunds sum to the unit.
 */

import fc from 'fast-check'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RefundStatus, refundStatusSchema } from '../../../domain/contract/refund.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { refundRefusalsMax } from '../../../domain/payment/refund.ts'
import { allUnits, type RefundUnits } from '../../../domain/refund.ts'
import { assert, present } from '../../../domain/result.ts'
import { saleRefundNo } from '../../../src-server/payments/refund-owed.ts'
import { settleRefund } from '../../../src-server/payments/settle-refund.ts'
import { createTurns } from '../../../src-server/payments/turns.ts'
import { type Answer, enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { cardBalance, splitScript, storedValueSum } from '../support/split-sales.ts'
import { priceMinor, type Sold, type SplitTill, splitTill } from '../support/split-till.ts'

let rig: Rig
let lane: TestLane
let till: SplitTill
beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
  till = splitTill(rig, lane)
})
afterEach(() => rig.close())

const sell = (onCardMinor: number): Promise<Sold> => till.sell(onCardMinor)
const found: SplitTill['found'] = (sold) => till.found(sold)
const requestOf: SplitTill['requestOf'] = (sold, refundId, units) => till.requestOf(sold, refundId, units)
const sweep: SplitTill['sweep'] = (rounds) => till.sweep(rounds)
const walletGot = (): number => till.walletGot()

async function giveBack(sold: Sold, refundId: string, units: readonly RefundUnits[]): Promise<Answer> {
  const request = await requestOf(sold, refundId, units)
  assert(request !== undefined, 'these units can go back')
  return lane.post(paths.refunds, request)
}

const statusIn = ({ body }: Answer): RefundStatus => v.parse(refundStatusSchema, body)
const errorIn = ({ status, body }: Answer) => [status, (body as { readonly error?: string }).error]

const one = (sold: Sold): readonly RefundUnits[] => [{ lineId: `sale-${sold.number}-b`, quantity: 1 }]

describe('a receipt of a split sale', () => {
  it('says what each tender paid in money, and takes the coupon off every line', async () => {
    const sold = await sell(200)
    expect(await found(sold)).toMatchObject({
      wallet: 'wechat',
      paidMinor: 650,
      refundedMinor: 0,
      couponsMinor: 100,
      cards: [{ tenderId: 'card-1', codeHint: '1234', paidMinor: 200, refundedMinor: 0 }],
      lines: [{ totalMinor: 217 }, { totalMinor: 433 }],
    })
  })
})

describe('a refund of a split sale', () => {
  it('whole gives wallet and card what each paid, and the coupon nothing', async () => {
    const sold = await sell(200)
    const answer = await giveBack(sold, 'r1', allUnits(await found(sold)))
    expect(statusIn(answer)).toMatchObject({ state: 'refunded', amountMinor: 650 })
    expect([walletGot(), await cardBalance(rig), await storedValueSum(rig)]).toEqual([450, 200, 0])
    const coupons = await rig.db.selectFrom('coupon').select('held_by').execute()
    expect(coupons).toEqual([{ held_by: 'coupon-1' }])
    expect(await found(sold)).toMatchObject({ refundedMinor: 650, cards: [{ refundedMinor: 200 }] })
    expect(errorIn(await giveOffice(sold, 1))).toEqual([409, 'RefundExceedsPaid'])
  })

  it('by unit is shared by what is left of each part, and the page shows the sum', async () => {
    const sold = await sell(200)
    expect((await giveBack(sold, 'r1', one(sold))).status).toBe(200)
    expect([walletGot(), await cardBalance(rig)]).toEqual([150, 66])
    const script = splitScript(1, priceMinor, [])
    const page = await rig.send('GET', `/r/${script.receiptToken}?lang=en`)
    expect(page.text).toContain('Refunded ¥2.16')
  })

  it('of a sale without a wallet is on the card at once, and the office sees it', async () => {
    const sold = await sell(700)
    expect(sold).toMatchObject({ cardMinor: 650, walletMinor: 0 })
    expect(await found(sold)).not.toHaveProperty('wallet')
    expect(statusIn(await giveBack(sold, 'r1', one(sold)))).toMatchObject({
      state: 'refunded',
      amountMinor: 216,
    })
    expect([walletGot(), await cardBalance(rig)]).toEqual([0, 50 + 216])
    expect((await rig.office('GET', 'cards/refunds')).body).toMatchObject({
      refunds: [{ refundId: 'r1', saleId: 'sale-1', tenderId: 'card-1', amountMinor: 216, badge: 'ATT001' }],
    })
    const script = till.journal.entries.find(({ fact }) => fact.kind === 'SalePaid')
    expect(script?.fact).not.toHaveProperty('wallet')
  })

  it('of a unit that the coupon made free takes the goods back, and asks no provider', async () => {
    const sold = await till.sellForCoupon()
    const priced = present(await requestOf(sold, 'r1', one(sold)), 'it can come back')
    const request = { ...priced, reason: 'scannedTwice' }
    expect(request).toMatchObject({ amountMinor: 0, cards: [] })
    const taken = { state: 'refunded', amountMinor: 0 }
    expect(statusIn(await lane.post(paths.refunds, request))).toMatchObject(taken)
    expect(statusIn(await lane.post(paths.refunds, request))).toMatchObject(taken)
    const { lines: _, ...ofNothing } = request
    expect((await lane.post(paths.refunds, { ...ofNothing, refundId: 'r2' })).status).toBe(400)
    expect((await found(sold)).lines).toMatchObject([{ refundedQuantity: 0 }, { refundedQuantity: 1 }])
    till.journal.record(null, { kind: 'RefundAccepted', refundId: 'r1', reference: 'R_1' })
    await lane.post(paths.journal, { epoch: 1, entries: till.journal.entries })
    const back = await rig.db.selectFrom('stock_return').select(['refund_id', 'quantity']).execute()
    expect(back).toEqual([{ refund_id: 'r1', quantity: 1 }])
    await giveBack(sold, 'r3', one(sold))
    expect(errorIn(await lane.post(paths.refunds, { ...request, refundId: 'r4' }))).toEqual([
      409,
      'RefundLinesDiffer',
    ])
    expect(rig.provider.calls).toEqual([])
  })

  it('whose wallet’s part stays stuck can be paid out, and is not void: the card has its part', async () => {
    const sold = await sell(200)
    rig.provider.fail('refund', ...Array<'refuse'>(60).fill('refuse'))
    await giveBack(sold, 'r1', one(sold))
    for (let round = 0; round < refundRefusalsMax; round++) {
      rig.clock.ms += 3_600_000
      await sweep(1)
    }
    rig.clock.ms += 60_000
    const word = { number: saleRefundNo('store-1', 'r1'), by: 'ATT001', note: 'in cash' }
    const settle = (as: 'void' | 'paidOut') => settleRefund(rig.ports, createTurns(), { ...word, as })
    expect(await settle('void')).toMatchObject({ error: { error: 'RefundSplit' } })
    expect(await settle('paidOut')).toMatchObject({ ok: true })
    expect(await found(sold)).toMatchObject({ refundedMinor: 216 })
  })

  it('asked for again, at once and later, is the same refund', async () => {
    const sold = await sell(200)
    const request = present(await requestOf(sold, 'r1', one(sold)), 'a unit can go back')
    const answers = await Promise.all([1, 2, 3].map(() => lane.post(paths.refunds, request)))
    await sweep(2)
    answers.push(await lane.post(paths.refunds, request))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect([walletGot(), await cardBalance(rig)]).toEqual([150, 66])
    const otherwise = { ...request, cards: [{ tenderId: 'card-1', amountMinor: 65 }] }
    expect(errorIn(await lane.post(paths.refunds, otherwise))).toEqual([409, 'RefundDiffers'])
  })

  it.each([
    ['more to the card than its share', [{ tenderId: 'card-1', amountMinor: 67 }]],
    ['nothing to the card', []],
    ['a share to the coupon', [{ tenderId: 'coupon-1', amountMinor: 66 }]],
    ['a share to a card of another sale', [{ tenderId: 'card-9', amountMinor: 66 }]],
  ])('that was shown as %s is refused, and nothing moves', async (_what, cards) => {
    const sold = await sell(200)
    const request = present(await requestOf(sold, 'r1', one(sold)), 'a unit can go back')
    expect(errorIn(await lane.post(paths.refunds, { ...request, cards }))).toEqual([409, 'RefundLinesDiffer'])
    expect([walletGot(), await cardBalance(rig)]).toEqual([0, 0])
  })

  it('whose wallet part is stuck stays owed there, and the card has its own', async () => {
    const sold = await sell(200)
    rig.provider.fail('refund', ...Array<'refuse'>(40).fill('refuse'))
    await giveBack(sold, 'r1', allUnits(await found(sold)))
    for (let round = 0; round < 60; round++) await sweep()
    const status = await lane.get(`${paths.refunds}/r1`)
    expect(statusIn(status)).toMatchObject({ state: 'needsPerson', amountMinor: 650 })
    expect([walletGot(), await cardBalance(rig)]).toEqual([0, 200])
  })

  it('by the office names an amount alone, and is shared likewise', async () => {
    const sold = await sell(200)
    expect((await giveOffice(sold, 65)).status).toBe(200)
    expect([walletGot(), await cardBalance(rig)]).toEqual([45, 20])
  })
})

const giveOffice = ({ number }: Sold, amountMinor: number): Promise<Answer> =>
  rig.office('POST', 'refunds', {
    storeId: 'store-1',
    refund: {
      ...{ refundId: `office-${amountMinor}`, saleId: `sale-${number}`, amountMinor },
      ...{ reason: 'other', badge: 'ATT001' },
    },
  })

describe('refunds of split sales in any order', () => {
  it('come to what each tender paid, and never above it on the way', async () => {
    const story = fc.record({
      onCardMinor: fc.constantFrom(1, 7, 333, 649, 650, 900),
      order: fc.shuffledSubarray(['a', 'b', 'b'], { minLength: 3 }),
      officeMinor: fc.constantFrom(0, 0, 1, 10),
    })
    await fc.assert(
      fc.asyncProperty(story, async ({ onCardMinor, order, officeMinor }) => {
        const before = walletGot()
        const sold = await sell(onCardMinor)
        const { saleId } = sold
        const restMinor = onCardMinor - sold.cardMinor
        if (officeMinor > 0) await giveOffice(sold, officeMinor)
        for (const [at, line] of order.entries()) {
          const units = [{ lineId: `sale-${sold.number}-${line}`, quantity: 1 }]
          const request = await requestOf(sold, `r-${sold.number}-${at}`, units)
          if (request) expect((await lane.post(paths.refunds, request)).status).toBe(200)
          expect((await cardBalance(rig, saleId)) - restMinor).toBeLessThanOrEqual(sold.cardMinor)
          expect(walletGot() - before).toBeLessThanOrEqual(sold.walletMinor)
        }
        const leftMinor = 650 - (await found(sold)).refundedMinor
        if (leftMinor > 0) expect((await giveOffice(sold, leftMinor)).status).toBe(200)
        await sweep(6)
        expect(walletGot() - before).toBe(sold.walletMinor)
        expect((await cardBalance(rig, saleId)) - restMinor).toBe(sold.cardMinor)
        expect(await storedValueSum(rig)).toBe(0)
      }),
      { numRuns: 12 },
    )
  })
})
