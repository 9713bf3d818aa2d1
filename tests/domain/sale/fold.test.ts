/**
 * Facts and decisions: any list folds, every decided fact changes the state it was decided on, and what a shopper
 * sees sums to the unit after each of them.
 */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basketLinesMax } from '../../../domain/basket.ts'
import { parseData } from '../../../domain/parse.ts'
import { priceBasket } from '../../../domain/pricing.ts'
import { noRules, type SaleMoment } from '../../../domain/rules/sale-rules.ts'
import { decide, type SaleCommand } from '../../../domain/sale/decide.ts'
import { type Fact, factSchema } from '../../../domain/sale/fact.ts'
import { fold } from '../../../domain/sale/fold.ts'
import { initialState, type LaneState } from '../../../domain/sale/sale.ts'
import { coveredMinor } from '../../../domain/sale/tenders.ts'
import { fact } from '../../support/arbitrary.ts'
import { command } from '../../support/arbitrary-command.ts'

const start = initialState('zh-CN')

/** A store with a rule of each kind, so that they take part in every walk. */
const moment: SaleMoment = {
  rules: {
    ...noRules,
    markdowns: [{ ruleId: 'near', scope: { kind: 'all' }, daysLeftMax: 5, percentOff: 30 }],
    limits: [{ ruleId: 'few', scope: { kind: 'department', department: 'dairy' }, piecesMax: 3 }],
    hours: [
      {
        ruleId: 'night',
        scope: { kind: 'department', department: 'tobacco' },
        fromMinute: 0,
        untilMinute: 60,
      },
    ],
  },
  today: '2026-11-10',
  minute: 30,
}

const foldAll = (facts: readonly Fact[], from: LaneState = start): LaneState =>
  facts.reduce((state, next, index) => fold(state, { fact: next, atMs: index }), from)

/** Fresh ids for new lines, as real ones are; every other command is aimed at what is really there. */
function aimed(asked: SaleCommand, { sale, paid }: LaneState, index: number): SaleCommand {
  if (asked.kind === 'AddItem') return { ...asked, lineId: `${asked.lineId}${index}` }
  if (asked.kind === 'HoldTender' && sale) {
    const { totalMinor } = priceBasket(sale.basket)
    return { ...asked, tenderId: `${asked.tenderId}${index}`, saleId: sale.saleId, totalMinor }
  }
  const held = sale?.tenders[0]
  if (asked.kind === 'ReleaseTender' && held) return { ...asked, tenderId: held.tenderId }
  if (index % 2 === 0) return asked
  const payment = sale?.payment
  if (asked.kind === 'SettlePayment' && payment) {
    return { ...asked, paymentId: payment.paymentId, amountMinor: payment.amountMinor }
  }
  if (asked.kind === 'RecordPrint' && paid) {
    return index % 4 === 1
      ? { ...asked, saleId: paid.saleId, failure: 'PaperOut' }
      : { ...asked, saleId: paid.saleId }
  }
  const line = sale?.basket.lines[index % Math.max(1, sale.basket.lines.length)]
  return 'lineId' in asked && line ? { ...asked, lineId: line.lineId } : asked
}

/** Each fact that the commands bring about, one after the other, with the state before and after it. */
function* decided(commands: readonly SaleCommand[]) {
  let before = start
  for (const [index, asked] of commands.entries()) {
    const decision = decide(before, aimed(asked, before, index), moment)
    for (const fact of decision.ok ? decision.value : []) {
      const after = fold(before, { fact, atMs: index })
      yield { before, fact, after }
      before = after
    }
  }
}

describe('fold', () => {
  it('never throws, whatever facts come in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 60 }), (facts) => {
        const state = foldAll(facts)
        expect(state.sale === undefined || state.paid === undefined).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('holds at most the lines a basket may have', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 60 }), (facts) => {
        expect(foldAll(facts).sale?.basket.lines.length ?? 0).toBeLessThanOrEqual(basketLinesMax)
      }),
    )
  })

  it('never lets other tenders cover all that the lines cost, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 60 }), (facts) => {
        const { sale } = foldAll(facts)
        if (!sale || sale.tenders.length === 0) return
        expect(coveredMinor(sale.tenders)).toBeLessThan(priceBasket(sale.basket).totalMinor)
      }),
    )
  })

  it('gives the same state again for the same facts', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 40 }), (facts) => {
        expect(foldAll(facts)).toEqual(foldAll(facts))
      }),
    )
  })

  it('prices what it holds without a fraction or a missing unit', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 60 }), (facts) => {
        const { sale, paid } = foldAll(facts)
        const basket = sale?.basket ?? paid?.basket
        if (!basket) return
        const priced = priceBasket(basket)
        const lines = priced.lines.reduce((sum, line) => sum + line.totalMinor, 0)
        const taxes = priced.taxes.reduce((sum, tax) => sum + tax.netMinor + tax.taxMinor, 0)
        expect([lines, taxes]).toEqual([priced.totalMinor, priced.totalMinor])
      }),
    )
  })
})

describe('decide', () => {
  it('accepts nothing that fold cannot hold: each decided fact changes the state', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        for (const { before, fact, after } of decided(commands)) {
          expect(after, fact.kind).not.toBe(before)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('reaches every kind of fact, so that the properties here speak of all of them', () => {
    const seen = new Set<string>()
    for (const commands of fc.sample(fc.array(command, { minLength: 60, maxLength: 60 }), 4_000)) {
      for (const { fact } of decided(commands)) seen.add(fact.kind)
    }
    const known = factSchema.options.map((option) => option.entries.kind.literal)
    expect([...seen].sort()).toEqual([...known].sort())
  })

  it('makes only facts that pass the wall of a journal', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        for (const { fact } of decided(commands)) {
          expect(parseData(factSchema, fact)).toEqual({ ok: true, value: fact })
        }
      }),
    )
  })

  it('never asks for money that the basket does not cost, nor twice at once', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        for (const { before, fact } of decided(commands)) {
          if (fact.kind === 'PaymentRequested') {
            expect(before.sale?.payment).toBeUndefined()
            const { sale } = before
            expect(fact.amountMinor).toBe(
              sale && priceBasket(sale.basket).totalMinor - coveredMinor(sale.tenders),
            )
          }
          if (fact.kind === 'SalePaid') {
            expect(fact.amountMinor).toBe(before.sale?.payment?.amountMinor)
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
