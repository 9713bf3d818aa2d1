/**
 * Stored value and coupons on the lane: what the server held becomes part of the sale, and leaves it again. While any
 * is held the lines stay as they are. A sale that is left gives all of it back, last held first.
 */

import { priceBasket } from '../pricing.ts'
import { err, unreachable } from '../result.ts'
import { type Decision, facts } from './decision.ts'
import type { FactOf } from './fact.ts'
import type { LaneState, Sale } from './sale.ts'
import { type HeldTender, restMinor, tendersMax } from './tenders.ts'

export type TenderCommand =
  /** What the server holds, for a sale that cost `totalMinor` when it was asked. */
  | ({ readonly kind: 'HoldTender'; readonly saleId: string; readonly totalMinor: number } & HeldTender)
  | { readonly kind: 'ReleaseTender'; readonly tenderId: string }

const releasedFact = ({ tenderId }: HeldTender): FactOf<'TenderReleased'> => ({
  kind: 'TenderReleased',
  tenderId,
})

/** All that is held goes back, in the reverse of the order it was held in. */
export const releasedFacts = (sale: Sale | undefined): readonly FactOf<'TenderReleased'>[] =>
  sale?.tenders.toReversed().map(releasedFact) ?? []

function hold(state: LaneState, command: Extract<TenderCommand, { readonly kind: 'HoldTender' }>): Decision {
  const { sale } = state
  const { saleId, totalMinor, tenderId, tender, amountMinor, codeHint } = command
  if (sale?.saleId !== saleId) return err({ kind: 'NoSale' })
  if (sale.payment) return err({ kind: 'PaymentInProgress' })
  if (sale.weighing) return err({ kind: 'WeighingInProgress' })
  if (sale.tenders.some((known) => known.tenderId === tenderId)) return facts()
  if (sale.tenders.length >= tendersMax) return err({ kind: 'TendersFull' })
  const total = priceBasket(sale.basket).totalMinor
  if (total !== totalMinor || amountMinor < 1 || amountMinor > restMinor(total, sale.tenders))
    return err({ kind: 'AmountDiffers' })
  return facts(
    { kind: 'TenderHeld', tenderId, tender, amountMinor, codeHint },
    ...(sale.tender ? [] : [{ kind: 'TenderOpened' } as const]),
  )
}

export function decideTenders(state: LaneState, command: TenderCommand): Decision {
  switch (command.kind) {
    case 'HoldTender':
      return hold(state, command)
    case 'ReleaseTender': {
      const { sale } = state
      const held = sale?.tenders.find(({ tenderId }) => tenderId === command.tenderId)
      if (!held) return facts()
      return sale?.payment ? err({ kind: 'PaymentInProgress' }) : facts(releasedFact(held))
    }
  }
  return unreachable(command)
}
