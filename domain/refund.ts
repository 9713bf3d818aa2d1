/**
 * What a paid sale may still give back, and how much that is: whole or by unit. A line's units share its total; the
 * last unit takes what rounding left, so that units given back one by one come to what was paid and never more. Goods
 * for which no money was paid come back too, for nothing.
 */

import type { Item } from './item.ts'
import { type CardShare, cardShares, type PaidMoney } from './refund-shares.ts'
import { err, ok, type Result } from './result.ts'
import type { StaffReason } from './sale/fact.ts'

export interface RefundableLine {
  readonly lineId: string
  readonly names: Item['names']
  /** As sold; a weighed or numbered pack is one, and goes back whole. */
  readonly quantity: number
  /** What was paid for all of it in money: coupons have their share taken off. */
  readonly totalMinor: number
  readonly refundedQuantity: number
}

export interface RefundableSale extends PaidMoney {
  readonly lines: readonly RefundableLine[]
}

export interface RefundUnits {
  readonly lineId: string
  readonly quantity: number
}

export interface RefundedLine extends RefundUnits {
  readonly names: Item['names']
  readonly amountMinor: number
}

export interface PricedRefund {
  readonly lines: readonly RefundedLine[]
  readonly amountMinor: number
  /** Of the amount, what goes back to cards; the rest is the wallet's. */
  readonly cards: readonly CardShare[]
}

export type RefundPriceRefusal =
  | { readonly kind: 'NothingToRefund' }
  /** A line that the sale has not, or more units than are left of it. */
  | { readonly kind: 'RefundLinesDiffer' }
  | { readonly kind: 'RefundExceedsPaid' }

export const unitsLeft = ({ quantity, refundedQuantity }: RefundableLine): number =>
  Math.max(0, quantity - refundedQuantity)

/** What the first so many units of a line come to. */
const worthOf = ({ quantity, totalMinor }: RefundableLine, units: number): number =>
  units >= quantity ? totalMinor : units * Math.floor(totalMinor / quantity)

const shareOf = (line: RefundableLine, units: number): number =>
  worthOf(line, line.refundedQuantity + units) - worthOf(line, line.refundedQuantity)

const isPossible = (line: RefundableLine, units: number): boolean =>
  Number.isInteger(units) && units >= 1 && units <= unitsLeft(line)

/** Everything that is left of the sale. */
export const allUnits = ({ lines }: RefundableSale): readonly RefundUnits[] =>
  lines
    .map((line) => ({ lineId: line.lineId, quantity: unitsLeft(line) }))
    .filter(({ quantity }) => quantity > 0)

/** In the order of the sale's lines. The amount may be nothing. */
export function priceRefund(
  sale: RefundableSale,
  units: readonly RefundUnits[],
): Result<PricedRefund, RefundPriceRefusal> {
  const wanted = new Map(units.map(({ lineId, quantity }) => [lineId, quantity]))
  const lines: RefundedLine[] = []
  for (const line of sale.lines) {
    const quantity = wanted.get(line.lineId)
    if (quantity === undefined) continue
    if (!isPossible(line, quantity)) return err({ kind: 'RefundLinesDiffer' })
    const { lineId, names } = line
    lines.push({ lineId, names, quantity, amountMinor: shareOf(line, quantity) })
  }
  if (lines.length !== units.length) return err({ kind: 'RefundLinesDiffer' })
  if (lines.length === 0) return err({ kind: 'NothingToRefund' })
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0)
  if (sale.refundedMinor + amountMinor > sale.paidMinor) return err({ kind: 'RefundExceedsPaid' })
  return ok({ lines, amountMinor, cards: cardShares(sale, amountMinor) })
}

/** Whether what comes back goes to the shelf again: goods nobody wanted after all, or that were never taken twice. */
export const isRestocked = (reason: StaffReason): boolean =>
  reason === 'shopperChangedMind' || reason === 'scannedTwice'
