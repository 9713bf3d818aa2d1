/**
 * The store's rules as arithmetic: days and hours counted right over every edge, a markdown that is whole money and
 * never the wrong way, and no list of commands by which a limit, a recall or a number is got around.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Basket, isOnePack, numbersOf } from '../../../domain/basket.ts'
import { amountMinorMax, markedDown } from '../../../domain/money.ts'
import { priceBasket } from '../../../domain/pricing.ts'
import { daysFrom } from '../../../domain/rules/days.ts'
import { markdownOf } from '../../../domain/rules/markdown.ts'
import { stoppedHours } from '../../../domain/rules/permits.ts'
import { recallOf } from '../../../domain/rules/recall.ts'
import { minutesPerDay, noRules, type SaleMoment, type SaleRules } from '../../../domain/rules/sale-rules.ts'
import { decide, type SaleCommand } from '../../../domain/sale/decide.ts'
import { fold } from '../../../domain/sale/fold.ts'
import { initialState, type LaneState } from '../../../domain/sale/sale.ts'
import { makeItem } from '../../support/fake-lane.ts'
import { ruleless } from '../../support/moment.ts'

const dayMs = 86_400_000
const firstDayMs = Date.UTC(1900, 0, 1)
const isoOf = (day: number): string => new Date(firstDayMs + day * dayMs).toISOString().slice(0, 10)
const day = fc.integer({ min: 0, max: 110_000 })
const minute = fc.integer({ min: 0, max: minutesPerDay - 1 })
const percentOff = fc.integer({ min: 1, max: 99 })
const price = fc.integer({ min: 0, max: 99_999_999 })

describe('days', () => {
  it('are counted as the civil calendar has them, over leap years and centuries', () => {
    fc.assert(
      fc.property(day, day, (from, to) => {
        expect(daysFrom(isoOf(from), isoOf(to))).toBe(to - from)
      }),
    )
  })
})

describe('hours', () => {
  const item = makeItem()
  const stops = (fromMinute: number, untilMinute: number, at: number): boolean =>
    stoppedHours(item, {
      ...ruleless,
      rules: { ...noRules, hours: [{ ruleId: 'h', scope: { kind: 'all' }, fromMinute, untilMinute }] },
      minute: at,
    }) !== undefined

  it('a window and the rest of the day share no minute and leave none out, over midnight too', () => {
    fc.assert(
      fc.property(minute, minute, minute, (from, until, at) => {
        fc.pre(from !== until)
        expect(stops(from, until, at)).toBe(!stops(until, from, at))
      }),
    )
  })

  it('a window begins with its first minute and ends before its last', () => {
    fc.assert(
      fc.property(minute, minute, (from, until) => {
        fc.pre(from !== until)
        expect([stops(from, until, from), stops(from, until, until)]).toEqual([true, false])
      }),
    )
  })
})

describe('a markdown', () => {
  it('is whole money, at most half a unit beside the exact price, and never dearer than the list', () => {
    fc.assert(
      fc.property(price, percentOff, (list, percent) => {
        const marked = markedDown(list, percent)
        expect(Number.isSafeInteger(marked)).toBe(true)
        expect(Math.abs(marked * 100 - list * (100 - percent))).toBeLessThanOrEqual(50)
        expect(marked).toBeLessThanOrEqual(list)
      }),
    )
  })

  it('of more percent is never dearer', () => {
    fc.assert(
      fc.property(price, percentOff, percentOff, (list, a, b) => {
        expect(markedDown(list, Math.max(a, b))).toBeLessThanOrEqual(markedDown(list, Math.min(a, b)))
      }),
    )
  })

  const rule = fc.record({
    ruleId: fc.constantFrom('a', 'b', 'c'),
    scope: fc.constantFrom({ kind: 'all' } as const, { kind: 'department', department: 'dairy' } as const),
    daysLeftMax: fc.integer({ min: 0, max: 9 }),
    percentOff,
  })

  const percentOf = (markdowns: SaleRules['markdowns'], goodUntil: string, today: string): number => {
    const moment: SaleMoment = { ...ruleless, today, rules: { ...noRules, markdowns } }
    return markdownOf(makeItem(), { bestBefore: goodUntil }, moment)?.percentOff ?? 0
  }

  it('never shrinks as the day comes nearer, and is the greatest that applies', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 5 }),
        day,
        fc.integer({ min: 0, max: 12 }),
        (rules, today, left) => {
          const [now, then] = [isoOf(today), isoOf(today + left)]
          const percent = percentOf(rules, then, now)
          expect(percent).toBeGreaterThanOrEqual(percentOf(rules, isoOf(today + left + 1), now))
          const applying = rules.filter(
            ({ scope, daysLeftMax }) => scope.kind === 'all' && left <= daysLeftMax,
          )
          expect(percent).toBe(Math.max(0, ...applying.map((one) => one.percentOff)))
        },
      ),
    )
  })

  const line = fc.record({
    lineId: fc.uuid(),
    item: fc.record({ priceMinor: price, weighed: fc.boolean() }).map(makeItem),
    quantity: fc.constant(1),
    source: fc.constant('serial' as const),
    pack: fc.option(fc.record({ weightGrams: fc.integer({ min: 1, max: 99_999 }) }), { nil: undefined }),
    markdown: fc.record({ ruleId: fc.constant('a'), percentOff, goodUntil: fc.constant('2026-11-24') }),
  })

  it('and what is saved by it sum to the list price, line by line and over the basket', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const list = lines.map(({ markdown: _, ...plain }) => plain)
        const [priced, full] = [lines, list].map((some) =>
          priceBasket({ lines: some, lastLineId: undefined }),
        )
        expect(priced && full && priced.totalMinor + priced.savedMinor).toBe(full?.totalMinor)
        expect(full?.totalMinor).toBeLessThanOrEqual(amountMinorMax)
      }),
    )
  })
})

const gtins = ['06901028075831', '06900000000021', '06900000000038'] as const

const recalls = [
  { recallId: 'r', gtin: gtins[0], batches: ['B7'], serials: [], reason: 'glass' },
  { recallId: 's', gtin: gtins[1], batches: [], serials: ['A1'], reason: 'glass' },
]

/** Recalls come and go between the commands; the limit stays. */
const momentAt = (isRecalling: boolean): SaleMoment => ({
  ...ruleless,
  rules: {
    ...noRules,
    markdowns: [{ ruleId: 'near', scope: { kind: 'all' }, daysLeftMax: 2, percentOff: 30 }],
    limits: [
      { ruleId: 'item', scope: { kind: 'item', gtin: gtins[0] }, piecesMax: 3 },
      { ruleId: 'all', scope: { kind: 'all' }, piecesMax: 5 },
    ],
    recalls: isRecalling ? recalls : [],
  },
})

type Aim = (state: LaneState, fresh: string) => SaleCommand

const someLine = ({ sale }: LaneState, at: number): string =>
  sale?.basket.lines[at % Math.max(1, sale.basket.lines.length)]?.lineId ?? 'none'

const scan: fc.Arbitrary<Aim> = fc
  .record({
    gtin: fc.constantFrom(...gtins),
    batch: fc.constantFrom(undefined, 'B7', 'B8'),
    serial: fc.constantFrom(undefined, undefined, 'A1', 'A2'),
    bestBefore: fc.constantFrom(undefined, '2026-11-23', '2027-01-01'),
    otherMark: fc.constantFrom(undefined, undefined, 0, 1, 2),
  })
  .map(({ gtin, batch, serial, bestBefore, otherMark }) => (state, fresh) => ({
    kind: 'AddItem',
    saleId: fresh,
    currency: 'CNY',
    lineId: fresh,
    item: makeItem({ gtin }),
    source: 'serial',
    catalogueVersion: 1,
    label: { batch, bestBefore, ...(serial !== undefined && { pack: { serial } }) },
    otherMark: otherMark === undefined ? undefined : someLine(state, otherMark),
  }))

const step: fc.Arbitrary<Aim> = fc.oneof(
  { weight: 6, arbitrary: scan },
  fc.record({ at: fc.nat(9), quantity: fc.integer({ min: 1, max: 7 }) }).map(
    ({ at, quantity }): Aim =>
      (state) => ({
        kind: 'ChangeQuantity',
        lineId: someLine(state, at),
        shown: 2,
        quantity,
      }),
  ),
  fc.nat(9).map(
    (at): Aim =>
      (state) => ({ kind: 'RemoveLine', lineId: someLine(state, at) }),
  ),
  fc.nat(9).map(
    (at): Aim =>
      (state) => ({ kind: 'RefuseScan', why: 'Expired', otherMark: someLine(state, at) }),
  ),
  fc.constant<Aim>((_state, paymentId) => ({
    kind: 'RequestPayment',
    paymentId,
    wallet: 'wechat',
    method: 'qr',
  })),
)

const piecesOf = (basket: Basket, gtin?: string): number =>
  basket.lines
    .filter(({ item }) => gtin === undefined || item.gtin === gtin)
    .reduce((sum, { quantity }) => sum + quantity, 0)

function judge(state: LaneState, moment: SaleMoment, paidNow: boolean): void {
  const basket = state.sale?.basket
  if (!basket) return
  expect(piecesOf(basket, gtins[0])).toBeLessThanOrEqual(3)
  expect(piecesOf(basket)).toBeLessThanOrEqual(5)
  const serials = basket.lines.flatMap(({ item, pack }) => (pack?.serial ? [item.gtin + pack.serial] : []))
  expect(new Set(serials).size).toBe(serials.length)
  for (const line of basket.lines) {
    if (isOnePack(line)) expect(line.quantity).toBe(1)
    if (paidNow) expect(recallOf(moment.rules.recalls, numbersOf(line))).toBeUndefined()
  }
}

it('no list of scans, marks and changes exceeds a limit, doubles a number or pays for what is called back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.boolean()), { maxLength: 40 }), (steps) => {
      let state = initialState('en')
      for (const [index, [aim, isRecalling]] of steps.entries()) {
        const moment = momentAt(isRecalling)
        const before = state.sale?.payment
        const decision = decide(state, aim(state, `id-${index}`), moment)
        for (const fact of decision.ok ? decision.value : []) state = fold(state, { fact, atMs: index })
        judge(state, moment, before === undefined && state.sale?.payment !== undefined)
        if (state.sale?.payment) state = initialState('en')
      }
    }),
    { numRuns: 1_000 },
  )
})
