/** Makes the refund desk's view of where an attendant stands. Pure; it shows, it never decides. */

import type { FoundReceipt } from '../../domain/contract/refund.ts'
import type { RefundDeskView, RefundView } from '../../domain/contract/staff-view.ts'
import type { LaneSetup } from '../../domain/contract/wire.ts'
import { allUnits, priceRefund, type RefundUnits, unitsLeft } from '../../domain/refund.ts'
import { refundParts } from '../../domain/refund-shares.ts'
import { unreachable } from '../../domain/result.ts'
import type { LaneRefund, LaneState } from '../../domain/sale/sale.ts'

export type DeskPlace =
  | { readonly step: 'closed' }
  | { readonly step: 'find'; readonly isSearching: boolean }
  | { readonly step: 'choose'; readonly receipts: readonly FoundReceipt[] }
  | {
      readonly step: 'units'
      readonly receipt: FoundReceipt
      /** Units by line. */
      readonly chosen: ReadonlyMap<string, number>
    }
  | { readonly step: 'asked'; readonly refundId: string }

/** How many of its last refunds a lane shows. */
const refundsShownMax = 4

const refundView = (refund: LaneRefund): RefundView => {
  const { refundId, receiptNumber, amountMinor, atMs, stage, reference } = refund
  const parts = refundParts(refund)
  return { refundId, receiptNumber, amountMinor, parts, atMs, stage, reference: reference ?? null }
}

const receiptView = ({ saleId, laneName, receiptNumber, paidAtMs, paidMinor }: FoundReceipt) => ({
  saleId,
  laneName,
  receiptNumber,
  paidAtMs,
  paidMinor,
})

export const chosenUnits = (chosen: ReadonlyMap<string, number>): readonly RefundUnits[] =>
  [...chosen].filter(([, quantity]) => quantity > 0).map(([lineId, quantity]) => ({ lineId, quantity }))

type UnitsPlace = Extract<DeskPlace, { readonly step: 'units' }>

function unitsView({ receipt, chosen }: UnitsPlace, { refunds }: LaneSetup): RefundDeskView {
  const priced = priceRefund(receipt, chosenUnits(chosen))
  const left = allUnits(receipt)
  return {
    step: 'units',
    receipt: receiptView(receipt),
    refundedMinor: receipt.refundedMinor,
    couponsMinor: receipt.couponsMinor,
    lines: receipt.lines.map((line) => ({
      lineId: line.lineId,
      names: line.names,
      quantity: line.quantity,
      totalMinor: line.totalMinor,
      left: unitsLeft(line),
      chosen: chosen.get(line.lineId) ?? 0,
    })),
    isReady: priced.ok,
    amountMinor: priced.ok ? priced.value.amountMinor : 0,
    parts: priced.ok ? refundParts({ wallet: receipt.wallet, ...priced.value }) : [],
    isWhole: left.every(({ lineId, quantity }) => chosen.get(lineId) === quantity),
    perRefundMinor: refunds?.perRefundMinor ?? null,
  }
}

function foundView(place: DeskPlace, state: LaneState, isSearching: boolean): RefundDeskView | undefined {
  if (place.step === 'closed') return undefined
  const refunds = state.refunds.slice(-refundsShownMax).reverse().map(refundView)
  return { step: 'find', isSearching, refunds }
}

export function deskView(place: DeskPlace, state: LaneState, setup: LaneSetup): RefundDeskView | undefined {
  switch (place.step) {
    case 'closed':
      return undefined
    case 'find':
      return foundView(place, state, place.isSearching)
    case 'choose':
      return { step: 'choose', receipts: place.receipts.map(receiptView) }
    case 'units':
      return unitsView(place, setup)
    case 'asked': {
      const refund = state.refunds.find(({ refundId }) => refundId === place.refundId)
      return refund ? { step: 'asked', refund: refundView(refund) } : foundView(place, state, false)
    }
  }
  return unreachable(place)
}
