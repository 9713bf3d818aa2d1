/**
 * Folds facts into state. It is total: a fact that does not fit the state it meets leaves it as it was (the
 * same object), so any list of facts folds, and a reader of a damaged journal still gets a state to look at.
 * It never decides, prices or looks anything up.
 */

import {
  basketLinesMax,
  emptyBasket,
  isOnePack,
  type Line,
  lineById,
  withChanged,
  withLine,
  withoutLine,
} from '../basket.ts'
import { unreachable } from '../result.ts'
import type { Fact, FactOf, HelpAbout } from './fact.ts'
import { foldHandOver } from './fold-hand-over.ts'
import { foldPayment } from './fold-payment.ts'
import { foldRefund } from './fold-refund.ts'
import { foldTenders } from './fold-tenders.ts'
import { isSameMatter } from './help.ts'
import {
  cleared,
  freeSale,
  helpDone,
  type LaneState,
  noHelp,
  openSale,
  type PinTries,
  type Sale,
  withSale,
} from './sale.ts'

/** A fact with the lane's clock at its recording, in milliseconds of the Unix epoch. */
export interface Recorded {
  readonly fact: Fact
  readonly atMs: number
}

/** How many badges' failed PIN tries a lane remembers; the oldest goes first. */
export const pinTriesMax = 50

const withBasket = (state: LaneState, sale: Sale, basket: Sale['basket']): LaneState =>
  withSale(state, { ...sale, basket, tender: undefined })

function withLineChange(state: LaneState, lineId: string, change: (line: Line) => Line): LaneState {
  const sale = freeSale(state)
  const line = sale && lineById(sale.basket, lineId)
  return sale && line ? withBasket(state, sale, withChanged(sale.basket, change(line))) : state
}

function withoutSaleLine(state: LaneState, lineId: string): LaneState {
  const sale = freeSale(state)
  return sale && lineById(sale.basket, lineId)
    ? withBasket(state, sale, withoutLine(sale.basket, lineId))
    : state
}

function started(state: LaneState, fact: FactOf<'SaleStarted'>, atMs: number): LaneState {
  if (state.sale ?? state.paid ?? state.handedOver) return state
  const { saleId, currency, language } = fact
  const sale: Sale = {
    saleId,
    currency,
    startedAtMs: atMs,
    basket: emptyBasket,
    weighing: undefined,
    approvedAge: 0,
    tender: undefined,
    payment: undefined,
    takenOver: undefined,
    tenders: [],
  }
  return { ...state, language, sale }
}

function scanned(state: LaneState, fact: FactOf<'ItemScanned'>): LaneState {
  const sale = freeSale(state)
  if (!sale || sale.basket.lines.length >= basketLinesMax || lineById(sale.basket, fact.lineId)) return state
  const { lineId, item, source, pack, batch, markdown } = fact
  return withBasket(
    state,
    sale.weighing?.lineId === lineId ? { ...sale, weighing: undefined } : sale,
    withLine(sale.basket, {
      lineId,
      item,
      quantity: 1,
      source,
      ...(pack && { pack }),
      ...(batch !== undefined && { batch }),
      ...(markdown && { markdown }),
    }),
  )
}

function weighingStarted(state: LaneState, fact: FactOf<'WeighingStarted'>): LaneState {
  const sale = freeSale(state)
  if (!sale || sale.weighing || lineById(sale.basket, fact.lineId)) return state
  const { kind: _, ...weighing } = fact
  return withSale(state, { ...sale, weighing, tender: undefined })
}

function weighingCancelled(state: LaneState): LaneState {
  const sale = openSale(state)
  return sale?.weighing ? withSale(state, { ...sale, weighing: undefined }) : state
}

const foldWeighing = (state: LaneState, fact: FactOf<'WeighingStarted' | 'WeighingCancelled'>): LaneState =>
  fact.kind === 'WeighingStarted' ? weighingStarted(state, fact) : weighingCancelled(state)

function ageApproved(state: LaneState, age: number): LaneState {
  const { sale } = state
  if (!sale || age <= sale.approvedAge) return state
  return { ...withSale(state, { ...sale, approvedAge: age }), ...helpDone(state) }
}

function ageRefused(state: LaneState): LaneState {
  const sale = freeSale(state)
  if (!sale) return state
  const lines = sale.basket.lines.filter((line) => line.item.minimumAge <= sale.approvedAge)
  if (lines.length === sale.basket.lines.length) return state
  return { ...withBasket(state, sale, { lines, lastLineId: undefined }), ...helpDone(state) }
}

/** A second call changes what it is about, not since when somebody is awaited. */
function helpCalled(state: LaneState, about: HelpAbout | undefined, atMs: number): LaneState {
  const { helpSinceMs, helpAbout } = state
  if (helpSinceMs === undefined) return { ...state, helpSinceMs: atMs, helpAbout: about }
  return about === undefined || isSameMatter(about, helpAbout) ? state : { ...state, helpAbout: about }
}

function tried(state: LaneState, badge: string, atMs: number): LaneState {
  const before = state.pinTries.find((entry) => entry.badge === badge)
  const entry: PinTries = { badge, tries: (before?.tries ?? 0) + 1, lastAtMs: atMs }
  const others = state.pinTries.filter((other) => other.badge !== badge)
  return { ...state, pinTries: [...others, entry].slice(-pinTriesMax) }
}

function signedIn(state: LaneState, fact: FactOf<'AttendantSignedIn'>): LaneState {
  const { badge, name } = fact
  return {
    ...state,
    attendant: { kind: 'signedIn', badge, name },
    pinTries: state.pinTries.filter((entry) => entry.badge !== badge),
  }
}

function overridden(state: LaneState, fact: FactOf<'PriceOverridden'>): LaneState {
  const { lineId, priceMinor, reason, badge } = fact
  return withLineChange(state, lineId, (line) => ({ ...line, override: { priceMinor, reason, badge } }))
}

type AttendantFact = FactOf<'BadgeRead' | 'PinTried' | 'AttendantSignedIn' | 'AttendantSignedOut'>

function foldAttendant(state: LaneState, fact: AttendantFact, atMs: number): LaneState {
  switch (fact.kind) {
    case 'BadgeRead':
      return { ...state, attendant: { kind: 'badgeRead', badge: fact.badge } }
    case 'PinTried':
      return tried(state, fact.badge, atMs)
    case 'AttendantSignedIn':
      return signedIn(state, fact)
    case 'AttendantSignedOut':
      return state.attendant.kind === 'none' ? state : { ...state, attendant: { kind: 'none' } }
  }
}

export function fold(state: LaneState, { fact, atMs }: Recorded): LaneState {
  switch (fact.kind) {
    case 'LaneStarted':
      return { ...state, epoch: fact.epoch, attendant: { kind: 'none' } }
    case 'LanguageChosen':
      return { ...state, language: fact.language }
    case 'SaleStarted':
      return started(state, fact, atMs)
    case 'ItemScanned':
      return scanned(state, fact)
    case 'WeighingStarted':
    case 'WeighingCancelled':
      return foldWeighing(state, fact)
    case 'QuantityChanged':
      return withLineChange(state, fact.lineId, (line) =>
        isOnePack(line) ? line : { ...line, quantity: fact.quantity },
      )
    case 'PriceOverridden':
      return overridden(state, fact)
    case 'LineRemoved':
    case 'LineVoided':
      return withoutSaleLine(state, fact.lineId)
    case 'ScanRefused':
      return { ...state, scansRefused: state.scansRefused + 1 }
    case 'HelpCalled':
      return helpCalled(state, fact.about, atMs)
    case 'HelpCancelled':
      return state.helpSinceMs === undefined ? state : { ...state, ...noHelp }
    case 'BadgeRead':
    case 'PinTried':
    case 'AttendantSignedIn':
    case 'AttendantSignedOut':
      return foldAttendant(state, fact, atMs)
    case 'AgeApproved':
      return ageApproved(state, fact.age)
    case 'AgeRefused':
      return ageRefused(state)
    case 'BasketVoided':
      return openSale(state) ? cleared(state) : state
    case 'TenderHeld':
    case 'TenderReleased':
      return foldTenders(state, fact)
    case 'TenderOpened':
    case 'TenderClosed':
    case 'PaymentRequested':
    case 'PaymentOffered':
    case 'PaymentAwaited':
    case 'PaymentExtended':
    case 'PaymentLeft':
    case 'PaymentEnded':
    case 'SalePaid':
    case 'ReceiptPrinted':
    case 'PrintFailed':
      return foldPayment(state, fact, atMs)
    case 'SaleFinished':
      return state.paid || state.handedOver ? cleared(state) : state
    case 'BasketHandedOver':
    case 'SaleParked':
    case 'BasketTakenOver':
    case 'ParkedSettled':
      return foldHandOver(state, fact, atMs)
    case 'RefundRequested':
    case 'RefundAccepted':
    case 'RefundSettled':
    case 'RefundFailed':
    case 'OrphanReported':
      return foldRefund(state, fact, atMs)
  }
  return unreachable(fact)
}
