/**
 * Sales that cards and coupons pay for whole, on the server: taken exactly once, with all or nothing, never beside a
 * wallet that may still pay, and recorded only as the books know them.
 */

import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type PaymentRequest,
  type PaymentStatus,
  paymentCancelPath,
  paymentPath,
  paymentStatusSchema,
} from '../../../domain/contract/payment.ts'
import {
  type CoverRequest,
  tenderPath,
  tenderReleasePath,
  tenderStatusSchema,
} from '../../../domain/contract/tender.ts'
import { paths } from '../../../domain/contract/wire.ts'
import type { HeldTender } from '../../../domain/sale/tenders.ts'
import { holdForMs } from '../../../src-server/tenders/hold.ts'
import { type Answer, enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'
import { journalOf } from '../support/sales.ts'
import {
  askHold,
  cardBalance,
  codesOf,
  coverOf,
  hold,
  issue,
  splitScript,
  storedValueSum,
  walletNumberOf,
} from '../support/split-sales.ts'

const totalMinor = 750
const couponMinor = 200

let rig: Rig
let lane: TestLane
let held: readonly HeldTender[]

const sale = { saleId: 'sale-1', paymentId: 'pay-1' }

beforeEach(async () => {
  rig = await openRig()
  lane = await enrolLane(rig)
  await issue(rig, 'sale-1', 600, couponMinor)
  const shown = { saleId: 'sale-1', totalMinor }
  held = [
    await hold(lane, { ...shown, tenderId: 'coupon', isCoupon: true }),
    await hold(lane, { ...shown, tenderId: 'card', isCoupon: false }),
  ]
})
afterEach(() => rig.close())

const cover = (changes: Partial<CoverRequest> = {}, by = lane) =>
  by.post(paths.covers, coverOf(sale, held, changes))

const statusIn = ({ body }: Answer): PaymentStatus => v.parse(paymentStatusSchema, body)
const errorIn = ({ status, body }: Answer) => [status, (body as { readonly error?: string }).error]
const stateOf = async (tenderId: string) =>
  v.parse(tenderStatusSchema, (await lane.get(tenderPath(tenderId))).body).state
const states = async () => [await stateOf('coupon'), await stateOf('card')]

const byWallet = (amountMinor: number, changes: Partial<PaymentRequest> = {}) =>
  lane.post(paths.payments, {
    paymentId: 'pay-2',
    saleId: 'sale-1',
    wallet: 'wechat',
    amountMinor,
    currency: 'CNY',
    ...changes,
  } satisfies PaymentRequest)

async function pass(ms: number): Promise<void> {
  rig.clock.ms += ms
  await rig.server.tickPayments()
}

describe('a sale that card and coupon cover', () => {
  it('leaves nothing to hold, and is paid with what is held, to the unit', async () => {
    expect(held.map(({ amountMinor }) => amountMinor)).toEqual([couponMinor, 550])
    const more = await askHold(lane, { saleId: 'sale-1', totalMinor, tenderId: 'more', isCoupon: false })
    expect(errorIn(more)).toEqual([409, 'NothingDue'])
    expect(statusIn(await cover())).toMatchObject({ state: 'paid', amountMinor: 0 })
    expect(await states()).toEqual(['captured', 'captured'])
    await pass(2 * holdForMs)
    expect([await cardBalance(rig), await storedValueSum(rig)]).toEqual([50, 0])
  })

  it('is taken once, however often and at how many moments it is asked', async () => {
    const first = statusIn(await cover())
    const again = await Promise.all([cover(), cover(), lane.get(paymentPath('pay-1'))])
    for (const answer of again) expect(statusIn(answer)).toEqual(first)
    expect(statusIn(await lane.post(paymentCancelPath('pay-1'), {}))).toEqual(first)
    const captures = await rig.db
      .selectFrom('stored_value_entry')
      .select('entry_id')
      .where('account', '=', 'redeemed')
      .execute()
    expect(captures).toEqual([{ entry_id: 'capture card' }])
    expect(errorIn(await cover({ totalMinor: 751 }))).toEqual([409, 'PaymentDiffers'])
    expect(errorIn(await cover({ paymentId: 'pay-9' }))).toEqual([409, 'SaleAlreadyPaid'])
    expect(errorIn(await lane.post(tenderReleasePath('card'), {}))).toEqual([409, 'SaleAlreadyPaid'])
  })

  it('asked for from two sides at once is one payment', async () => {
    const answers = await Promise.all([cover(), cover({ paymentId: 'pay-9' }), cover()])
    const [one, other, again] = answers.map(({ status }) => status)
    expect([one, again, other]).toEqual(one === 200 ? [200, 200, 409] : [409, 409, 200])
    expect(await rig.db.selectFrom('cover').select('payment_id').execute()).toHaveLength(1)
    expect(await cardBalance(rig)).toBe(50)
  })

  it('given up before it was heard of, is over for good, and what is held can go back', async () => {
    expect(statusIn(await lane.post(paymentCancelPath('pay-1'), {}))).toMatchObject({ state: 'ended' })
    expect(statusIn(await cover())).toMatchObject({ state: 'ended' })
    await lane.post(tenderReleasePath('card'), {})
    expect(await states()).toEqual(['held', 'released'])
    expect(await cardBalance(rig)).toBe(600)
  })

  it.each([
    ['less than the sale costs', { totalMinor: 751 }],
    ['more than the sale costs', { totalMinor: 749 }],
    ['what was never held', { tenderIds: ['coupon', 'card', 'other'] }],
    ['a part of what is counted', { tenderIds: ['card'] }],
  ])('by %s is refused, and nothing is taken', async (_what, changes) => {
    expect(errorIn(await cover(changes))).toEqual([409, 'RestDiffers'])
    expect(await states()).toEqual(['held', 'held'])
  })

  it('is refused once its time is over, to a stranger, and in other money', async () => {
    const stranger = await enrolLane(rig, 'AAAA-BBBB-2')
    expect(errorIn(await cover({}, stranger))).toEqual([409, 'PaymentIdTaken'])
    expect(errorIn(await cover({ currency: 'EUR' }))).toEqual([422, 'CurrencyNotTaken'])
    await pass(holdForMs)
    expect(errorIn(await cover())).toEqual([409, 'RestDiffers'])
    expect([await states(), await cardBalance(rig)]).toEqual([['released', 'released'], 600])
  })

  it('waits for a wallet that may still pay, and late money of that wallet goes back', async () => {
    await lane.post(tenderReleasePath('card'), {})
    await byWallet(550, { split: { totalMinor, tenderIds: ['coupon'] } })
    held = [
      ...held.slice(0, 1),
      { tenderId: 'card-2', tender: 'storedValue', amountMinor: 550, codeHint: '1234' },
    ]
    const again = { saleId: 'sale-1', totalMinor, tenderId: 'card-2', isCoupon: false }
    expect(errorIn(await askHold(lane, again))).toEqual([409, 'PaymentInProgress'])
    expect(errorIn(await cover())).toEqual([409, 'PaymentInProgress'])
    await lane.post(paymentCancelPath('pay-2'), {})
    await hold(lane, again)
    expect(statusIn(await cover())).toMatchObject({ state: 'paid' })
    const number = walletNumberOf('pay-2')
    rig.provider.pay(number)
    const { headers, body } = rig.provider.noticeOf(number)
    await rig.send('POST', '/notify/wechat', { body, headers })
    await pass(20_000)
    expect([...rig.provider.refunds.values()]).toMatchObject([{ amountMinor: 550 }])
    expect(errorIn(await byWallet(750, { paymentId: 'pay-3' }))).toEqual([409, 'SaleAlreadyPaid'])
  })
})

describe('what a lane lost sight of', () => {
  it('may be held anew at once: the answer was lost, not the coupon', async () => {
    const asked = { saleId: 'sale-1', totalMinor, tenderId: 'again', isCoupon: true }
    expect(errorIn(await askHold(lane, asked))).toEqual([409, 'NothingDue'])
    const counted = await lane.post(paths.tenders, {
      ...{ saleId: 'sale-1', totalMinor, tenderId: 'again', currency: 'CNY' },
      ...{ tender: 'coupon', code: codesOf('sale-1').coupon, tenderIds: ['card'] },
    })
    expect(counted.body).toMatchObject({ state: 'held', amountMinor: couponMinor })
    expect([...(await states()), await stateOf('again')]).toEqual(['released', 'held', 'held'])
  })
})

describe('the journal of a covered sale', () => {
  const quarantined = async () =>
    (await rig.db.selectFrom('quarantine').select('reason').execute()).map(({ reason }) => reason)

  async function upload(tenders: readonly HeldTender[], number?: string): Promise<void> {
    const paid = statusIn(await cover())
    const known = paid.state === 'paid' ? paid.transactionId : ''
    const journal = journalOf('lane-1', 1)
    journal.sell(splitScript(1, 250, tenders, number ?? known))
    expect((await lane.post(paths.journal, { epoch: 1, entries: journal.entries })).status).toBe(200)
  }

  it('becomes a sale without a wallet, and its receipt says what paid for it', async () => {
    await upload(held)
    expect(await quarantined()).toEqual([])
    expect(await rig.db.selectFrom('sale').select('total_minor').execute()).toEqual([{ total_minor: 750 }])
    expect(await rig.db.selectFrom('sale_payment').selectAll().execute()).toEqual([])
    const page = await rig.send('GET', `/r/${splitScript(1, 250, held).receiptToken}?lang=en`)
    expect(page.text).toContain('Coupon ··7F3K')
    expect(page.text).toContain('Store card ··1234')
    expect(page.text).not.toContain('Paid with')
  })

  it('is set aside where it tells of other tenders than were taken', async () => {
    const [coupon, card] = held
    await upload(coupon && card ? [coupon, { ...card, tenderId: 'other' }] : [])
    expect(await quarantined()).toEqual(['TendersDiffer'])
    expect(await rig.db.selectFrom('sale').selectAll().execute()).toEqual([])
  })

  it('is set aside where it shares the same sum otherwise', async () => {
    const [coupon, card] = held
    await upload(
      coupon && card
        ? [
            { ...coupon, amountMinor: 199 },
            { ...card, amountMinor: 551 },
          ]
        : [],
    )
    expect(await quarantined()).toEqual(['TendersDiffer'])
  })

  it('is set aside where it names another payment', async () => {
    await upload(held, 'C_0000')
    expect(await quarantined()).toEqual(['PaymentDiffers'])
  })

  it('is set aside where nothing was ever taken', async () => {
    const journal = journalOf('lane-1', 1)
    journal.sell(splitScript(1, 250, held, 'C_0000'))
    await lane.post(paths.journal, { epoch: 1, entries: journal.entries })
    expect(await quarantined()).toEqual(['PaymentUnknown'])
    expect(await states()).toEqual(['held', 'held'])
  })
})
