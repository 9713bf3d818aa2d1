/**
 * Decides what happens: a command meets the state and becomes facts, or a refusal. Pure; every fact it returns
 * changes the state it was decided on. Looking up items, asking the time and making ids are done before.
 */

import { basketLinesMax, hasSerial, lineById, lineToRepeat, minimumAgeOf, quantityMax } from '../basket.ts'
import type { Gtin } from '../code/retail-code.ts'
import type { Pack, ScanSource } from '../code/scan.ts'
import type { Item, Language } from '../item.ts'
import type { Currency } from '../money.ts'
import { err, ok, type Result, unreachable } from '../result.ts'
import { ageCall } from './age-call.ts'
import { decidePayment, type PaymentCommand } from './decide-payment.ts'
import { decideStaff, type StaffCommand } from './decide-staff.ts'
import { decideWeighing, scanWhileWeighing, startWeighing, type WeighingCommand } from './decide-weighing.ts'
import { type Decision, facts } from './decision.ts'
import type { AbandonReason, Fact, ScanRefusalKind } from './fact.ts'
import type { Refusal } from './refusal.ts'
import type { LaneState, Sale } from './sale.ts'

/** What a shopper or a device asks for, with everything looked up that the decision needs. */
export type ShopperCommand =
  | { readonly kind: 'StartLane'; readonly software: string; readonly epoch: number }
  | { readonly kind: 'StartSale'; readonly saleId: string; readonly currency: Currency }
  | { readonly kind: 'ChooseLanguage'; readonly language: Language }
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
      readonly pack?: Pack | undefined
      /** Whether the lane has a scale of its own for what comes without a weight. */
      readonly canWeigh?: boolean
    }
  | { readonly kind: 'RefuseScan'; readonly why: ScanRefusalKind; readonly gtin?: Gtin | undefined }
  | { readonly kind: 'ChangeQuantity'; readonly lineId: string; readonly quantity: number }
  | { readonly kind: 'RemoveLine'; readonly lineId: string }
  | { readonly kind: 'CallHelp' }
  | { readonly kind: 'CancelHelp' }
  | { readonly kind: 'AbandonSale'; readonly reason: Extract<AbandonReason, 'shopperCancelled' | 'idle'> }
  | { readonly kind: 'FinishSale' }

export type SaleCommand = ShopperCommand | StaffCommand | PaymentCommand | WeighingCommand

/** The open sale that may be changed, or why it may not. */
export function changeable(state: LaneState): Result<Sale, Refusal> {
  if (state.sale === undefined) return err({ kind: 'NoSale' })
  return state.sale.payment === undefined ? ok(state.sale) : err({ kind: 'PaymentInProgress' })
}

type Command<K extends SaleCommand['kind']> = Extract<SaleCommand, { readonly kind: K }>

/**
 * What of a label counts: weight and price only for goods sold by weight. Whatever else a label claims, what is sold
 * by the piece costs what the catalogue says.
 */
function packOf(item: Item, pack: Pack | undefined): Pack | undefined {
  if (!pack || item.weighed) return pack
  const { serial, batch } = pack
  return serial === undefined ? undefined : { serial, ...(batch !== undefined && { batch }) }
}

/** Sold by weight, and nothing says how much of it this is. */
const lacksWeight = (item: Item, pack: Pack | undefined): boolean =>
  item.weighed && pack?.weightGrams === undefined && pack?.priceMinor === undefined

/** Why the item may not be sold here, whoever asks. */
function itemRefusal(item: Item, needsScale: boolean): Refusal | undefined {
  if (!item.forSale) return { kind: 'NotForSale' }
  return needsScale ? { kind: 'NeedsWeighing' } : undefined
}

function addItem(state: LaneState, command: Command<'AddItem'>): Decision {
  const { saleId, currency, lineId, item, source, catalogueVersion } = command
  const pack = packOf(item, command.pack)
  const needsWeight = lacksWeight(item, pack)
  const refused = itemRefusal(item, needsWeight && command.canWeigh !== true)
  if (refused) return err(refused)
  if (state.paid !== undefined) return err({ kind: 'SaleNotFinished' })
  const start: readonly Fact[] = state.sale
    ? []
    : [{ kind: 'SaleStarted', saleId, currency, language: state.language }]
  const { sale } = state
  if (sale?.payment !== undefined) return err({ kind: 'PaymentInProgress' })
  if (sale?.weighing) return scanWhileWeighing(sale.weighing, item.gtin)
  if (sale && pack?.serial !== undefined && hasSerial(sale.basket, item.gtin, pack.serial)) {
    return err({ kind: 'AlreadyScanned' })
  }
  const repeat = sale && !pack && !needsWeight ? lineToRepeat(sale.basket, item) : undefined
  if (repeat) {
    return facts({ kind: 'QuantityChanged', lineId: repeat.lineId, quantity: repeat.quantity + 1 })
  }
  if (sale && sale.basket.lines.length >= basketLinesMax)
    return err({ kind: 'BasketFull', max: basketLinesMax })
  if (needsWeight) return facts(...start, startWeighing({ ...command, pack }))
  return facts(
    ...start,
    { kind: 'ItemScanned', lineId, item, source, catalogueVersion, ...(pack && { pack }) },
    ...ageCall(state, item),
  )
}

function changeQuantity(state: LaneState, { lineId, quantity }: Command<'ChangeQuantity'>): Decision {
  const sale = changeable(state)
  if (!sale.ok) return sale
  const line = lineById(sale.value.basket, lineId)
  if (!line) return err({ kind: 'NoSuchLine' })
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > quantityMax) {
    return err({ kind: 'QuantityOutOfRange', max: quantityMax })
  }
  if (line.pack && quantity !== 1) return err({ kind: 'FixedQuantity' })
  return line.quantity === quantity ? facts() : facts({ kind: 'QuantityChanged', lineId, quantity })
}

/** A line goes; with the last age-restricted one goes the call that it made. */
function removeLine(state: LaneState, { lineId }: Command<'RemoveLine'>): Decision {
  const sale = changeable(state)
  if (!sale.ok) return sale
  const line = lineById(sale.value.basket, lineId)
  if (!line) return err({ kind: 'NoSuchLine' })
  const { basket, approvedAge } = sale.value
  const rest = { ...basket, lines: basket.lines.filter((other) => other.lineId !== lineId) }
  const calledForAge = line.item.minimumAge > approvedAge && minimumAgeOf(rest) <= approvedAge
  return calledForAge && state.helpSinceMs !== undefined
    ? facts({ kind: 'LineRemoved', lineId }, { kind: 'HelpCancelled' })
    : facts({ kind: 'LineRemoved', lineId })
}

function startSale(state: LaneState, { saleId, currency }: Command<'StartSale'>): Decision {
  if (state.paid !== undefined) return err({ kind: 'SaleNotFinished' })
  if (state.sale !== undefined) return facts()
  return facts({ kind: 'SaleStarted', saleId, currency, language: state.language })
}

function abandon(state: LaneState, { reason }: Command<'AbandonSale'>): Decision {
  const sale = changeable(state)
  return sale.ok ? facts({ kind: 'BasketVoided', reason }) : sale
}

function refuseScan({ why, gtin }: Command<'RefuseScan'>): Decision {
  return facts(gtin === undefined ? { kind: 'ScanRefused', why } : { kind: 'ScanRefused', why, gtin })
}

/** The facts that a command brings about in this state, oldest first; none when nothing would change. */
export function decide(state: LaneState, command: SaleCommand): Decision {
  switch (command.kind) {
    case 'StartLane':
      return facts({ kind: 'LaneStarted', software: command.software, epoch: command.epoch })
    case 'StartSale':
      return startSale(state, command)
    case 'ChooseLanguage':
      return command.language === state.language
        ? facts()
        : facts({ kind: 'LanguageChosen', language: command.language })
    case 'AddItem':
      return addItem(state, command)
    case 'RefuseScan':
      return refuseScan(command)
    case 'ChangeQuantity':
      return changeQuantity(state, command)
    case 'RemoveLine':
      return removeLine(state, command)
    case 'CallHelp':
      return state.helpSinceMs === undefined ? facts({ kind: 'HelpCalled' }) : facts()
    case 'CancelHelp':
      return state.helpSinceMs === undefined ? facts() : facts({ kind: 'HelpCancelled' })
    case 'AbandonSale':
      return abandon(state, command)
    case 'FinishSale':
      return state.paid ? facts({ kind: 'SaleFinished' }) : facts()
    case 'ReadBadge':
    case 'TryPin':
    case 'SignIn':
    case 'SignOut':
    case 'ApproveAge':
    case 'RefuseAge':
    case 'VoidLine':
    case 'OverridePrice':
    case 'VoidBasket':
      return decideStaff(state, command)
    case 'TakeWeight':
    case 'CancelWeighing':
      return decideWeighing(state, command)
    case 'RequestPayment':
    case 'OfferPayment':
    case 'ExtendPayment':
    case 'LeavePayment':
    case 'EndPayment':
    case 'SettlePayment':
    case 'RecordPrint':
      return decidePayment(state, command)
  }
  return unreachable(command)
}
