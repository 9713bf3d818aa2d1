/**
 * What was shown before a wish and is still asked about when it comes: a numbered pack counts at once, as where nobody
 * answers; a card or coupon is waited for. So no touch loses what came before it. It asks and decides nothing itself.
 */

import type { SaleCommand } from '../domain/sale/decide.ts'
import type { Refusal } from '../domain/sale/refusal.ts'
import type { Tenders } from './payments/tenders.ts'
import type { Selling } from './selling/selling.ts'

type Kinds = ReadonlySet<SaleCommand['kind']>

/** The basket is paid for, or leaves, as it lies there. */
const takesBasket: Kinds = new Set(['OpenTender', 'RequestPayment', 'RequestCover', 'HandOver', 'Park'])

/** The basket is given up, and all of it goes. */
const givesUpBasket: Kinds = new Set(['AbandonSale', 'VoidBasket'])

/** What cards and coupons leave to pay is asked for. */
const chargesRest: Kinds = new Set(['RequestPayment', 'RequestCover'])

interface Needs {
  readonly selling: Selling
  readonly tenders: Tenders
  readonly say: (refusal: Refusal) => void
}

/** Tells whether the wish may go on; what keeps it is said. */
export function createReadiness({ selling, tenders, say }: Needs): (wish: SaleCommand) => boolean {
  return ({ kind }) => {
    if (givesUpBasket.has(kind)) selling.countAsked()
    if (takesBasket.has(kind) && !selling.countAsked()) return false
    if (!chargesRest.has(kind) || !tenders.isAsking()) return true
    say({ kind: 'TenderAsked' })
    return false
  }
}
