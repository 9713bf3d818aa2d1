/**
 * Money back for a paid sale, on the word of an attendant who is signed in. The wish is a fact before the server hears
 * of it; what the server answers is a fact too, so that the journal says who gave back what, how much and why.
 */

import { priceRefund, type RefundableSale, type RefundUnits } from '../refund.ts'
import { err, unreachable } from '../result.ts'
import { type Decision, facts } from './decision.ts'
import type { Fact, RefundFailure, StaffReason, Wallet } from './fact.ts'
import { isOpenRefund, type LaneRefund, type LaneState, refundsKeptMax } from './sale.ts'

/** What an attendant may give back without a manager: at once, and within a day. */
export interface RefundLimits {
  readonly perRefundMinor: number
  readonly perAttendantMinor: number
}

/** A paid sale as the server knows it. */
export interface PaidReceipt extends RefundableSale {
  readonly saleId: string
  readonly receiptNumber: number
  /** `undefined` where cards and coupons paid for all of it. */
  readonly wallet?: Wallet | undefined
}

export type RefundCommand =
  | {
      readonly kind: 'RequestRefund'
      readonly refundId: string
      readonly sale: PaidReceipt
      readonly units: readonly RefundUnits[]
      readonly reason: StaffReason
      /** `undefined` where attendants give nothing back. */
      readonly limits: RefundLimits | undefined
      readonly isOnline: boolean
    }
  | { readonly kind: 'AcceptRefund'; readonly refundId: string; readonly reference: string }
  /** The wallet has its money. */
  | { readonly kind: 'SettleRefund'; readonly refundId: string; readonly reference: string }
  | {
      readonly kind: 'FailRefund'
      readonly refundId: string
      readonly why: RefundFailure
      /** Where the server owes it nevertheless. */
      readonly reference?: string | undefined
    }

type Command<K extends RefundCommand['kind']> = Extract<RefundCommand, { readonly kind: K }>

function mayWait({ refunds }: LaneState, saleId: string): boolean {
  const isFull = refunds.length >= refundsKeptMax && refunds.every(isOpenRefund)
  return !isFull && !refunds.some((other) => other.saleId === saleId && other.stage === 'requested')
}

function request(state: LaneState, command: Command<'RequestRefund'>): Decision {
  const { refundId, sale, units, reason, limits, isOnline } = command
  if (state.attendant.kind !== 'signedIn') return err({ kind: 'NotSignedIn' })
  if (!limits) return err({ kind: 'RefundsNotAllowed' })
  if (!isOnline) return err({ kind: 'RefundOutOfReach' })
  if (!mayWait(state, sale.saleId)) return err({ kind: 'RefundWaits' })
  const priced = priceRefund(sale, units)
  if (!priced.ok) return priced
  const { lines, amountMinor, cards } = priced.value
  if (amountMinor > limits.perRefundMinor) return err({ kind: 'RefundTooLarge' })
  const { saleId, receiptNumber, wallet } = sale
  const { badge } = state.attendant
  return facts({
    kind: 'RefundRequested',
    refundId,
    saleId,
    receiptNumber,
    ...(wallet && { wallet }),
    lines,
    amountMinor,
    ...(cards.length > 0 && { cards }),
    reason,
    badge,
  })
}

/** The server owes it: said once. */
const accepted = ({ refundId, stage }: LaneRefund, reference: string): readonly Fact[] =>
  stage === 'requested' ? [{ kind: 'RefundAccepted', refundId, reference }] : []

export function decideRefund(state: LaneState, command: RefundCommand): Decision {
  if (command.kind === 'RequestRefund') return request(state, command)
  const { refundId } = command
  const refund = state.refunds.find((known) => known.refundId === refundId)
  if (!refund || !isOpenRefund(refund)) return facts()
  switch (command.kind) {
    case 'AcceptRefund':
      return facts(...accepted(refund, command.reference))
    case 'SettleRefund':
      return facts(...accepted(refund, command.reference), { kind: 'RefundSettled', refundId })
    case 'FailRefund': {
      const { why, reference } = command
      const owed = reference === undefined ? [] : accepted(refund, reference)
      return facts(...owed, { kind: 'RefundFailed', refundId, why })
    }
  }
  return unreachable(command)
}
