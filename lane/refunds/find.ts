/**
 * Finds the paid sale behind a receipt for the refund desk: by its code or its number. An answer counts only for
 * whoever still waits for it, and what is spent or unknown is said so.
 */

import type { FoundReceipt, ReceiptFind } from '../../domain/contract/refund.ts'
import { allUnits, priceRefund } from '../../domain/refund.ts'
import type { Refusal } from '../../domain/sale/refusal.ts'
import type { LinkRefusal, StoreServer } from '../ports.ts'
import type { DeskPlace } from './view.ts'

/** Where the attendant stands, and how to go on. */
export interface Standing {
  readonly place: () => DeskPlace
  readonly go: (place: DeskPlace) => void
}

interface Needs extends Standing {
  readonly server: StoreServer
  readonly say: (refusal: Refusal) => void
}

export interface ReceiptFinder {
  find(wanted: ReceiptFind): void
  /** One of several that were found. */
  choose(saleId: string): void
}

const refusalOf = ({ kind }: LinkRefusal): Refusal => ({
  kind: kind === 'Unreachable' ? 'RefundOutOfReach' : 'ReceiptUnknown',
})

/** Nothing of it can come back any more, be it for money or for none. */
const isSpent = (receipt: FoundReceipt): boolean =>
  !allUnits(receipt).some(({ lineId }) => priceRefund(receipt, [{ lineId, quantity: 1 }]).ok)

export function createReceiptFinder({ server, say, place, go }: Needs): ReceiptFinder {
  function fail(refusal: Refusal): void {
    go({ step: 'find', isSearching: false })
    say(refusal)
  }

  function open(receipt: FoundReceipt): void {
    if (isSpent(receipt)) fail({ kind: 'RefundedAlready' })
    else go({ step: 'units', receipt, chosen: new Map() })
  }

  function found(receipts: readonly FoundReceipt[]): void {
    const [first, ...others] = receipts
    if (!first) fail({ kind: 'ReceiptUnknown' })
    else if (others.length === 0) open(first)
    else go({ step: 'choose', receipts })
  }

  async function ask(wanted: ReceiptFind): Promise<void> {
    const searching: DeskPlace = { step: 'find', isSearching: true }
    go(searching)
    const answer = await server.findReceipt(wanted)
    if (place() !== searching) return
    if (answer.ok) found(answer.value.sales)
    else fail(refusalOf(answer.error))
  }

  return {
    find: (wanted) => void ask(wanted),
    choose(saleId) {
      const here = place()
      const receipts = here.step === 'choose' ? here.receipts : []
      const receipt = receipts.find((other) => other.saleId === saleId)
      if (receipt) open(receipt)
    },
  }
}
