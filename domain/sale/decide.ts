/**
 * Decides what happens: a command meets the state and becomes facts, or a refusal. Pure; every fact it returns
 * changes the state it was decided on. Looking up items, asking the time and making ids are done before.
 */

import { isOnePack, lineById, minimumAgeOf, quantityMax, withChanged } from '../basket.ts'
import type { Language } from '../item.ts'
import type { Currency } from '../money.ts'
import { err, ok, type Result, unreachable } from '../result.ts'
import { exceededLimit } from '../rules/permits.ts'
import type { SaleMoment } from '../rules/sale-rules.ts'
import { decideHandOver, type HandOverCommand, isFixed } from './decide-hand-over.ts'
import { decideOrphan, type OrphanCommand } from './decide-orphan.ts'
import { decidePayment, type PaymentCommand } from './decide-payment.ts'
import { decideRefund, type RefundCommand } from './decide-refund.ts'
import { addItem, refuseScan, type ScanCommand } from './decide-scan.ts'
import { decideStaff, type StaffCommand } from './decide-staff.ts'
import { decideTenders, releasedFacts, type TenderCommand } from './decide-tenders.ts'
import { decideWeighing, type WeighingCommand } from './decide-weighing.ts'
import { type Decision, facts } from './decision.ts'
import type { AbandonReason, HelpAbout } from './fact.ts'
import { callAbout } from './help.ts'
import type { Refusal } from './refusal.ts'
import type { LaneState, Sale } from './sale.ts'

/** What a shopper or a device asks for, with everything looked up that the decision needs. */
export type ShopperCommand =
  | { readonly kind: 'StartLane'; readonly software: string; readonly epoch: number }
  | { readonly kind: 'StartSale'; readonly saleId: string; readonly currency: Currency }
  | { readonly kind: 'ChooseLanguage'; readonly language: Language }
  | {
      readonly kind: 'ChangeQuantity'
      readonly lineId: string
      /** What stood on the screen when the shopper touched it. */
      readonly shown: number
      readonly quantity: number
    }
  | { readonly kind: 'RemoveLine'; readonly lineId: string }
  | { readonly kind: 'CallHelp'; readonly about?: HelpAbout | undefined }
  | { readonly kind: 'CancelHelp' }
  | { readonly kind: 'AbandonSale'; readonly reason: Extract<AbandonReason, 'shopperCancelled' | 'idle'> }
  | { readonly kind: 'FinishSale' }

export type SaleCommand =
  | ShopperCommand
  | ScanCommand
  | StaffCommand
  | PaymentCommand
  | HandOverCommand
  | WeighingCommand
  | RefundCommand
  | TenderCommand
  | OrphanCommand

/** The open sale that may be changed, or why it may not. */
function changeable(state: LaneState): Result<Sale, Refusal> {
  if (state.sale === undefined) return err({ kind: 'NoSale' })
  return state.sale.payment === undefined ? ok(state.sale) : err({ kind: 'PaymentInProgress' })
}

/** The open sale whose lines may be changed. */
function editable(state: LaneState): Result<Sale, Refusal> {
  if (isFixed(state.sale)) return err({ kind: 'BasketFixed' })
  const sale = changeable(state)
  return sale.ok && sale.value.tenders.length > 0 ? err({ kind: 'TendersHeld' }) : sale
}

type Command<K extends SaleCommand['kind']> = Extract<SaleCommand, { readonly kind: K }>

/** What was scanned after the screen was painted is there too: the shopper asked for more or fewer, not for a number. */
function changeQuantity(
  state: LaneState,
  { lineId, shown, quantity: asked }: Command<'ChangeQuantity'>,
  moment: SaleMoment,
): Decision {
  const sale = editable(state)
  if (!sale.ok) return sale
  const line = lineById(sale.value.basket, lineId)
  if (!line) return err({ kind: 'NoSuchLine' })
  const quantity = line.quantity + asked - shown
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > quantityMax) {
    return err({ kind: 'QuantityOutOfRange', max: quantityMax })
  }
  if (isOnePack(line) && quantity !== 1) return err({ kind: 'FixedQuantity' })
  const { names } = line.item
  const max = exceededLimit(line.item, withChanged(sale.value.basket, { ...line, quantity }).lines, moment)
  if (max !== undefined && quantity > line.quantity) return err({ kind: 'QuantityLimited', max, names })
  return line.quantity === quantity ? facts() : facts({ kind: 'QuantityChanged', lineId, quantity })
}

/** A line goes; with the last age-restricted one goes the call that it made. */
function removeLine(state: LaneState, { lineId }: Command<'RemoveLine'>): Decision {
  const sale = editable(state)
  if (!sale.ok) return sale
  const line = lineById(sale.value.basket, lineId)
  if (!line) return err({ kind: 'NoSuchLine' })
  const { basket, approvedAge } = sale.value
  const rest = { ...basket, lines: basket.lines.filter((other) => other.lineId !== lineId) }
  const calledForAge = line.item.minimumAge > approvedAge && minimumAgeOf(rest) <= approvedAge
  return calledForAge && state.helpSinceMs !== undefined && !state.helpAbout
    ? facts({ kind: 'LineRemoved', lineId }, { kind: 'HelpCancelled' })
    : facts({ kind: 'LineRemoved', lineId })
}

function startSale(state: LaneState, { saleId, currency }: Command<'StartSale'>): Decision {
  if (state.paid ?? state.handedOver) return err({ kind: 'SaleNotFinished' })
  if (state.sale !== undefined) return facts()
  return facts({ kind: 'SaleStarted', saleId, currency, language: state.language })
}

function abandon(state: LaneState, { reason }: Command<'AbandonSale'>): Decision {
  const sale = changeable(state)
  return sale.ok ? facts(...releasedFacts(sale.value), { kind: 'BasketVoided', reason }) : sale
}

function callHelp(state: LaneState, { about }: Command<'CallHelp'>): Decision {
  if (about) return facts(...callAbout(state, about))
  return state.helpSinceMs === undefined ? facts({ kind: 'HelpCalled' }) : facts()
}

/** A shopper takes back their own call; the one for a pack that was called back is an attendant's to end. */
function cancelHelp({ helpSinceMs, helpAbout, attendant }: LaneState): Decision {
  if (helpSinceMs === undefined) return facts()
  if (helpAbout && attendant.kind !== 'signedIn') return err({ kind: 'NotSignedIn' })
  return facts({ kind: 'HelpCancelled' })
}

/**
 * The facts that a command brings about in this state at this moment, oldest first; none when nothing would change.
 */
export function decide(state: LaneState, command: SaleCommand, moment: SaleMoment): Decision {
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
      return addItem(state, command, moment)
    case 'RefuseScan':
      return refuseScan(state, command)
    case 'ChangeQuantity':
      return changeQuantity(state, command, moment)
    case 'RemoveLine':
      return removeLine(state, command)
    case 'CallHelp':
      return callHelp(state, command)
    case 'CancelHelp':
      return cancelHelp(state)
    case 'AbandonSale':
      return abandon(state, command)
    case 'FinishSale':
      return state.paid || state.handedOver ? facts({ kind: 'SaleFinished' }) : facts()
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
    case 'HoldTender':
    case 'ReleaseTender':
      return decideTenders(state, command)
    case 'OpenTender':
    case 'RequestPayment':
    case 'RequestCover':
    case 'OfferPayment':
    case 'AwaitPayment':
    case 'ExtendPayment':
    case 'LeavePayment':
    case 'EndPayment':
    case 'SettlePayment':
    case 'RecordPrint':
      return decidePayment(state, command, moment)
    case 'HandOver':
    case 'Park':
    case 'TakeOver':
    case 'SettleParked':
      return decideHandOver(state, command, moment)
    case 'RequestRefund':
    case 'AcceptRefund':
    case 'SettleRefund':
    case 'FailRefund':
      return decideRefund(state, command)
    case 'ReportOrphan':
      return decideOrphan(state, command)
  }
  return unreachable(command)
}
