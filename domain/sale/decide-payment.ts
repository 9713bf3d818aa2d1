/**
 * The lane's half of a payment. The store server alone knows whether money moved; the lane asks, shows and waits.
 * One attempt at a time, and it ends only by evidence: settled, or surely ended without money. Before and between
 * attempts the tender is open: the shopper chooses how to pay.
 */

import { minimumAgeOf } from '../basket.ts'
import { priceBasket } from '../pricing.ts'
import { err, ok, type Result, unreachable } from '../result.ts'
import type { SaleMoment } from '../rules/sale-rules.ts'
import { isFixed } from './decide-hand-over.ts'
import { releasedFacts } from './decide-tenders.ts'
import { type Decision, facts } from './decision.ts'
import type { LeaveReason, PaymentAwaits, PaymentEnding, PaymentMethod, Wallet } from './fact.ts'
import type { Refusal } from './refusal.ts'
import type { LaneState, Payment } from './sale.ts'
import { stopped } from './stopped.ts'
import { restMinor } from './tenders.ts'

/** How long a QR waits on the screen, and how much one asking for more time adds. */
export const paymentWaitMs = 120_000

export type PaymentCommand =
  | { readonly kind: 'OpenTender' }
  | {
      readonly kind: 'RequestPayment'
      readonly paymentId: string
      readonly wallet: Wallet
      readonly method: PaymentMethod
    }
  /** Cards and coupons cover it all: the server is to take them. */
  | { readonly kind: 'RequestCover'; readonly paymentId: string }
  | {
      readonly kind: 'OfferPayment'
      readonly paymentId: string
      readonly codeUrl: string
      readonly payableUntilMs: number
      readonly nowMs: number
      readonly reference?: string | undefined
    }
  | {
      readonly kind: 'AwaitPayment'
      readonly paymentId: string
      readonly awaits: PaymentAwaits
      readonly untilMs: number
      readonly reference?: string | undefined
    }
  | { readonly kind: 'ExtendPayment'; readonly nowMs: number }
  | { readonly kind: 'LeavePayment'; readonly why: LeaveReason }
  | {
      readonly kind: 'EndPayment'
      readonly paymentId: string
      readonly ending: PaymentEnding
      readonly reference?: string | undefined
      readonly isReturning?: boolean | undefined
    }
  | {
      readonly kind: 'SettlePayment'
      readonly paymentId: string
      readonly amountMinor: number
      readonly transactionId: string
      readonly paidAtMs: number
      readonly receiptToken: string
    }
  | { readonly kind: 'RecordPrint'; readonly saleId: string; readonly failure?: string | undefined }

type Command<K extends PaymentCommand['kind']> = Extract<PaymentCommand, { readonly kind: K }>

/** What is left to pay of the open basket, where it may be paid for now. */
function payable({ sale }: LaneState, moment: SaleMoment): Result<number, Refusal> {
  if (!sale) return err({ kind: 'NoSale' })
  if (sale.payment) return err({ kind: 'PaymentInProgress' })
  if (sale.weighing) return err({ kind: 'WeighingInProgress' })
  // Goods that left before are paid for, whatever is thought of them today.
  const stop = isFixed(sale) ? undefined : stopped(sale.basket, moment)
  if (stop) return err(stop)
  const { totalMinor } = priceBasket(sale.basket)
  if (totalMinor === 0) return err({ kind: 'NothingToPay' })
  const minimumAge = minimumAgeOf(sale.basket)
  if (minimumAge > sale.approvedAge) return err({ kind: 'NeedsAttendant', minimumAge })
  return ok(restMinor(totalMinor, sale.tenders))
}

function openTender(state: LaneState, moment: SaleMoment): Decision {
  const amount = payable(state, moment)
  if (!amount.ok) return amount
  return state.sale?.tender ? facts() : facts({ kind: 'TenderOpened' })
}

function request(
  state: LaneState,
  { paymentId, wallet, method }: Command<'RequestPayment'>,
  moment: SaleMoment,
): Decision {
  const amount = payable(state, moment)
  if (!amount.ok) return amount
  if (amount.value === 0) return err({ kind: 'CoveredAlready' })
  return facts({ kind: 'PaymentRequested', paymentId, wallet, amountMinor: amount.value, method })
}

function requestCover(
  state: LaneState,
  { paymentId }: Command<'RequestCover'>,
  moment: SaleMoment,
): Decision {
  const amount = payable(state, moment)
  if (!amount.ok) return amount
  if (amount.value !== 0) return err({ kind: 'NotCovered' })
  return facts({ kind: 'PaymentRequested', paymentId, amountMinor: 0 })
}

/** The payment with this id, where it is still the one the lane waits for. */
const pending = (state: LaneState, paymentId: string): Payment | undefined =>
  state.sale?.payment?.paymentId === paymentId ? state.sale.payment : undefined

function offer(state: LaneState, command: Command<'OfferPayment'>): Decision {
  const { paymentId, codeUrl, payableUntilMs, nowMs, reference } = command
  if (pending(state, paymentId)?.stage.kind !== 'requested') return facts()
  const expiresAtMs = Math.min(nowMs + paymentWaitMs, payableUntilMs)
  return facts({
    kind: 'PaymentOffered',
    paymentId,
    codeUrl,
    expiresAtMs,
    payableUntilMs,
    ...(reference !== undefined && { reference }),
  })
}

/** Told at every question; recorded when it is news. */
function awaitAnswer(state: LaneState, command: Command<'AwaitPayment'>): Decision {
  const { paymentId, awaits, untilMs, reference } = command
  const stage = pending(state, paymentId)?.stage
  if (!stage || stage.kind === 'leaving' || (stage.kind === 'confirming' && stage.awaits === awaits))
    return facts()
  return facts({
    kind: 'PaymentAwaited',
    paymentId,
    awaits,
    untilMs,
    ...(reference !== undefined && { reference }),
  })
}

/** Asked for as the QR went: the screen says already what became of it. */
function extend(state: LaneState, nowMs: number): Decision {
  const payment = state.sale?.payment
  if (payment?.stage.kind !== 'offered') return facts()
  const { expiresAtMs, payableUntilMs } = payment.stage
  const until = Math.min(nowMs + paymentWaitMs, payableUntilMs)
  if (until <= expiresAtMs) return err({ kind: 'NoMoreTime' })
  return facts({ kind: 'PaymentExtended', paymentId: payment.paymentId, expiresAtMs: until })
}

/** What is over by itself, paid or not, needs no leaving; nobody is told to pay on a screen that says how it ended. */
function leave(state: LaneState, { why }: Command<'LeavePayment'>): Decision {
  const payment = state.sale?.payment
  if (!payment) {
    const closes = state.sale?.tender !== undefined && why === 'shopper'
    return closes ? facts(...releasedFacts(state.sale), { kind: 'TenderClosed' }) : facts()
  }
  if (payment.stage.kind === 'leaving') return facts()
  return facts({ kind: 'PaymentLeft', paymentId: payment.paymentId, why })
}

/** Back to the basket, not to another way to pay. */
const goesBack = ({ stage }: Payment): boolean =>
  stage.kind === 'leaving' && (stage.why === 'shopper' || stage.why === 'attendant')

function end(state: LaneState, command: Command<'EndPayment'>): Decision {
  const { paymentId, ending, reference, isReturning } = command
  const payment = pending(state, paymentId)
  if (!payment) return facts()
  // Only now is the wallet surely out of it: what was held beside it follows, where the shopper gave up.
  const undone = isReturning !== true && goesBack(payment) ? releasedFacts(state.sale) : []
  return facts(
    {
      kind: 'PaymentEnded',
      paymentId,
      ending,
      ...(reference !== undefined && { reference }),
      ...(isReturning === true && { isReturning }),
    },
    ...undone,
  )
}

function settle(state: LaneState, command: Command<'SettlePayment'>): Decision {
  const payment = pending(state, command.paymentId)
  if (!payment) return err({ kind: 'NoPayment' })
  if (payment.amountMinor !== command.amountMinor) return err({ kind: 'AmountDiffers' })
  const { paymentId, wallet, amountMinor } = payment
  const { transactionId, paidAtMs, receiptToken } = command
  const receiptNumber = state.receiptsIssued + 1
  return facts({
    kind: 'SalePaid',
    paymentId,
    ...(wallet && { wallet }),
    amountMinor,
    transactionId,
    paidAtMs,
    receiptNumber,
    receiptToken,
  })
}

function recordPrint(state: LaneState, { saleId, failure }: Command<'RecordPrint'>): Decision {
  if ((state.paid ?? state.handedOver)?.saleId !== saleId) return facts()
  return facts(
    failure === undefined
      ? { kind: 'ReceiptPrinted', saleId }
      : { kind: 'PrintFailed', saleId, why: failure },
  )
}

export function decidePayment(state: LaneState, command: PaymentCommand, moment: SaleMoment): Decision {
  switch (command.kind) {
    case 'OpenTender':
      return openTender(state, moment)
    case 'RequestPayment':
      return request(state, command, moment)
    case 'RequestCover':
      return requestCover(state, command, moment)
    case 'OfferPayment':
      return offer(state, command)
    case 'AwaitPayment':
      return awaitAnswer(state, command)
    case 'ExtendPayment':
      return extend(state, command.nowMs)
    case 'LeavePayment':
      return leave(state, command)
    case 'EndPayment':
      return end(state, command)
    case 'SettlePayment':
      return settle(state, command)
    case 'RecordPrint':
      return recordPrint(state, command)
  }
  return unreachable(command)
}
