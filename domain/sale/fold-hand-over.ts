/**
 * Folds the facts of baskets that leave a lane unpaid and of those that come to it. Total like every fold: a fact
 * that does not fit leaves the state as it was.
 */

import type { FactOf } from './fact.ts'
import { cleared, type HandedOver, type LaneState, openSale, parkedMax, type Sale } from './sale.ts'

const shown = (
  sale: Sale,
  { code, amountMinor }: FactOf<'BasketHandedOver' | 'SaleParked'>,
  isParked: boolean,
  atMs: number,
): HandedOver => ({
  saleId: sale.saleId,
  currency: sale.currency,
  basket: sale.basket,
  code,
  amountMinor,
  isParked,
  atMs,
  print: 'waiting',
})

function handedOver(state: LaneState, fact: FactOf<'BasketHandedOver'>, atMs: number): LaneState {
  const sale = openSale(state)
  return sale ? { ...cleared(state), handedOver: shown(sale, fact, false, atMs) } : state
}

function parked(state: LaneState, fact: FactOf<'SaleParked'>, atMs: number): LaneState {
  const sale = openSale(state)
  if (!sale || state.parked.length >= parkedMax) return state
  const { saleId } = sale
  const owed = [...state.parked, { saleId, amountMinor: fact.amountMinor }]
  return { ...cleared(state), parked: owed, handedOver: shown(sale, fact, true, atMs) }
}

function takenOver(state: LaneState, fact: FactOf<'BasketTakenOver'>): LaneState {
  const sale = openSale(state)
  if (!sale || sale.takenOver || sale.basket.lines.length > 0) return state
  const { code, isParked } = fact
  return { ...state, sale: { ...sale, takenOver: { code, isParked } } }
}

function settled(state: LaneState, { saleId }: FactOf<'ParkedSettled'>): LaneState {
  const rest = state.parked.filter((entry) => entry.saleId !== saleId)
  return rest.length === state.parked.length ? state : { ...state, parked: rest }
}

export function slipPrinted(state: LaneState, saleId: string, print: HandedOver['print']): LaneState {
  return state.handedOver?.saleId === saleId
    ? { ...state, handedOver: { ...state.handedOver, print } }
    : state
}

type HandOverFact = FactOf<'BasketHandedOver' | 'SaleParked' | 'BasketTakenOver' | 'ParkedSettled'>

export function foldHandOver(state: LaneState, fact: HandOverFact, atMs: number): LaneState {
  switch (fact.kind) {
    case 'BasketHandedOver':
      return handedOver(state, fact, atMs)
    case 'SaleParked':
      return parked(state, fact, atMs)
    case 'BasketTakenOver':
      return takenOver(state, fact)
    case 'ParkedSettled':
      return settled(state, fact)
  }
}
