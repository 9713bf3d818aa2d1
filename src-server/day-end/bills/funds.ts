/** Movements of a merchant's account, sorted by what they are for. Signed: what comes in is positive. */

import type { FundsBill } from './bill.ts'
import { sumOf } from './table.ts'

export type FundsKind = 'payments' | 'refunds' | 'fees' | 'other'

export interface Movement {
  readonly kind: FundsKind
  readonly amountMinor: number
}

export function fundsOf(movements: readonly Movement[]): FundsBill {
  const of = (kind: FundsKind): number => {
    const these = movements.filter((movement) => movement.kind === kind)
    return sumOf(these, ({ amountMinor }) => amountMinor)
  }
  return {
    paymentsMinor: of('payments'),
    refundsMinor: of('refunds'),
    feesMinor: of('fees'),
    otherMinor: of('other'),
  }
}
