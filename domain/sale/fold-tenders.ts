/**
 * Folds what other tenders hold for a sale. Total like every fold: a hold beyond what is due, or one too many, leaves
 * the state as it was, so no list of facts covers more than its sale costs.
 */

import { priceBasket } from '../pricing.ts'
import type { FactOf } from './fact.ts'
import { type LaneState, openSale, withSale } from './sale.ts'
import { restMinor, tendersMax } from './tenders.ts'

function held(state: LaneState, { kind: _, ...tender }: FactOf<'TenderHeld'>): LaneState {
  const sale = openSale(state)
  if (!sale || sale.weighing || sale.tenders.length >= tendersMax) return state
  if (sale.tenders.some(({ tenderId }) => tenderId === tender.tenderId)) return state
  const dueMinor = restMinor(priceBasket(sale.basket).totalMinor, sale.tenders)
  if (tender.amountMinor > dueMinor) return state
  return withSale(state, { ...sale, tenders: [...sale.tenders, tender] })
}

function released(state: LaneState, { tenderId }: FactOf<'TenderReleased'>): LaneState {
  const sale = openSale(state)
  const rest = sale?.tenders.filter((tender) => tender.tenderId !== tenderId)
  if (!sale || !rest || rest.length === sale.tenders.length) return state
  return withSale(state, { ...sale, tenders: rest })
}

export function foldTenders(state: LaneState, fact: FactOf<'TenderHeld' | 'TenderReleased'>): LaneState {
  return fact.kind === 'TenderHeld' ? held(state, fact) : released(state, fact)
}
