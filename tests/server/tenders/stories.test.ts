/**
 * Any story of holds, payments, crashes and waiting over two lanes that share one card and one coupon. After every
 * step the books are held against what was issued and against how the sales ended; the oracle believes no lane.
 */

import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { paymentCancelPath } from '../../../domain/contract/payment.ts'
import { tenderReleasePath } from '../../../domain/contract/tender.ts'
import { paths } from '../../../domain/contract/wire.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { balanceOf, markOfCode } from '../../../src-server/tenders/books.ts'
import { holdForMs } from '../../../src-server/tenders/hold.ts'
import { enrolLane, openRig, type Rig, type TestLane } from '../support/rig.ts'

const cardMinor = 600
const couponMinor = 200
const totals = [900, 500] as const
const yearMs = 365 * 24 * 3_600_000

let rig: Rig
let lanes: readonly TestLane[]
beforeEach(async () => {
  rig = await openRig()
  lanes = [await enrolLane(rig), await enrolLane(rig, 'AAAA-BBBB-2')]
})
afterEach(() => rig.close())

/** `forget`: the lane crashes between the server's answer and its own journal. */
type Step =
  | { readonly kind: 'hold' | 'release' | 'forget'; readonly sale: number; readonly coupon: boolean }
  | { readonly kind: 'pay' | 'cover' | 'scan' | 'cancel'; readonly sale: number }
  | { readonly kind: 'wait'; readonly ms: number }

type SaleStep = Exclude<Step, { readonly kind: 'wait' }>

const sale = fc.integer({ min: 0, max: 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('hold', 'hold', 'release', 'release', 'forget'),
      sale,
      coupon: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('pay', 'pay', 'cover', 'scan', 'scan', 'cancel'), sale }),
  },
  fc.record({ kind: fc.constant('wait'), ms: fc.constantFrom(1_000, 120_000, holdForMs) }),
)

/** What a lane believes of its sale. */
interface Till {
  readonly lane: TestLane
  readonly saleId: string
  readonly totalMinor: number
  tenders: { readonly id: string; readonly amountMinor: number }[]
  paymentId: string | undefined
}

interface Codes {
  readonly card: string
  readonly coupon: string
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0)

let ids = 0
const nextId = (): string => `id-${++ids}`

async function issue(codes: Codes): Promise<void> {
  await rig.office('POST', 'cards', { storeId: 'store-1', code: codes.card, amountMinor: cardMinor })
  await rig.office('POST', 'coupons', {
    storeId: 'store-1',
    code: codes.coupon,
    amountMinor: couponMinor,
    minimumMinor: 0,
    expiresMs: rig.clock.ms + yearMs,
  })
}

async function hold(till: Till, codes: Codes, isCoupon: boolean): Promise<void> {
  const tenderId = nextId()
  const { saleId, totalMinor, lane } = till
  const what = isCoupon
    ? { tender: 'coupon', code: codes.coupon }
    : { tender: 'storedValue', code: codes.card }
  const asked = { tenderId, saleId, totalMinor, currency: 'CNY', ...what }
  const { status, body } = await lane.post(paths.tenders, asked)
  if (status !== 200) return
  const { amountMinor } = body as { readonly amountMinor: number }
  till.tenders = [...till.tenders, { id: tenderId, amountMinor }]
}

async function pay(till: Till): Promise<void> {
  const { lane, saleId, totalMinor, tenders } = till
  const amountMinor = totalMinor - sum(tenders.map((tender) => tender.amountMinor))
  const paymentId = nextId()
  const tenderIds = tenders.map(({ id }) => id)
  const split = tenderIds.length > 0 && { split: { totalMinor, tenderIds } }
  const order = { paymentId, saleId, wallet: 'wechat', amountMinor, currency: 'CNY', ...split }
  const { status, body } = await lane.post(paths.payments, order)
  if (status === 200) till.paymentId = paymentId
  else if ((body as { readonly error?: string }).error === 'RestDiffers') till.tenders = []
}

/** Twice, as a lane asks that heard no answer. */
async function cover({ lane, saleId, totalMinor, tenders }: Till): Promise<void> {
  const tenderIds = tenders.map(({ id }) => id)
  const request = { paymentId: nextId(), saleId, currency: 'CNY', totalMinor, tenderIds }
  const { body } = await lane.post(paths.covers, request)
  expect((await lane.post(paths.covers, request)).body).toEqual(body)
}

async function scanQr({ paymentId }: Till): Promise<void> {
  if (paymentId === undefined) return
  const number = outTradeNoOf('store-1', paymentId)
  rig.provider.pay(number)
  const { headers, body } = rig.provider.noticeOf(number)
  await rig.send('POST', '/notify/wechat', { body, headers })
}

async function act(now: SaleStep, till: Till, codes: Codes): Promise<void> {
  switch (now.kind) {
    case 'hold':
      return hold(till, codes, now.coupon)
    case 'release': {
      const last = till.tenders.at(-1)
      if (last && (await till.lane.post(tenderReleasePath(last.id), {})).status === 200)
        till.tenders = till.tenders.slice(0, -1)
      return
    }
    case 'forget':
      till.tenders = []
      return
    case 'pay':
      return pay(till)
    case 'cover':
      return cover(till)
    case 'scan':
      return scanQr(till)
    case 'cancel':
      if (till.paymentId !== undefined) await till.lane.post(paymentCancelPath(till.paymentId), {})
  }
}

async function pass(ms: number): Promise<void> {
  rig.clock.ms += ms
  await rig.server.tickPayments()
}

const holdsOf = (tills: readonly Till[]) =>
  rig.db
    .selectFrom('tender_hold')
    .selectAll()
    .where(
      'sale_id',
      'in',
      tills.map(({ saleId }) => saleId),
    )
    .execute()

type Holds = Awaited<ReturnType<typeof holdsOf>>

const amountIn = (holds: Holds, state: string): number =>
  sum(holds.filter((row) => row.state === state).map((row) => row.amount_minor))

/** What is captured is captured with its sale, and a paid sale is paid to the unit. */
async function checkSale({ saleId, totalMinor }: Till, holds: Holds): Promise<void> {
  const paid = await rig.db
    .selectFrom('payment_attempt')
    .select('amount_minor')
    .where('sale_id', '=', saleId)
    .where('state', '=', 'succeeded')
    .execute()
  const captured = amountIn(holds, 'captured')
  const covers = await rig.db.selectFrom('cover').selectAll().where('sale_id', '=', saleId).execute()
  expect(amountIn(holds, 'held')).toBeLessThanOrEqual(totalMinor)
  expect(covers.length + paid.length).toBeLessThan(2)
  if (covers.length === 1) return expect([captured, amountIn(holds, 'held')]).toEqual([totalMinor, 0])
  if (paid.length === 0) return expect(captured).toBe(0)
  expect(paid).toHaveLength(1)
  expect(captured + sum(paid.map((row) => row.amount_minor))).toBe(totalMinor)
  expect(amountIn(holds, 'held')).toBe(0)
}

async function check(tills: readonly Till[], { card }: Codes): Promise<Holds> {
  const entries = await rig.db.selectFrom('stored_value_entry').select('amount_minor').execute()
  expect(sum(entries.map((entry) => entry.amount_minor))).toBe(0)
  const holds = await holdsOf(tills)
  const standing = holds.filter(({ state }) => state !== 'released')
  const balance = await balanceOf(rig.db, 'store-1', markOfCode('store-1', 'storedValue', card).id)
  expect(balance).toBeGreaterThanOrEqual(0)
  const out = standing.filter(({ tender }) => tender === 'storedValue').map((row) => row.amount_minor)
  expect(balance + sum(out)).toBe(cardMinor)
  expect(standing.filter(({ tender }) => tender === 'coupon').length).toBeLessThan(2)
  for (const till of tills) {
    await checkSale(
      till,
      holds.filter(({ sale_id }) => sale_id === till.saleId),
    )
  }
  return holds
}

async function tell(steps: readonly Step[], seen: Set<string>): Promise<void> {
  const codes = { card: nextId().toUpperCase(), coupon: nextId().toUpperCase() }
  await issue(codes)
  const tills = lanes.map((lane, number): Till => {
    const totalMinor = totals[number] ?? 0
    return { lane, saleId: nextId(), totalMinor, tenders: [], paymentId: undefined }
  })
  for (const now of steps) {
    const till = now.kind === 'wait' ? undefined : tills[now.sale]
    if (now.kind === 'wait') await pass(now.ms)
    else if (till) await act(now, till, codes)
    for (const { state } of await check(tills, codes)) seen.add(state)
  }
  for (let sweeps = 0; sweeps < 12; sweeps++) await pass(holdForMs / 2)
  expect(amountIn(await check(tills, codes), 'held')).toBe(0)
  if ((await rig.db.selectFrom('cover').select('sale_id').execute()).length > 0) seen.add('covered')
}

describe('any story of two sales at two lanes', () => {
  it('leaves no value spent twice, lost, or taken for a sale that is not paid', async () => {
    const seen = new Set<string>()
    const stories = fc.array(step, { minLength: 8, maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(stories, (steps) => tell(steps, seen)),
      { numRuns: 30 },
    )
    expect([...seen].sort()).toEqual(['captured', 'covered', 'held', 'released'])
  })
})
