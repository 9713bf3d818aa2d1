/**
 * Stored value and coupons on the server: what could be spent twice, lost with a crash, or kept from its owner.
 */

import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type PaymentRequest,
  paymentCancelPath,
  paymentPath,
  paymentStatusSchema,
} from '../../../domain/contract/payment.ts'
import {
  type TenderRequest,
  tenderPath,
  tenderReleasePath,
  tenderStatusSchema,
} from '../../../domain/contract/tender.ts'
import { paths } from '../../../domain/contract/wire.ts'
import type { Fact, FactOf } from '../../../domain/sale/fact.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { balanceOf, markOfCode } from '../../../src-server/tenders/books.ts'
import { holdForMs } from '../../../src-server/tenders/hold.ts'
import { enrolLane, openRig, type Rig, startMs, type TestLane } from '../support/rig.ts'
import { journalOf, saleScript } from '../support/sales.ts'

const card = '88001234'
const coupon = 'AUTUMN-7F3K'
const cardMinor = 600
const couponMinor = 200

let rig: Rig
let first: TestLane
let second: TestLane
beforeEach(async () => {
  rig = await openRig()
  first = await enrolLane(rig)
  second = await enrolLane(rig, 'AAAA-BBBB-2')
  await rig.office('POST', 'cards', { storeId: 'store-1', code: card, amountMinor: cardMinor })
  await rig.office('POST', 'coupons', {
    storeId: 'store-1',
    code: coupon,
    amountMinor: couponMinor,
    minimumMinor: 500,
    expiresMs: startMs + 7 * 24 * 3_600_000,
  })
})
afterEach(() => rig.close())

const holdOf = (changes: Partial<TenderRequest> = {}): TenderRequest => ({
  tenderId: 'tender-1',
  saleId: 'sale-1',
  tender: 'storedValue',
  code: card,
  totalMinor: 1_000,
  currency: 'CNY',
  ...changes,
})

const hold = (changes: Partial<TenderRequest> = {}, lane = first) => lane.post(paths.tenders, holdOf(changes))

const couponHold = (changes: Partial<TenderRequest> = {}, lane = first) =>
  hold({ tender: 'coupon', code: coupon, tenderId: 'tender-2', ...changes }, lane)

const pay = (amountMinor: number, changes: Partial<PaymentRequest> = {}, lane = first) =>
  lane.post(paths.payments, {
    paymentId: 'pay-1',
    saleId: 'sale-1',
    wallet: 'wechat',
    amountMinor,
    currency: 'CNY',
    ...changes,
  } satisfies PaymentRequest)

const release = (tenderId = 'tender-1', lane = first) => lane.post(tenderReleasePath(tenderId), {})
const stateOf = async (tenderId = 'tender-1', lane = first) =>
  v.parse(tenderStatusSchema, (await lane.get(tenderPath(tenderId))).body).state

const balance = () => balanceOf(rig.db, 'store-1', markOfCode('store-1', 'storedValue', card).id)

async function scanQr(paymentId = 'pay-1'): Promise<void> {
  const number = outTradeNoOf('store-1', paymentId)
  rig.provider.pay(number)
  const { headers, body } = rig.provider.noticeOf(number)
  await rig.send('POST', '/notify/wechat', { body, headers })
}

const refusalOf = ({ status, body }: { readonly status: number; readonly body: unknown }) => [
  status,
  (body as { readonly error?: string }).error,
]

async function pass(ms: number): Promise<void> {
  rig.clock.ms += ms
  await rig.server.tickPayments()
}

describe('what is held', () => {
  it('is never more than the card has, nor than is still due', async () => {
    expect((await hold()).body).toEqual({
      state: 'held',
      tender: 'storedValue',
      amountMinor: cardMinor,
      codeHint: '1234',
    })
    expect((await hold({ tenderId: 'tender-3' })).body).toMatchObject({ error: 'CardEmpty' })
    await release()
    expect((await hold({ tenderId: 'tender-4', totalMinor: 250 })).body).toMatchObject({ amountMinor: 250 })
    expect(await balance()).toBe(cardMinor - 250)
    expect(refusalOf(await hold({ tenderId: 'tender-5', totalMinor: 250 }))).toEqual([409, 'NothingDue'])
  })

  it('is held once, however often an answer gets lost', async () => {
    const before = await hold()
    expect((await hold()).body).toEqual(before.body)
    expect(await balance()).toBe(0)
    expect(refusalOf(await hold({ saleId: 'sale-2' }))).toEqual([409, 'TenderDiffers'])
  })

  it('is not held by a request that arrives after it was given up', async () => {
    expect((await release()).body).toEqual({ state: 'released' })
    expect((await hold()).body).toEqual({ state: 'released' })
    expect(await balance()).toBe(cardMinor)
  })

  it('of a coupon is one sale over all lanes, on a basket that is large enough, in time', async () => {
    expect(refusalOf(await couponHold({ totalMinor: 499 }))).toEqual([409, 'BasketTooSmall'])
    expect((await couponHold()).status).toBe(200)
    expect(refusalOf(await couponHold({ tenderId: 'tender-9', saleId: 'sale-9' }, second))).toEqual([
      409,
      'CouponUsed',
    ])
    await release('tender-2')
    expect((await couponHold({ tenderId: 'tender-9', saleId: 'sale-9' }, second)).status).toBe(200)
    await release('tender-9', second)
    rig.clock.ms += 8 * 24 * 3_600_000
    expect(refusalOf(await couponHold({ tenderId: 'tender-10' }))).toEqual([409, 'CouponExpired'])
    expect(refusalOf(await hold({ code: '9999', tenderId: 'tender-11' }))).toEqual([404, 'TenderUnknown'])
  })

  it('goes back when nobody finishes the sale, but not from under a payment', async () => {
    await hold()
    await pay(400, { split: { totalMinor: 1_000, tenderIds: ['tender-1'] } })
    rig.clock.ms += holdForMs - 60_000
    await pass(0)
    expect(await stateOf()).toBe('held')
    for (let sweeps = 0; sweeps < 40; sweeps++) await pass(60_000)
    expect(await stateOf()).toBe('released')
    expect(await balance()).toBe(cardMinor)
  })

  it('goes back when the journal says that the basket was given up', async () => {
    await hold()
    await couponHold()
    const journal = journalOf('lane-1', 1)
    journal.record(
      'sale-1',
      { kind: 'SaleStarted', saleId: 'sale-1', currency: 'CNY', language: 'en' },
      { kind: 'BasketVoided', reason: 'idle' },
    )
    await first.post(paths.journal, { epoch: 1, entries: journal.entries })
    expect([await stateOf(), await stateOf('tender-2')]).toEqual(['released', 'released'])
    const late = await hold({ tenderId: 'tender-3' })
    expect(refusalOf(late), 'held for a sale that nobody will finish').toEqual([409, 'SaleLeft'])
    expect(await balance()).toBe(cardMinor)
  })
})

describe('the rest', () => {
  const split = { totalMinor: 1_000, tenderIds: ['tender-1', 'tender-2'] }

  it('is what a wallet is asked for, to the unit', async () => {
    await hold()
    await couponHold()
    expect(refusalOf(await pay(201, { split }))).toEqual([409, 'RestDiffers'])
    expect(refusalOf(await pay(400, { split: { ...split, tenderIds: ['tender-1', 'gone'] } }))).toEqual([
      409,
      'RestDiffers',
    ])
    expect((await pay(200, { split })).status).toBe(200)
    await scanQr()
    expect([await stateOf(), await stateOf('tender-2')]).toEqual(['captured', 'captured'])
    expect(refusalOf(await release())).toEqual([409, 'SaleAlreadyPaid'])
    await pass(2 * holdForMs)
    expect(await balance()).toBe(0)
  })

  it('is kept until the wallet is surely over; what comes after that goes back to the wallet', async () => {
    await hold()
    await couponHold()
    await pay(200, { split })
    expect(refusalOf(await release())).toEqual([409, 'PaymentInProgress'])
    const ended = await first.post(paymentCancelPath('pay-1'), {})
    expect(v.parse(paymentStatusSchema, ended.body).state).toBe('ended')
    expect((await release('tender-2')).body).toEqual({ state: 'released' })
    expect((await release()).body).toEqual({ state: 'released' })
    await scanQr()
    expect(await balance()).toBe(cardMinor)
    const after = v.parse(paymentStatusSchema, (await first.get(paymentPath('pay-1'))).body)
    expect(after).toMatchObject({ state: 'ended', isReturning: true })
  })

  it('grows by what a lane does not count: it never learnt of that hold', async () => {
    await hold()
    expect((await pay(1_000)).status).toBe(200)
    expect([await stateOf(), await balance()]).toEqual(['released', cardMinor])
  })
})

describe('the journal of a split sale', () => {
  const split = { totalMinor: 750, tenderIds: ['tender-1'] }
  const held = (amountMinor: number): FactOf<'TenderHeld'> => ({
    kind: 'TenderHeld',
    tenderId: 'tender-1',
    tender: 'storedValue',
    amountMinor,
    codeHint: '1234',
  })

  async function upload(covered: Fact): Promise<void> {
    await hold({ totalMinor: 750 })
    await pay(150, { split })
    await scanQr()
    const script = saleScript(1, { paidMinor: 150 })
    const facts = [...script.facts.slice(0, 4), covered, ...script.facts.slice(4)]
    const journal = journalOf('lane-1', 1)
    journal.sell({ ...script, facts })
    expect((await first.post(paths.journal, { epoch: 1, entries: journal.entries })).status).toBe(200)
  }

  const reasons = async () =>
    (await rig.db.selectFrom('quarantine').select('reason').execute()).map(({ reason }) => reason)

  it('becomes a sale of all it cost, and its receipt says what it was paid with', async () => {
    await upload(held(cardMinor))
    expect(await reasons()).toEqual([])
    const sales = await rig.db.selectFrom('sale').select('total_minor').execute()
    expect(sales).toEqual([{ total_minor: 750 }])
    const page = await rig.send('GET', `/r/${saleScript(1).receiptToken}?lang=en`)
    expect(page.text).toContain('Store card ··1234')
    expect(page.text).toContain('1.50')
  })

  it('is set aside where it tells of another card than was taken', async () => {
    await upload({ ...held(cardMinor), tenderId: 'tender-9' })
    expect(await reasons()).toEqual(['TendersDiffer'])
  })

  it('is set aside where what covers it and what was paid are not what it cost', async () => {
    await upload(held(599))
    expect(await reasons()).toEqual(['TotalDiffers'])
  })
})
