/**
 * Makes a paid sale of its facts, by the very fold the lane used. A sale is never priced anew: what its lines add up
 * to as charged has to be what was paid, or it is not a sale.
 */

import type { JournalEntry } from '../../domain/journal.ts'
import { type PricedBasket, priceBasket } from '../../domain/pricing.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Fact, FactOf } from '../../domain/sale/fact.ts'
import { fold } from '../../domain/sale/fold.ts'
import { initialState, type PaidSale } from '../../domain/sale/sale.ts'
import { coveredMinor } from '../../domain/sale/tenders.ts'

export interface DerivedSale {
  readonly paymentId: string
  readonly paid: PaidSale
  readonly priced: PricedBasket
}

/** The facts that decide what is sold and for how much: each must have had its effect. */
const decisiveKinds: ReadonlySet<Fact['kind']> = new Set([
  'SaleStarted',
  'ItemScanned',
  'QuantityChanged',
  'PriceOverridden',
  'LineRemoved',
  'LineVoided',
  'TenderHeld',
  'TenderReleased',
  'PaymentRequested',
  'SalePaid',
] as const)

type SaleRefusal = 'SaleDoesNotFold' | 'TotalDiffers'

/** `entries` are those from the sale's start to its payment, in order. */
export function deriveSale(
  entries: readonly Pick<JournalEntry, 'fact' | 'atMs'>[],
  salePaid: FactOf<'SalePaid'>,
): Result<DerivedSale, SaleRefusal> {
  let state = initialState('zh-CN')
  for (const { fact, atMs } of entries) {
    const next = fold(state, { fact, atMs })
    if (next === state && decisiveKinds.has(fact.kind)) return err('SaleDoesNotFold')
    state = next
  }
  const { paid } = state
  if (paid === undefined || paid.receiptToken !== salePaid.receiptToken) return err('SaleDoesNotFold')
  const priced = priceBasket(paid.basket)
  return priced.totalMinor === paid.amountMinor + coveredMinor(paid.tenders)
    ? ok({ paymentId: salePaid.paymentId, paid, priced })
    : err('TotalDiffers')
}
