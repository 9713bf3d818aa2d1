/**
 * Who gets what of a refund. A coupon is no money: what it took off is taken off every line alike, and never comes
 * back. What was paid in money goes back to the wallet and to each card by what is left of each one's part, so that no
 * tender gets more than it paid, and all refunds of a sale together come to each tender's part to the unit.
 */

import { allocate } from './money.ts'
import type { Wallet } from './sale/fact.ts'

/** A card's part in what was paid; the wallet's is the rest. */
export interface RefundableCard {
  /** The hold by which it was taken. */
  readonly tenderId: string
  readonly codeHint: string
  readonly paidMinor: number
  readonly refundedMinor: number
}

/** What was paid for a sale in money, and what went back of it. */
export interface PaidMoney {
  /** By wallet and cards together. */
  readonly paidMinor: number
  /** Of everything that was given back so far, whoever gave it. */
  readonly refundedMinor: number
  readonly cards: readonly RefundableCard[]
}

export interface CardShare {
  readonly tenderId: string
  readonly codeHint: string
  readonly amountMinor: number
}

/** A refund's parts as people are told of them. */
export type RefundPart =
  | { readonly kind: 'wallet'; readonly wallet: Wallet; readonly amountMinor: number }
  | { readonly kind: 'card'; readonly codeHint: string; readonly amountMinor: number }

const sumOf = <T>(list: readonly T[], amountOf: (one: T) => number): number =>
  list.reduce((sum, one) => sum + amountOf(one), 0)

/** What each line of these totals was paid for in money: its own less its share of the coupons. */
export function paidInMoney(totalsMinor: readonly number[], couponsMinor: number): readonly number[] {
  const off = allocate(couponsMinor, totalsMinor)
  return totalsMinor.map((total, at) => total - (off[at] ?? 0))
}

/** What goes back to cards, in the order they were held; the wallet gets the rest. No more than is left of all. */
export function cardShares({ paidMinor, refundedMinor, cards }: PaidMoney, amountMinor: number) {
  const left = cards.map((card) => card.paidMinor - card.refundedMinor)
  const walletLeft = paidMinor - refundedMinor - sumOf(left, (minor) => minor)
  const [, ...shares] = allocate(amountMinor, [walletLeft, ...left])
  return cards
    .map(({ tenderId, codeHint }, at): CardShare => ({ tenderId, codeHint, amountMinor: shares[at] ?? 0 }))
    .filter((share) => share.amountMinor > 0)
}

/** The wallet's part of a refund. */
export const walletShare = (amountMinor: number, cards: readonly Pick<CardShare, 'amountMinor'>[]): number =>
  amountMinor - sumOf(cards, (card) => card.amountMinor)

interface Shared {
  readonly wallet?: Wallet | undefined
  readonly amountMinor: number
  readonly cards?: readonly CardShare[] | undefined
}

/** The wallet first, where it has a part. */
export function refundParts({ wallet, amountMinor, cards = [] }: Shared): readonly RefundPart[] {
  const walletMinor = walletShare(amountMinor, cards)
  const toCards = cards.map(
    ({ codeHint, amountMinor }): RefundPart => ({ kind: 'card', codeHint, amountMinor }),
  )
  return wallet === undefined || walletMinor === 0
    ? toCards
    : [{ kind: 'wallet', wallet, amountMinor: walletMinor }, ...toCards]
}
