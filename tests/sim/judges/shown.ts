/**
 * What matters on a screen, as one line of text, from a view and from a state: the same shop in both, or the screen
 * says something that is not on the disk. Written apart from the product's own view, which it judges.
 */

import type { Basket } from '../../../domain/basket.ts'
import { shownGtin } from '../../../domain/code/retail-code.ts'
import type { LaneView } from '../../../domain/contract/view.ts'
import type { LaneState, Sale } from '../../../domain/sale/sale.ts'
import { coveredMinor } from '../../../domain/sale/tenders.ts'

interface ShownLine {
  readonly lineId: string
  readonly quantity: number
  readonly unitMinor: number
  readonly grams: number | null
}

/** What so much costs at this price, a kilogram where there are grams, rounded half up: by whole numbers only. */
export const costOf = (line: { quantity: number; unitMinor: number; grams: number | null }): number =>
  line.grams === null
    ? line.quantity * line.unitMinor
    : Number((BigInt(line.unitMinor) * BigInt(line.grams) + 500n) / 1_000n)

const basketText = (lines: readonly ShownLine[]): string => {
  const total = lines.reduce((sum, line) => sum + costOf(line), 0)
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const each = lines.map(
    ({ lineId, quantity, unitMinor, grams }) =>
      `${lineId.slice(0, 8)}×${quantity}@${unitMinor}${grams === null ? '' : ` ${grams} g`}`,
  )
  return `${each.join(' ')} = ${total} for ${pieces}`
}

const linesOf = ({ lines }: Basket): readonly ShownLine[] =>
  lines.map(({ lineId, quantity, item, override, pack }) => ({
    lineId,
    quantity,
    unitMinor: override ? override.priceMinor : item.priceMinor,
    grams: pack?.weightGrams ?? null,
  }))

export function basketOfState({ sale, paid }: LaneState): string {
  const basket = sale?.basket ?? paid?.basket
  if (!basket) return 'no basket'
  return basketText(linesOf(basket))
}

/** Also holds the view's own sums against its lines. */
export function basketOfView({ basket }: LaneView): string {
  if (!basket) return 'no basket'
  const text = basketText(basket.lines.map((line) => ({ ...line, grams: line.weightGrams })))
  return text.endsWith(`= ${basket.totalMinor} for ${basket.pieces}`)
    ? text
    : `${text}, shown as ${basket.totalMinor}`
}

/** A look into the camera is nothing on the disk: the choice of ways to pay stands there, and for how much. */
const tenderText = (amountMinor: number): string => `tender ${amountMinor},`

const restOf = ({ basket, tenders }: Sale): number =>
  linesOf(basket).reduce((sum, line) => sum + costOf(line), 0) - coveredMinor(tenders)

export function stageOfState({ sale, paid, handedOver }: LaneState): string {
  if (handedOver) return `handed over ${handedOver.amountMinor} ${handedOver.print}`
  if (paid) return `paid ${paid.transactionId} ${paid.receiptNumber} ${paid.print}`
  if (!sale) return 'attract'
  const { payment, tender, weighing } = sale
  if (!payment && weighing) return `weighing ${shownGtin(weighing.item.gtin)} at ${weighing.item.priceMinor}`
  if (!payment && tender) return `${tenderText(restOf(sale))} ${tender.notPaid?.ending ?? 'open'}`
  if (!payment) return 'basket'
  const { stage, amountMinor, method } = payment
  if (method === 'cover') return `covering ${coveredMinor(sale.tenders)}`
  if (stage.kind === 'leaving') return `checking ${amountMinor}`
  if (stage.kind === 'confirming' && stage.awaits === 'certainty') return `checking ${amountMinor}`
  if (stage.kind === 'confirming' || method !== 'qr') return `confirming ${amountMinor}`
  return `paying ${amountMinor} ${stage.kind === 'offered' ? stage.codeUrl : null}`
}

/** `undefined` while the lane is out of service: then the screen shows only that. */
export function stageOfView({ screen }: LaneView): string | undefined {
  switch (screen.kind) {
    case 'attract':
    case 'basket':
      return screen.kind
    case 'weighing':
      return `weighing ${screen.gtin} at ${screen.unitMinor}`
    case 'paying':
      return `paying ${screen.amountMinor} ${screen.codeUrl}`
    case 'tender':
      return `${tenderText(screen.amountMinor)} ${screen.notPaid?.ending ?? 'open'}`
    case 'looking':
      return tenderText(screen.amountMinor)
    case 'confirming':
      return `confirming ${screen.amountMinor}`
    case 'covering':
      return `covering ${screen.amountMinor}`
    case 'checking':
      return `checking ${screen.amountMinor}`
    case 'paid': {
      const { transactionId, receiptNumber, print } = screen.receipt
      return `paid ${transactionId} ${receiptNumber} ${print}`
    }
    case 'handedOver':
      return `handed over ${screen.amountMinor} ${screen.print}`
    case 'outOfService':
      return undefined
  }
}
