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
import { foldHandOver, slipPrinted } from './fold-hand-over.ts'
import { isSameMatter } from './help.ts'
import {
  cleared,
  helpDone,
  type LaneState,
  noHelp,
  openSale,
  type PaidSale,
  type Payment,
  type PinTries,
  type Sale,
} from './sale.ts'
import { soldIn, withSold } from './sold-packs.ts'

/** A fact with the lane's clock at its recording, in milliseconds of the Unix epoch. */
export interface Recorded {
  readonly fact: Fact
  readonly atMs: number
}

/** How many badges' failed PIN tries a lane remembers; the oldest goes first. */
export const pinTriesMax = 50

const withSale = (state: LaneState, sale: Sale): LaneState => ({ ...state, sale })

const withBasket = (state: LaneState, sale: Sale, basket: Sale['basket']): LaneState =>
  withSale(state, { ...sale, basket, notPaid: undefined })

function withLineChange(state: LaneState, lineId: string, change: (line: Line) => Line): LaneState {
  const sale = openSale(state)
  const line = sale && lineById(sale.basket, lineId)
  return sale && line ? withBasket(state, sale, withChanged(sale.basket, change(line))) : state
}

function withoutSaleLine(state: LaneState, lineId: string): LaneState {
  const sale = openSale(state)
  return sale && lineById(sale.basket, lineId)
    ? withBasket(state, sale, withoutLine(sale.basket, lineId))
    : state
}

function withPayment(
  state: LaneState,
  paymentId: string,
  change: (payment: Payment) => Payment | undefined,
): LaneState {
  const { sale } = state
  if (sale?.payment?.paymentId !== paymentId) return state
  const payment = change(sale.payment)
  return payment === sale.payment ? state : withSale(state, { ...sale, payment })
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
    payment: undefined,
    takenOver: undefined,
    notPaid: undefined,
  }
  return { ...state, language, sale }
}

function scanned(state: LaneState, fact: FactOf<'ItemScanned'>): LaneState {
  const sale = openSale(state)
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
  const sale = openSale(state)
  if (!sale || sale.weighing || lineById(sale.basket, fact.lineId)) return state
  const { kind: _, ...weighing } = fact
  return withSale(state, { ...sale, weighing, notPaid: undefined })
}

function weighingCancelled(state: LaneState): LaneState {
  const sale = openSale(state)
  return sale?.weighing ? withSale(state, { ...sale, weighing: undefined }) : state
}

function ageApproved(state: LaneState, age: number): LaneState {
  const { sale } = state
  if (!sale || age <= sale.approvedAge) return state
  return { ...withSale(state, { ...sale, approvedAge: age }), ...helpDone(state) }
}

function ageRefused(state: LaneState): LaneState {
  const sale = openSale(state)
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

function requested(state: LaneState, fact: FactOf<'PaymentRequested'>, atMs: number): LaneState {
  const sale = openSale(state)
  if (!sale) return state
  const { paymentId, wallet, amountMinor } = fact
  const payment: Payment = {
    paymentId,
    wallet,
    amountMinor,
    requestedAtMs: atMs,
    stage: { kind: 'requested' },
  }
  return withSale(state, { ...sale, payment, notPaid: undefined })
}

function offered(payment: Payment, fact: FactOf<'PaymentOffered'>): Payment {
  if (payment.stage.kind !== 'requested') return payment
  const { codeUrl, expiresAtMs, payableUntilMs } = fact
  return { ...payment, stage: { kind: 'offered', codeUrl, expiresAtMs, payableUntilMs } }
}

function extended(payment: Payment, fact: FactOf<'PaymentExtended'>): Payment {
  if (payment.stage.kind !== 'offered') return payment
  return { ...payment, stage: { ...payment.stage, expiresAtMs: fact.expiresAtMs } }
}

function left(payment: Payment, fact: FactOf<'PaymentLeft'>, atMs: number): Payment {
  if (payment.stage.kind === 'leaving') return payment
  return { ...payment, stage: { kind: 'leaving', why: fact.why, sinceMs: atMs } }
}

function paid(state: LaneState, fact: FactOf<'SalePaid'>): LaneState {
  const { sale } = state
  if (sale?.payment?.paymentId !== fact.paymentId || sale.payment.amountMinor !== fact.amountMinor)
    return state
  const { wallet, amountMinor, transactionId, paidAtMs, receiptNumber, receiptToken } = fact
  const receipt: PaidSale = {
    saleId: sale.saleId,
    currency: sale.currency,
    basket: sale.basket,
    wallet,
    amountMinor,
    transactionId,
    paidAtMs,
    receiptNumber,
    receiptToken,
    print: 'waiting',
  }
  return {
    ...state,
    ...helpDone(state),
    sale: undefined,
    paid: receipt,
    receiptsIssued: receiptNumber,
    soldPacks: withSold(state.soldPacks, soldIn(sale.saleId, sale.basket)),
  }
}

function ended(state: LaneState, fact: FactOf<'PaymentEnded'>): LaneState {
  const { sale } = state
  if (sale?.payment?.paymentId !== fact.paymentId) return state
  const { stage } = sale.payment
  const wished = stage.kind === 'leaving' && stage.why !== 'timeout'
  return withSale(state, { ...sale, payment: undefined, notPaid: wished ? undefined : fact.ending })
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

function printed(state: LaneState, saleId: string, print: PaidSale['print']): LaneState {
  if (state.paid?.saleId === saleId) return { ...state, paid: { ...state.paid, print } }
  return slipPrinted(state, saleId, print)
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
      return weighingStarted(state, fact)
    case 'WeighingCancelled':
      return weighingCancelled(state)
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
    case 'PaymentRequested':
      return requested(state, fact, atMs)
    case 'PaymentOffered':
      return withPayment(state, fact.paymentId, (payment) => offered(payment, fact))
    case 'PaymentExtended':
      return withPayment(state, fact.paymentId, (payment) => extended(payment, fact))
    case 'PaymentLeft':
      return withPayment(state, fact.paymentId, (payment) => left(payment, fact, atMs))
    case 'PaymentEnded':
      return ended(state, fact)
    case 'SalePaid':
      return paid(state, fact)
    case 'ReceiptPrinted':
      return printed(state, fact.saleId, 'printed')
    case 'PrintFailed':
      return printed(state, fact.saleId, 'failed')
    case 'SaleFinished':
      return state.paid || state.handedOver ? cleared(state) : state
    case 'BasketHandedOver':
    case 'SaleParked':
    case 'BasketTakenOver':
    case 'ParkedSettled':
      return foldHandOver(state, fact, atMs)
  }
  return unreachable(fact)
}
