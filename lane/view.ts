/**
 * Makes the view of a moment: the state, priced, and the little that a lane knows but does not record (a notice, a
 * search, the panel). Pure; it shows, it never decides.
 */

import type { Basket } from '../domain/basket.ts'
import { isOnePack, minimumAgeOf, numbersOf, pricedGrams } from '../domain/basket.ts'
import { shownGtin } from '../domain/code/retail-code.ts'
import type { AttendantView, PanelView, RefundDeskView } from '../domain/contract/staff-view.ts'
import type {
  BasketView,
  LaneView,
  LineView,
  NoticeView,
  OutOfServiceReason,
  ScreenView,
} from '../domain/contract/view.ts'
import type { LaneSetup } from '../domain/contract/wire.ts'
import { weighedPrice } from '../domain/money.ts'
import { type PricedBasket, type PricedLine, priceBasket } from '../domain/pricing.ts'
import { receiptUrl } from '../domain/receipt.ts'
import { unreachable } from '../domain/result.ts'
import { recallOf } from '../domain/rules/recall.ts'
import type { Recall } from '../domain/rules/sale-rules.ts'
import { isFixed } from '../domain/sale/decide-hand-over.ts'
import { pinGuard } from '../domain/sale/decide-staff.ts'
import type { HelpAbout, Wallet } from '../domain/sale/fact.ts'
import type { HandedOver, LaneState, PaidSale, Payment, Sale, Tender, Weighing } from '../domain/sale/sale.ts'
import { coveredMinor, restMinor } from '../domain/sale/tenders.ts'
import { weigh } from '../domain/sale/weighing.ts'
import { handOverText } from '../domain/slip.ts'
import type { FaceLook, Looking } from './payments/face-look.ts'
import { orphanViews } from './payments/orphan-view.ts'
import type { SearchHit } from './ports.ts'
import type { Plate } from './selling/plate.ts'

type Face = Moment['face']

/** What stops a lane from selling, with what the lane knows of it for staff. */
export interface Outage {
  readonly reason: OutOfServiceReason
  readonly detail: string
}

/** What was looked for by name, and what was found. */
export interface Search {
  readonly text: string
  readonly hits: readonly SearchHit[]
}

/** Everything on the screen that is not in the journal. */
export interface Moment {
  readonly revision: number
  readonly nowMs: number
  readonly online: boolean
  readonly outage: Outage | undefined
  readonly notice: NoticeView | undefined
  readonly idleEndsAtMs: number | undefined
  readonly search: Search | undefined
  readonly panel: PanelView | undefined
  readonly refundDesk: RefundDeskView | undefined
  readonly plate: Plate
  readonly face: Pick<FaceLook, 'wallets' | 'looking' | 'notSeen'>
}

function lineView(
  { line, listMinor, unitMinor, totalMinor, savedMinor }: PricedLine,
  approvedAge: number,
  recalls: readonly Recall[],
): LineView {
  const { item } = line
  return {
    lineId: line.lineId,
    gtin: shownGtin(item.gtin),
    names: item.names,
    department: item.department,
    quantity: line.quantity,
    unitMinor,
    listMinor,
    weightGrams: pricedGrams(line) ?? null,
    markdown: line.markdown
      ? { percentOff: line.markdown.percentOff, goodUntil: line.markdown.goodUntil }
      : null,
    isRecalled: recallOf(recalls, numbersOf(line)) !== undefined,
    isOnePack: isOnePack(line),
    totalMinor,
    savedMinor,
    minimumAge: item.minimumAge,
    waitsForApproval: item.minimumAge > approvedAge,
  }
}

function basketView(
  basket: Basket,
  priced: PricedBasket,
  approvedAge: number,
  recalls: readonly Recall[],
): BasketView {
  return {
    lines: priced.lines.map((line) => lineView(line, approvedAge, recalls)),
    lastLineId: basket.lastLineId ?? null,
    pieces: priced.pieces,
    totalMinor: priced.totalMinor,
    savedMinor: priced.savedMinor,
    taxes: priced.taxes,
  }
}

const lookingScreen = ({ wallet, amountMinor, untilMs, canExtend }: Looking): ScreenView => ({
  kind: 'looking',
  wallet,
  amountMinor,
  untilMs: untilMs ?? null,
  canExtend,
})

function tenderScreen({ notPaid, expects }: Tender, sale: Sale, setup: LaneSetup, face: Face): ScreenView {
  const looking = face.looking()
  if (looking) return lookingScreen(looking)
  const { wallets, chargeableWallets } = setup
  const { tenders } = sale
  const faceWallets = face.wallets()
  const amountMinor = restMinor(priceBasket(sale.basket).totalMinor, tenders)
  const seen = notPaid && { ...notPaid, reference: notPaid.reference ?? null }
  // A face that was read by a scanner is shown to it again.
  const asksAgain = expects === 'face' && faceWallets.length === 0 ? 'code' : (expects ?? null)
  const choice = { wallets, chargeableWallets, faceWallets, asksAgain, notSeen: face.notSeen() ?? null }
  return { kind: 'tender', amountMinor, tenders, ...choice, notPaid: seen ?? null }
}

type WalletPayment = Extract<Payment, { readonly wallet: Wallet }>

function qrScreen({ stage, wallet, amountMinor }: WalletPayment, setup: LaneSetup, face: Face): ScreenView {
  const { wallets, chargeableWallets } = setup
  const basis = {
    kind: 'paying',
    wallet,
    amountMinor,
    chargeableWallets,
    hasChoice: wallets.length > 1 || face.wallets().length > 0,
  } as const
  if (stage.kind !== 'offered') return { ...basis, codeUrl: null, expiresAtMs: null, canExtend: false }
  const { codeUrl, expiresAtMs, payableUntilMs } = stage
  return { ...basis, codeUrl, expiresAtMs, canExtend: payableUntilMs > expiresAtMs }
}

function paymentScreen(payment: Payment, tenders: Sale['tenders'], setup: LaneSetup, face: Face): ScreenView {
  const { stage, method, amountMinor, requestedAtMs: sinceMs } = payment
  if (method === 'cover') return { kind: 'covering', amountMinor: coveredMinor(tenders), sinceMs }
  const { wallet } = payment
  const checking = { kind: 'checking', wallet, amountMinor, reference: payment.reference ?? null } as const
  switch (stage.kind) {
    case 'requested':
      if (method === 'qr') return qrScreen(payment, setup, face)
      return { kind: 'confirming', wallet, method, amountMinor, passwordUntilMs: null, sinceMs }
    case 'offered':
      return qrScreen(payment, setup, face)
    case 'confirming':
      if (stage.awaits === 'certainty') return { ...checking, sinceMs: stage.sinceMs }
      return { kind: 'confirming', wallet, method, amountMinor, passwordUntilMs: stage.untilMs, sinceMs }
    case 'leaving':
      return { ...checking, sinceMs: stage.sinceMs }
  }
  return unreachable(stage)
}

function paidScreen(sale: PaidSale, setup: LaneSetup): ScreenView {
  const { receiptNumber, receiptToken, paidAtMs, transactionId, print } = sale
  const amountMinor = sale.amountMinor + coveredMinor(sale.tenders)
  const url = receiptUrl(setup.publicUrl, receiptToken)
  return { kind: 'paid', receipt: { receiptNumber, paidAtMs, amountMinor, transactionId, url, print } }
}

function weighingScreen({ item }: Weighing, { reading, range }: Plate): ScreenView {
  const { state, grams } = weigh(reading(), range)
  return {
    kind: 'weighing',
    gtin: shownGtin(item.gtin),
    names: item.names,
    department: item.department,
    unitMinor: item.priceMinor,
    state,
    grams: grams ?? null,
    amountMinor: grams === undefined ? null : weighedPrice(item.priceMinor, grams),
    ...range,
  }
}

const handedOverScreen = ({ code, amountMinor, isParked, print }: HandedOver): ScreenView => ({
  kind: 'handedOver',
  code: handOverText(code),
  amountMinor,
  isParked,
  print,
})

function screenOf(
  { sale, paid, handedOver }: LaneState,
  setup: LaneSetup,
  { outage, plate, face }: Moment,
): ScreenView {
  if (outage) return { kind: 'outOfService', reason: outage.reason, detail: outage.detail }
  if (paid) return paidScreen(paid, setup)
  if (handedOver) return handedOverScreen(handedOver)
  if (sale?.payment) return paymentScreen(sale.payment, sale.tenders, setup, face)
  if (sale?.tender) return tenderScreen(sale.tender, sale, setup, face)
  if (sale?.weighing) return weighingScreen(sale.weighing, plate)
  return sale ? { kind: 'basket' } : { kind: 'attract' }
}

function attendantView(state: LaneState, nowMs: number): AttendantView {
  const { attendant } = state
  switch (attendant.kind) {
    case 'none':
    case 'signedIn':
      return attendant
    case 'badgeRead': {
      const guard = pinGuard(state, attendant.badge, nowMs)
      return 'lockedUntilMs' in guard
        ? { kind: 'pin', badge: attendant.badge, triesLeft: 0, lockedUntilMs: guard.lockedUntilMs }
        : { kind: 'pin', badge: attendant.badge, triesLeft: guard.triesLeft, lockedUntilMs: null }
    }
  }
  return unreachable(attendant)
}

const helpAboutView = ({ names, gtin, batch, serial, reason }: HelpAbout): LaneView['helpAbout'] => ({
  names,
  code: shownGtin(gtin),
  batch: batch ?? null,
  serial: serial ?? null,
  reason,
})

const hitView = ({ code, item }: SearchHit) => ({
  code,
  names: item.names,
  department: item.department,
  priceMinor: item.priceMinor,
})

export function viewOf(state: LaneState, setup: LaneSetup, moment: Moment): LaneView {
  const { sale, paid, handedOver } = state
  const basket = (sale ?? paid ?? handedOver)?.basket
  const approvedAge = (paid ?? handedOver) ? Number.POSITIVE_INFINITY : (sale?.approvedAge ?? 0)
  const recalls = sale ? setup.rules.recalls : []
  const age = sale ? minimumAgeOf(sale.basket) : 0
  return {
    revision: moment.revision,
    nowMs: moment.nowMs,
    storeNames: setup.store.names,
    laneName: setup.laneName,
    language: state.language,
    currency: setup.currency,
    online: moment.online,
    screen: screenOf(state, setup, moment),
    basket: basket ? basketView(basket, priceBasket(basket), approvedAge, recalls) : null,
    approvalAge: age > approvedAge ? age : 0,
    isBasketFixed: isFixed(sale),
    notice: moment.notice ?? null,
    helpSinceMs: state.helpSinceMs ?? null,
    helpAbout: state.helpAbout ? helpAboutView(state.helpAbout) : null,
    attendant: attendantView(state, moment.nowMs),
    idleEndsAtMs: moment.idleEndsAtMs ?? null,
    search: moment.search ? { text: moment.search.text, hits: moment.search.hits.map(hitView) } : null,
    panel: moment.panel ?? null,
    refundDesk: moment.refundDesk ?? null,
    orphans: orphanViews(state, moment.nowMs),
  }
}
