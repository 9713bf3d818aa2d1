/**
 * The weigh step: no line without a weight that lay still, was shown and is within what the scale may weigh; and no
 * way past the step but its weight or its end.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priceBasket } from '../../../domain/pricing.ts'
import { decide, type SaleCommand } from '../../../domain/sale/decide.ts'
import { packGramsMax } from '../../../domain/sale/fact.ts'
import { fold } from '../../../domain/sale/fold.ts'
import { initialState, type LaneState } from '../../../domain/sale/sale.ts'
import { type ScaleReading, weigh } from '../../../domain/sale/weighing.ts'
import { command } from '../../support/arbitrary-command.ts'
import { apples, makeItem } from '../../support/fake-lane.ts'
import { ruleless } from '../../support/moment.ts'

const range = { minGrams: 40, maxGrams: 15_000 }
const wildRange = { minGrams: -5, maxGrams: 10_000_000 }

const add = (lineId: string, item = apples, more: object = { canWeigh: true }): SaleCommand => ({
  kind: 'AddItem',
  saleId: 's',
  currency: 'CNY',
  lineId,
  item,
  source: 'serial',
  catalogueVersion: 1,
  label: {},
  ...more,
})

const take = (weightGrams: number, reading: ScaleReading, within = range): SaleCommand => ({
  kind: 'TakeWeight',
  weightGrams,
  reading,
  range: within,
})

const stable = (grams: number): ScaleReading => ({ kind: 'stable', grams })

function stateAfter(commands: readonly SaleCommand[], from: LaneState = initialState('en')): LaneState {
  return commands.reduce((state, asked) => {
    const decision = decide(state, asked, ruleless)
    return (decision.ok ? decision.value : []).reduce((next, fact) => fold(next, { fact, atMs: 0 }), state)
  }, from)
}

const refusal = (state: LaneState, asked: SaleCommand): string | undefined => {
  const decision = decide(state, asked, ruleless)
  return decision.ok ? undefined : decision.error.kind
}

const weighing = stateAfter([add('a')])

describe('goods sold by weight, scanned without one', () => {
  it('make no line, only the question, on a lane with a scale', () => {
    expect(weighing.sale).toMatchObject({ weighing: { lineId: 'a', item: apples }, basket: { lines: [] } })
  })

  it('are sent to the scale on the shop floor by a lane without one', () => {
    expect(refusal(initialState('en'), add('a', apples, {}))).toBe('NeedsWeighing')
  })

  it('are not asked for where they are not for sale', () => {
    expect(refusal(initialState('en'), add('a', { ...apples, forSale: false }))).toBe('NotForSale')
  })

  it('become a line of the weight and of where it came from', () => {
    const { sale } = stateAfter([take(732, stable(732))], weighing)
    expect(sale?.weighing).toBeUndefined()
    expect(sale?.basket.lines).toMatchObject([
      { lineId: 'a', quantity: 1, pack: { weightGrams: 732, weightSource: 'scale' } },
    ])
    expect(sale && priceBasket(sale.basket).totalMinor).toBe(937)
  })

  it('keep the number of their own pack', () => {
    const asked = add('a', apples, { canWeigh: true, label: { pack: { serial: 'S1' } } })
    const { sale } = stateAfter([asked, take(732, stable(732))])
    expect(sale?.basket.lines[0]?.pack).toEqual({ serial: 'S1', weightGrams: 732, weightSource: 'scale' })
  })

  it('for adults call for an age check once they are in the basket, and not before', () => {
    const state = stateAfter([add('a', { ...apples, minimumAge: 18 })])
    expect(state.helpSinceMs).toBeUndefined()
    expect(stateAfter([take(732, stable(732))], state).helpSinceMs).toBe(0)
  })

  it('are weighed each by themselves, even of the same kind', () => {
    const state = stateAfter([take(732, stable(732)), add('b'), take(500, stable(500))], weighing)
    expect(state.sale?.basket.lines.map(({ pack }) => pack?.weightGrams)).toEqual([732, 500])
  })
})

describe('a weight', () => {
  it.each<[string, SaleCommand, string]>([
    ['that still moves', take(732, { kind: 'moving', grams: 732 }), 'WeightNotSteady'],
    ['that is not the one shown', take(732, stable(734)), 'WeightNotSteady'],
    ['of what was sold last', take(732, { kind: 'notCleared' }), 'WeightNotSteady'],
    ['of nothing', take(0, stable(0)), 'WeightOutOfRange'],
    ['below the least load', take(39, stable(39)), 'WeightOutOfRange'],
    ['beyond the greatest load', take(15_001, stable(15_001)), 'WeightOutOfRange'],
    ['below zero', take(-2, stable(-2)), 'WeightOutOfRange'],
    ['that is said to be below zero', take(732, { kind: 'underZero' }), 'WeightOutOfRange'],
    ['of half a gram', take(500.5, stable(500.5)), 'WeightOutOfRange'],
    ['of an overloaded scale', take(732, { kind: 'overload' }), 'WeightOutOfRange'],
    ['of a lost scale', take(732, { kind: 'lost' }), 'ScaleLost'],
    ['of a scale that is not there yet', take(732, { kind: 'connecting' }), 'ScaleLost'],
  ])('%s is not taken, and the question stands', (_, asked, wanted) => {
    expect(refusal(weighing, asked)).toBe(wanted)
    expect(stateAfter([asked], weighing)).toBe(weighing)
  })

  it('is not taken where nothing waits for one', () => {
    expect(refusal(initialState('en'), take(732, stable(732)))).toBe('NoWeighing')
    expect(refusal(stateAfter([add('a', makeItem())]), take(732, stable(732)))).toBe('NoWeighing')
  })

  it('is taken at the very ends of the range', () => {
    for (const grams of [40, 15_000]) expect(refusal(weighing, take(grams, stable(grams)))).toBeUndefined()
  })

  it('is never sold at zero, below, beyond the range or the most a pack may weigh, whatever the scale says', () => {
    const grams = fc.oneof(
      fc.integer({ min: -100, max: 200_000 }),
      fc.double(),
      fc.constantFrom(0, 99_999, 100_000),
    )
    fc.assert(
      fc.property(grams, fc.constantFrom(range, wildRange), (weight, within) => {
        const { state, grams: net } = weigh(stable(weight), within)
        if (state !== 'steady') return
        expect(Number.isInteger(net) && net === weight).toBe(true)
        expect(weight).toBeGreaterThan(0)
        expect(weight).toBeGreaterThanOrEqual(within.minGrams)
        expect(weight).toBeLessThanOrEqual(Math.min(within.maxGrams, packGramsMax))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('while an item waits for its weight', () => {
  it('another scan is refused and changes nothing', () => {
    for (const asked of [add('b', makeItem()), add('b', makeItem({ weighed: true }))]) {
      expect(refusal(weighing, asked)).toBe('WeighingInProgress')
      expect(stateAfter([asked], weighing)).toBe(weighing)
    }
  })

  it('the same scan again asks for nothing new', () => {
    expect(decide(weighing, add('b'), ruleless)).toEqual({ ok: true, value: [] })
  })

  it('nothing is paid', () => {
    const full = stateAfter([add('w', makeItem()), add('a')])
    const pay: SaleCommand = { kind: 'RequestPayment', paymentId: 'p', wallet: 'wechat', method: 'qr' }
    expect(refusal(full, pay)).toBe('WeighingInProgress')
    expect(refusal(stateAfter([{ kind: 'CancelWeighing' }], full), pay)).toBeUndefined()
  })

  it('leaving it keeps the basket as it was', () => {
    const before = stateAfter([add('w', makeItem())])
    expect(stateAfter([add('a'), { kind: 'CancelWeighing' }], before).sale).toEqual(before.sale)
  })

  it('giving up the basket ends it too', () => {
    expect(stateAfter([{ kind: 'AbandonSale', reason: 'idle' }], weighing).sale).toBeUndefined()
  })

  it('no list of commands brings a payment or a second step, or a weight from nowhere', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        let state = initialState('en')
        for (const [index, asked] of commands.entries()) {
          const fresh = asked.kind === 'AddItem' ? { ...asked, lineId: `${asked.lineId}${index}` } : asked
          const decision = decide(state, fresh, ruleless)
          for (const fact of decision.ok ? decision.value : []) {
            if (fact.kind === 'ItemScanned' && fact.pack?.weightSource === 'scale') {
              expect(state.sale?.weighing?.item).toEqual(fact.item)
            }
            if (fact.kind === 'WeighingStarted') expect(state.sale?.weighing).toBeUndefined()
            state = fold(state, { fact, atMs: 0 })
            if (state.sale?.weighing) expect(state.sale.payment).toBeUndefined()
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
