/**
 * Folds the facts of paying: the choice, the attempt under way, how it ended, and the receipt. Total like `fold`, of
 * which it is a part: what does not fit leaves the state as it was.
 */

import { unreachable } from '../result.ts'
import type { FactOf } from './fact.ts'
import { slipPrinted } from './fold-hand-over.ts'
import {
  helpDone,
  type LaneState,
  type NotPaid,
  openSale,
  type PaidSale,
  type Payment,
  type Tender,
  withSale,
} from './sale.ts'
import { soldIn, withSold } from './sold-packs.ts'

type PaymentFact = FactOf<
  | 'TenderOpened'
  | 'TenderClosed'
  | 'PaymentRequested'
  | 'PaymentOffered'
  | 'PaymentAwaited'
  | 'PaymentExtended'
  | 'PaymentLeft'
  | 'PaymentEnded'
  | 'SalePaid'
  | 'ReceiptPrinted'
  | 'PrintFailed'
>

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

function requested(state: LaneState, fact: FactOf<'PaymentRequested'>, atMs: number): LaneState {
  const sale = openSale(state)
  if (!sale) return state
  const { paymentId, wallet, method = 'qr', amountMinor } = fact
  const begun = { paymentId, amountMinor, requestedAtMs: atMs, reference: undefined } as const
  const stage: Payment['stage'] = { kind: 'requested' }
  const payment: Payment = wallet
    ? { ...begun, stage, wallet, method }
    : { ...begun, stage, wallet: undefined, method: 'cover' }
  return withSale(state, { ...sale, payment, tender: undefined })
}

function tenderOpened(state: LaneState): LaneState {
  const sale = openSale(state)
  if (!sale || sale.tender) return state
  return withSale(state, { ...sale, tender: { notPaid: undefined, expects: undefined } })
}

function tenderClosed(state: LaneState): LaneState {
  const sale = openSale(state)
  return sale?.tender ? withSale(state, { ...sale, tender: undefined }) : state
}

function offered(payment: Payment, fact: FactOf<'PaymentOffered'>): Payment {
  if (payment.stage.kind !== 'requested') return payment
  const { codeUrl, expiresAtMs, payableUntilMs, reference } = fact
  return { ...payment, reference, stage: { kind: 'offered', codeUrl, expiresAtMs, payableUntilMs } }
}

function extended(payment: Payment, fact: FactOf<'PaymentExtended'>): Payment {
  if (payment.stage.kind !== 'offered') return payment
  return { ...payment, stage: { ...payment.stage, expiresAtMs: fact.expiresAtMs } }
}

function awaited(payment: Payment, fact: FactOf<'PaymentAwaited'>, atMs: number): Payment {
  const { stage } = payment
  const { awaits, untilMs, reference = payment.reference } = fact
  if (stage.kind === 'leaving' || (stage.kind === 'confirming' && stage.awaits === awaits)) return payment
  return { ...payment, reference, stage: { kind: 'confirming', awaits, sinceMs: atMs, untilMs } }
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
    tenders: sale.tenders,
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

/** Whoever left on purpose is told nothing of it, unless money is on its way back. */
function tenderAfter({ stage, method }: Payment, fact: FactOf<'PaymentEnded'>): Tender | undefined {
  const { ending, reference, isReturning = false } = fact
  const notPaid: NotPaid = { method, ending, reference, isReturning }
  const why = stage.kind === 'leaving' ? stage.why : 'timeout'
  switch (why) {
    case 'timeout':
      return { notPaid, expects: undefined }
    case 'shopper':
    case 'attendant':
      return isReturning ? { notPaid, expects: undefined } : undefined
    case 'otherWay':
      return { notPaid: isReturning ? notPaid : undefined, expects: undefined }
    case 'freshCode':
      return { notPaid: isReturning ? notPaid : undefined, expects: method === 'face' ? 'face' : 'code' }
  }
  return unreachable(why)
}

function ended(state: LaneState, fact: FactOf<'PaymentEnded'>): LaneState {
  const { sale } = state
  if (sale?.payment?.paymentId !== fact.paymentId) return state
  return withSale(state, { ...sale, payment: undefined, tender: tenderAfter(sale.payment, fact) })
}

function printed(state: LaneState, saleId: string, print: PaidSale['print']): LaneState {
  if (state.paid?.saleId === saleId) return { ...state, paid: { ...state.paid, print } }
  return slipPrinted(state, saleId, print)
}

export function foldPayment(state: LaneState, fact: PaymentFact, atMs: number): LaneState {
  switch (fact.kind) {
    case 'TenderOpened':
      return tenderOpened(state)
    case 'TenderClosed':
      return tenderClosed(state)
    case 'PaymentRequested':
      return requested(state, fact, atMs)
    case 'PaymentOffered':
      return withPayment(state, fact.paymentId, (payment) => offered(payment, fact))
    case 'PaymentExtended':
      return withPayment(state, fact.paymentId, (payment) => extended(payment, fact))
    case 'PaymentAwaited':
      return withPayment(state, fact.paymentId, (payment) => awaited(payment, fact, atMs))
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
  }
  return unreachable(fact)
}
