/** What a refund must never do: give back more than was paid, lose the cent that rounding left, or the wrong units. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allUnits, priceRefund, type RefundableLine, type RefundableSale } from '../../domain/refund.ts'
import { assert } from '../../domain/result.ts'

const line: fc.Arbitrary<Omit<RefundableLine, 'lineId'>> = fc.record({
  names: fc.constant({ 'zh-CN': '牛奶', en: 'Milk' }),
  quantity: fc.integer({ min: 1, max: 9 }),
  totalMinor: fc.nat(10_000),
  refundedQuantity: fc.constant(0),
})

const saleOf = (lines: readonly Omit<RefundableLine, 'lineId'>[]): RefundableSale => ({
  paidMinor: lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
  refundedMinor: 0,
  cards: [],
  lines: lines.map((each, at) => ({ ...each, lineId: `l${at}` })),
})

const sale = fc.array(line, { minLength: 1, maxLength: 5 }).map(saleOf)

/** The sale after these units went back, as the books would show it. */
function returned(
  before: RefundableSale,
  units: readonly { lineId: string; quantity: number }[],
  minor: number,
) {
  const quantityOf = new Map(units.map(({ lineId, quantity }) => [lineId, quantity]))
  return {
    ...before,
    refundedMinor: before.refundedMinor + minor,
    lines: before.lines.map((each) => ({
      ...each,
      refundedQuantity: each.refundedQuantity + (quantityOf.get(each.lineId) ?? 0),
    })),
  }
}

const three: RefundableSale = saleOf([
  { names: { 'zh-CN': '牛奶', en: 'Milk' }, quantity: 3, totalMinor: 1_000, refundedQuantity: 0 },
])

describe('a refund', () => {
  it('unit by unit, in any order, comes to what was paid and never above it', () => {
    fc.assert(
      fc.property(sale, fc.infiniteStream(fc.nat(4)), (sold, picks) => {
        let now = sold
        for (let left = allUnits(now); left.length > 0; left = allUnits(now)) {
          const { lineId } = left[Number(picks.next().value) % left.length] ?? { lineId: '' }
          const units = [{ lineId, quantity: 1 }]
          const priced = priceRefund(now, units)
          assert(priced.ok, 'what was sold can come back, if only for nothing')
          now = returned(now, units, priced.value.amountMinor)
          expect(now.refundedMinor).toBeLessThanOrEqual(sold.paidMinor)
        }
        expect(now.refundedMinor).toBe(sold.paidMinor)
      }),
    )
  })

  it('of the whole sale is what was paid, to the unit', () => {
    fc.assert(
      fc.property(sale, (sold) => {
        const priced = priceRefund(sold, allUnits(sold))
        expect(priced.ok ? priced.value.amountMinor : 0).toBe(sold.paidMinor)
      }),
    )
  })

  it('gives the last unit what rounding left', () => {
    const first = priceRefund(three, [{ lineId: 'l0', quantity: 2 }])
    assert(first.ok, 'two of three go back')
    expect(first.value.amountMinor).toBe(666)
    const rest = priceRefund(returned(three, first.value.lines, 666), [{ lineId: 'l0', quantity: 1 }])
    expect(rest.ok && rest.value.amountMinor).toBe(334)
  })

  it('of an amount that the office gave back before is not given twice', () => {
    const priced = priceRefund({ ...three, refundedMinor: 1 }, allUnits(three))
    expect(priced).toEqual({ ok: false, error: { kind: 'RefundExceedsPaid' } })
  })

  it.each([
    ['a line that was not sold', [{ lineId: 'l9', quantity: 1 }]],
    ['more units than were sold', [{ lineId: 'l0', quantity: 4 }]],
    ['half a unit', [{ lineId: 'l0', quantity: 0.5 }]],
    ['less than a unit', [{ lineId: 'l0', quantity: -1 }]],
    [
      'one line twice',
      [
        { lineId: 'l0', quantity: 2 },
        { lineId: 'l0', quantity: 2 },
      ],
    ],
  ])('of %s is refused', (_what, units) => {
    expect(priceRefund(three, units)).toEqual({ ok: false, error: { kind: 'RefundLinesDiffer' } })
  })

  it('of nothing is refused', () => {
    expect(priceRefund(three, [])).toEqual({ ok: false, error: { kind: 'NothingToRefund' } })
  })
})
