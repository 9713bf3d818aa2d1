/**
 * Reads the paid sales out of a lane's facts with a small account of its own, apart from the product's fold: lines
 * come, change, go; what is there when the sale is paid was sold.
 */

import type { JournalEntry } from '../../../domain/journal.ts'

export interface SoldLine {
  readonly gtin: string
  readonly quantity: number
  readonly unitMinor: number
  /** What its scale or label said it weighs; `null` for what is sold by the piece. */
  readonly grams: number | null
  readonly minimumAge: number
}

export interface PaidSaleAccount {
  readonly saleId: string
  readonly paymentId: string
  /** By the wallet and by what was held, together. */
  readonly totalMinor: number
  readonly walletMinor: number
  readonly tenders: readonly { readonly id: string; readonly amountMinor: number }[]
  readonly lines: readonly SoldLine[]
}

export function paidSales(entries: readonly JournalEntry[]): readonly PaidSaleAccount[] {
  const sales: PaidSaleAccount[] = []
  let lines = new Map<string, SoldLine>()
  let tenders: PaidSaleAccount['tenders'] = []
  let approvedAge = 0
  const change = (lineId: string, changes: Partial<SoldLine>): void => {
    const line = lines.get(lineId)
    if (line) lines.set(lineId, { ...line, ...changes })
  }
  for (const { fact, saleId } of entries) {
    if (fact.kind === 'SaleStarted') {
      lines = new Map()
      tenders = []
      approvedAge = 0
    }
    if (fact.kind === 'ItemScanned') {
      const { gtin, priceMinor, minimumAge } = fact.item
      const grams = fact.pack?.weightGrams ?? null
      lines.set(fact.lineId, { gtin, quantity: 1, unitMinor: priceMinor, grams, minimumAge })
    }
    if (fact.kind === 'QuantityChanged') change(fact.lineId, { quantity: fact.quantity })
    if (fact.kind === 'PriceOverridden') change(fact.lineId, { unitMinor: fact.priceMinor })
    if (fact.kind === 'LineRemoved' || fact.kind === 'LineVoided') lines.delete(fact.lineId)
    if (fact.kind === 'TenderHeld')
      tenders = [...tenders, { id: fact.tenderId, amountMinor: fact.amountMinor }]
    if (fact.kind === 'TenderReleased') tenders = tenders.filter(({ id }) => id !== fact.tenderId)
    if (fact.kind === 'AgeApproved') approvedAge = Math.max(approvedAge, fact.age)
    if (fact.kind === 'AgeRefused') {
      for (const [lineId, line] of lines) if (line.minimumAge > approvedAge) lines.delete(lineId)
    }
    if (fact.kind === 'SalePaid') {
      const { paymentId, amountMinor: walletMinor } = fact
      const totalMinor = tenders.reduce((sum, { amountMinor }) => sum + amountMinor, walletMinor)
      const sold = { saleId: saleId ?? 'none', paymentId, totalMinor, walletMinor, tenders }
      sales.push({ ...sold, lines: [...lines.values()] })
    }
  }
  return sales
}
