/**
 * What a scanned item leads to: a line, one more of a line, or a reason why not. Here the store's rules and the words
 * of the label meet the basket. An item scanned by both marks of its pack counts once, and the second mark may still
 * stop it.
 */

import {
  basketLinesMax,
  hasSerial,
  isOnePack,
  type Line,
  lineById,
  lineToRepeat,
  withChanged,
  withoutLine,
} from '../basket.ts'
import type { Gtin } from '../code/retail-code.ts'
import type { OnLabel, Pack, ScanSource } from '../code/scan.ts'
import type { Item } from '../item.ts'
import type { Currency } from '../money.ts'
import { err, ok, type Result } from '../result.ts'
import { markdownOf } from '../rules/markdown.ts'
import { exceededLimit, isPastDate, stoppedHours } from '../rules/permits.ts'
import type { SaleMoment } from '../rules/sale-rules.ts'
import { ageCall } from './age-call.ts'
import { isFixed } from './decide-hand-over.ts'
import { scanWhileWeighing, startWeighing } from './decide-weighing.ts'
import { type Decision, facts } from './decision.ts'
import type { Fact, HelpAbout, ScanRefusalKind } from './fact.ts'
import { callAbout, recallMatter } from './help.ts'
import type { Refusal } from './refusal.ts'
import type { LaneState, Sale } from './sale.ts'
import { isSoldBefore, packKey, type SoldElsewhere } from './sold-packs.ts'

export type ScanCommand =
  | {
      readonly kind: 'AddItem'
      /** Starts a sale with this id when none is open. */
      readonly saleId: string
      readonly currency: Currency
      readonly lineId: string
      readonly item: Item
      readonly source: ScanSource
      readonly catalogueVersion: number
      /** What the label says of this very pack, where it says anything. */
      readonly label: OnLabel
      /** Whether the lane has a scale of its own for what comes without a weight. */
      readonly canWeigh?: boolean | undefined
      /** What the store knows of a numbered pack; `undefined` where nobody answered. */
      readonly elsewhere?: SoldElsewhere | undefined
      /** The line of the same pack's other mark, read a moment ago: this read adds to it and counts nothing. */
      readonly otherMark?: string | undefined
    }
  | {
      readonly kind: 'RefuseScan'
      readonly why: ScanRefusalKind
      readonly gtin?: Gtin | undefined
      /** What an attendant is called for. */
      readonly about?: HelpAbout | undefined
      /** The line of the pack's other mark: the pack leaves the basket again. */
      readonly otherMark?: string | undefined
    }

type AddItem = Extract<ScanCommand, { readonly kind: 'AddItem' }>
type RefuseScan = Extract<ScanCommand, { readonly kind: 'RefuseScan' }>

/**
 * What of a label counts: weight and price only for goods sold by weight. Whatever else a label claims, what is sold
 * by the piece costs what the catalogue says.
 */
function packOf(item: Item, pack: Pack | undefined): Pack | undefined {
  if (!pack || item.weighed) return pack
  const { serial, batch } = pack
  return serial === undefined ? undefined : { serial, ...(batch !== undefined && { batch }) }
}

/** The basket without the piece that the pack's other mark put into it. */
function withoutPiece(sale: Sale, otherMark: Line | undefined): Sale {
  if (!otherMark) return sale
  const { basket } = sale
  const rest =
    otherMark.quantity > 1
      ? withChanged(basket, { ...otherMark, quantity: otherMark.quantity - 1 })
      : withoutLine(basket, otherMark.lineId)
  return { ...sale, basket: rest }
}

const pieceTaken = ({ lineId, quantity }: Line): Fact =>
  quantity > 1 ? { kind: 'QuantityChanged', lineId, quantity: quantity - 1 } : { kind: 'LineRemoved', lineId }

/** Why this pack may not be sold, whatever else is in the basket. */
function packRefusal(
  item: Item,
  pack: Pack | undefined,
  label: OnLabel,
  moment: SaleMoment,
): Refusal | undefined {
  const numbers = { batch: label.batch ?? pack?.batch, serial: label.pack?.serial }
  const about = recallMatter(moment.rules.recalls, item, numbers)
  if (about) return { kind: 'Recalled', about }
  if (isPastDate(label, moment)) return { kind: 'Expired' }
  if (!item.forSale) return { kind: 'NotForSale' }
  const hours = stoppedHours(item, moment)
  if (hours) return { kind: 'NotAtThisHour', hours, names: item.names }
  return undefined
}

/** Sold by weight, and nothing says how much of it this is. */
const lacksWeight = (item: Item, pack: Pack | undefined): boolean =>
  item.weighed && pack?.weightGrams === undefined && pack?.priceMinor === undefined

/** Why this pack may not come beside what is in the basket, or was sold already. */
function basketRefusal(
  state: LaneState,
  sale: Sale | undefined,
  { item, elsewhere }: AddItem,
  serial: string | undefined,
  moment: SaleMoment,
): Refusal | undefined {
  if (serial !== undefined) {
    if (sale && hasSerial(sale.basket, item.gtin, serial)) return { kind: 'AlreadyScanned' }
    if (isSoldBefore(state.soldPacks, packKey(item.gtin, serial), elsewhere)) return { kind: 'SoldBefore' }
  }
  const pieces = [...(sale?.basket.lines ?? []), { item, quantity: 1 }]
  const max = exceededLimit(item, pieces, moment)
  return max === undefined ? undefined : { kind: 'QuantityLimited', max, names: item.names }
}

/** The sale as it is without the other mark's piece, and whether an item may come in now at all. */
function openFor(state: LaneState, otherMark: Line | undefined): Result<Sale | undefined, Refusal> {
  if (state.paid ?? state.handedOver) return err({ kind: 'SaleNotFinished' })
  if (isFixed(state.sale)) return err({ kind: 'BasketFixed' })
  if (state.sale && state.sale.tenders.length > 0) return err({ kind: 'TendersHeld' })
  if (state.sale?.payment ?? state.sale?.tender) return err({ kind: 'PaymentInProgress' })
  return ok(state.sale && withoutPiece(state.sale, otherMark))
}

/** The line that the pack's other mark made; none where the two labels tell of two packs. */
function otherMarkOf({ sale }: LaneState, { otherMark, label }: AddItem): Line | undefined {
  const line = otherMark === undefined ? undefined : sale && lineById(sale.basket, otherMark)
  const weights = new Set(
    [line?.pack?.weightGrams, label.pack?.weightGrams].filter((grams) => grams !== undefined),
  )
  const serials = new Set([line?.pack?.serial, label.pack?.serial].filter((serial) => serial !== undefined))
  return weights.size > 1 || serials.size > 1 ? undefined : line
}

/** What both marks of one pack say together; the later read wins, and there is nothing to say where it adds nothing. */
function labelOf({ label }: AddItem, otherMark: Line | undefined): OnLabel {
  const known = otherMark?.pack
  return known ? { ...label, pack: { ...known, ...label.pack } } : label
}

type Scanned = Extract<Fact, { readonly kind: 'ItemScanned' }>

function scannedFact(command: AddItem, label: OnLabel, moment: SaleMoment): Scanned {
  const { lineId, item, source, catalogueVersion, elsewhere } = command
  const pack = packOf(item, label.pack)
  const markdown = markdownOf(item, label, moment)
  return {
    kind: 'ItemScanned',
    lineId,
    item,
    source,
    catalogueVersion,
    ...(pack && { pack }),
    ...(!pack && label.batch !== undefined && { batch: label.batch }),
    ...(markdown && { markdown }),
    ...(pack?.serial !== undefined && { serialCheck: elsewhere ? 'store' : 'lane' }),
  }
}

/** Whether the fact would say of the line anything that it does not hold. */
const addsTo = ({ pack, batch, markdown }: Scanned, line: Line): boolean =>
  Object.keys(pack ?? {}).length > Object.keys(line.pack ?? {}).length ||
  (batch !== undefined && batch !== line.batch) ||
  (markdown !== undefined && line.markdown === undefined)

export function addItem(state: LaneState, command: AddItem, moment: SaleMoment): Decision {
  const { item, saleId, currency, canWeigh } = command
  const other = otherMarkOf(state, command)
  const open = openFor(state, other)
  if (!open.ok) return open
  const sale = open.value
  const label = labelOf(command, other)
  const scanned = scannedFact(command, label, moment)
  const { pack, batch } = scanned
  const needsWeight = lacksWeight(item, pack)
  const refused =
    packRefusal(item, pack, label, moment) ?? basketRefusal(state, sale, command, pack?.serial, moment)
  if (refused) return err(refused)
  if (needsWeight && canWeigh !== true) return err({ kind: 'NeedsWeighing' })
  // A label that tells the weight of the very item answers the question.
  const isAnswered = !needsWeight && sale?.weighing?.item.gtin === item.gtin
  if (sale?.weighing && !isAnswered) return scanWhileWeighing(sale.weighing, item.gtin)
  if (other && !addsTo(scanned, other)) return facts()
  const taken: readonly Fact[] = [
    ...(isAnswered ? [{ kind: 'WeighingCancelled' } as const] : []),
    ...(other ? [pieceTaken(other)] : []),
  ]
  const repeat =
    sale && !needsWeight && !isOnePack(scanned) ? lineToRepeat(sale.basket, item, batch) : undefined
  if (repeat) {
    return facts(...taken, { kind: 'QuantityChanged', lineId: repeat.lineId, quantity: repeat.quantity + 1 })
  }
  if (sale && sale.basket.lines.length >= basketLinesMax)
    return err({ kind: 'BasketFull', max: basketLinesMax })
  const start: readonly Fact[] = sale
    ? []
    : [{ kind: 'SaleStarted', saleId, currency, language: state.language }]
  if (needsWeight) return facts(...start, ...taken, startWeighing(scanned))
  return facts(...start, ...taken, scanned, ...ageCall(state, item))
}

export function refuseScan(state: LaneState, { why, gtin, about, otherMark }: RefuseScan): Decision {
  const { sale } = state
  const other =
    otherMark === undefined || sale?.payment || sale?.tenders.length
      ? undefined
      : sale && lineById(sale.basket, otherMark)
  return facts(
    ...(other ? [pieceTaken(other)] : []),
    gtin === undefined ? { kind: 'ScanRefused', why } : { kind: 'ScanRefused', why, gtin },
    ...(about ? callAbout(state, about) : []),
  )
}
