/**
 * Everything that can have happened on a lane, in the past tense. Facts are what journals hold, what uploads
 * carry and what state is folded from. The schemas are the wall for every fact that arrives from a disk or a wire.
 * A fact never holds a secret: no PIN, no payment code, no text of a scan that was not understood.
 */

import * as v from 'valibot'
import { basketLinesMax, quantityMax } from '../basket.ts'
import { scanSources } from '../code/scan.ts'
import { amountSchema, gtinSchema, itemSchema, languages, unitPriceSchema } from '../item.ts'
import { currencies } from '../money.ts'
import { markdownSchema } from '../rules/markdown.ts'
import { recallSchema } from '../rules/sale-rules.ts'
import { codeHintSchema, tenderKinds, tendersMax } from './tenders.ts'

const id = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))
const badge = v.pipe(v.string(), v.regex(/^[0-9A-Z]{4,16}$/))
const sentence = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const quantity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(quantityMax))
const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

export const wallets = ['wechat', 'alipay', 'pix'] as const

export type Wallet = (typeof wallets)[number]

/** Why an attendant changed a line or a basket. */
export const staffReasons = [
  'shopperChangedMind',
  'wrongPrice',
  'damaged',
  'promotion',
  'scannedTwice',
  'other',
] as const

export type StaffReason = (typeof staffReasons)[number]

/** Why a sale ended without payment. */
export const abandonReasons = ['shopperCancelled', 'idle', ...staffReasons] as const

export type AbandonReason = (typeof abandonReasons)[number]

/** Why a scan was turned away; also what the screen explains. */
export const scanRefusals = [
  'UnknownCode',
  'WrongCheckDigit',
  'NotReadable',
  'NotForSale',
  'NeedsWeighing',
  'UnknownBadge',
  'Expired',
  'AlreadyScanned',
  'Recalled',
  'SoldBefore',
  'QuantityLimited',
  'NotAtThisHour',
] as const

export type ScanRefusalKind = (typeof scanRefusals)[number]

/** Whose turn it is to show a code: the kiosk a QR, or the shopper their own payment code or face. */
export const paymentMethods = ['qr', 'code', 'face'] as const

export type PaymentMethod = (typeof paymentMethods)[number]

/** What a begun payment waits for when no QR waits for a scan: the shopper's password, or a sure answer. */
export const paymentAwaits = ['password', 'certainty'] as const

export type PaymentAwaits = (typeof paymentAwaits)[number]

/**
 * Why the lane stopped waiting for a payment, before anyone knows whether it happened. `otherWay`: to choose again;
 * `freshCode`: to charge a code that the shopper holds up, or must hold up anew.
 */
export const leaveReasons = ['shopper', 'timeout', 'attendant', 'otherWay', 'freshCode'] as const

export type LeaveReason = (typeof leaveReasons)[number]

/** Whether a refusal is of the scan itself, and so is recorded. */
export const isScanRefusal = (kind: string): kind is ScanRefusalKind =>
  scanRefusals.some((refusal) => refusal === kind)

/**
 * How a payment ended without money, as the server confirmed it. `codeRefused`: the shopper's code was not taken,
 * a fresh one may be. `noFunds`: the wallet has too little money. `notCovered`: cards and coupons that were to pay for
 * all of it were not taken.
 */
export const paymentEndings = [
  'closed',
  'expired',
  'refused',
  'unavailable',
  'codeRefused',
  'noFunds',
  'notCovered',
] as const

export type PaymentEnding = (typeof paymentEndings)[number]

/** The payment's number at the provider, which also stands in the shopper's wallet. */
export const paymentReference = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))

/** 99.999 kg: beyond what a shop's scale weighs and a label can say. */
export const packGramsMax = 99_999

export const packSchema = v.pipe(
  v.strictObject({
    weightGrams: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(packGramsMax))),
    weightSource: v.optional(v.literal('scale')),
    priceMinor: v.optional(unitPriceSchema),
    serial: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(30))),
    batch: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(30))),
  }),
  v.readonly(),
)

export const packNumber = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(30)))

/** What the lane calls an attendant for by itself: a pack that was called back, with what staff need to act. */
export const helpAboutSchema = v.pipe(
  v.strictObject({
    kind: v.literal('Recalled'),
    recallId: recallSchema.entries.recallId,
    gtin: gtinSchema,
    names: itemSchema.entries.names,
    batch: packNumber,
    serial: packNumber,
    reason: recallSchema.entries.reason,
  }),
  v.readonly(),
)

export type HelpAbout = v.InferOutput<typeof helpAboutSchema>

/** Who could say that a numbered pack had not been sold: the server for the whole store, or this lane for itself. */
const serialChecks = ['store', 'lane'] as const

/** Names one suspended basket and nothing else: an identity of 128 bits or more, drawn by the lane it leaves. */
export const handOverCodeSchema = v.pipe(v.string(), v.regex(/^[-0-9A-Za-z_]{16,64}$/))

const refundedLineSchema = v.pipe(
  v.strictObject({
    lineId: id,
    names: itemSchema.entries.names,
    quantity,
    amountMinor: amountSchema,
  }),
  v.readonly(),
)

const cardShareSchema = v.pipe(
  v.strictObject({
    tenderId: id,
    codeHint: codeHintSchema,
    amountMinor: v.pipe(amountSchema, v.minValue(1)),
  }),
  v.readonly(),
)

/** A refund as it is asked for: of which sale, what came back, how much, why, and on whose word. */
export const refundEntries = {
  refundId: id,
  saleId: id,
  receiptNumber: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Missing where none had a part in the sale. */
  wallet: v.optional(v.picklist(wallets)),
  lines: v.pipe(v.array(refundedLineSchema), v.minLength(1), v.maxLength(basketLinesMax), v.readonly()),
  /** Nothing, where goods come back that coupons paid for. */
  amountMinor: amountSchema,
  /** Of the amount, what goes back to cards; the rest is the wallet's. */
  cards: v.optional(v.pipe(v.array(cardShareSchema), v.maxLength(tendersMax), v.readonly())),
  reason: v.picklist(staffReasons),
  badge,
}

/** Why a refund did not come about, as the server said; `NeedsPerson`: it is owed, and the office ends it by hand. */
export const refundFailures = [
  'SaleNotPaid',
  'RefundExceedsPaid',
  'RefundLinesDiffer',
  'TooManyRefunds',
  'BadgeUnknown',
  'RefundsNotAllowed',
  'RefundTooLarge',
  'AttendantLimit',
  'NeedsPerson',
  'Refused',
] as const

export type RefundFailure = (typeof refundFailures)[number]

/** How far money is that returns by itself: owed, back in the wallet, or stuck until a person has seen to it. */
export const orphanStages = ['returning', 'returned', 'needsPerson'] as const

/** Money that came for a sale that could no longer use it, with its number at the provider. */
export const orphanEntries = {
  paymentId: id,
  saleId: id,
  wallet: v.picklist(wallets),
  amountMinor: v.pipe(amountSchema, v.minValue(1)),
  reference: paymentReference,
  stage: v.picklist(orphanStages),
}

/** One kind of fact: strict, so that a field nobody knows is a refusal and not a passenger. */
const fact = <const K extends string, E extends v.ObjectEntries>(kind: K, entries: E) =>
  v.strictObject({ kind: v.literal(kind), ...entries })

/** All that makes a line. */
const scannedEntries = {
  lineId: id,
  item: itemSchema,
  source: v.picklist(scanSources),
  catalogueVersion: instant,
  pack: v.optional(packSchema),
  batch: packNumber,
  markdown: v.optional(markdownSchema),
  /** Of a pack with a serial number. */
  serialCheck: v.optional(v.picklist(serialChecks)),
}

/** Any one fact; refuses unknown kinds and unknown fields. */
export const factSchema = v.variant('kind', [
  fact('LaneStarted', { software: sentence, epoch: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  fact('LanguageChosen', { language: v.picklist(languages) }),
  fact('SaleStarted', { saleId: id, currency: v.picklist(currencies), language: v.picklist(languages) }),
  fact('ItemScanned', scannedEntries),
  /** Goods sold by weight came without one; the line is made with this id once the scale has weighed them. */
  fact('WeighingStarted', scannedEntries),
  fact('WeighingCancelled', {}),
  fact('QuantityChanged', { lineId: id, quantity }),
  fact('LineRemoved', { lineId: id }),
  fact('LineVoided', { lineId: id, badge, reason: v.picklist(staffReasons) }),
  fact('PriceOverridden', {
    lineId: id,
    priceMinor: unitPriceSchema,
    badge,
    reason: v.picklist(staffReasons),
  }),
  fact('ScanRefused', { why: v.picklist(scanRefusals), gtin: v.optional(gtinSchema) }),
  fact('HelpCalled', { about: v.optional(helpAboutSchema) }),
  fact('HelpCancelled', {}),
  fact('BadgeRead', { badge }),
  fact('PinTried', { badge }),
  fact('AttendantSignedIn', { badge, name: sentence }),
  fact('AttendantSignedOut', {}),
  fact('AgeApproved', { age: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)), badge }),
  fact('AgeRefused', { badge }),
  fact('BasketVoided', { reason: v.picklist(abandonReasons), badge: v.optional(badge) }),
  /** The basket left this lane unpaid; whoever shows the code may pay for it at another. */
  fact('BasketHandedOver', { code: handOverCodeSchema, amountMinor: amountSchema }),
  /** The goods left too, on an attendant's word, because nobody could be charged. */
  fact('SaleParked', { code: handOverCodeSchema, amountMinor: amountSchema, badge }),
  /** The lines that follow come from another sale, here or at another lane. */
  fact('BasketTakenOver', {
    code: handOverCodeSchema,
    fromLaneId: id,
    fromSaleId: id,
    isParked: v.boolean(),
  }),
  /** The server says that what was parked here is paid or written off. */
  fact('ParkedSettled', { saleId: id }),
  fact('TenderOpened', {}),
  fact('TenderClosed', {}),
  /** The server holds it for this sale; a wallet is asked for the rest. */
  fact('TenderHeld', {
    tenderId: id,
    tender: v.picklist(tenderKinds),
    amountMinor: v.pipe(amountSchema, v.minValue(1)),
    codeHint: codeHintSchema,
  }),
  fact('TenderReleased', { tenderId: id }),
  fact('PaymentRequested', {
    paymentId: id,
    /** Missing where cards and coupons pay for all of it; the amount, the wallet's part, is nothing then. */
    wallet: v.optional(v.picklist(wallets)),
    amountMinor: amountSchema,
    /** A QR where nothing is said. The code itself is never a fact. */
    method: v.optional(v.picklist(paymentMethods)),
  }),
  fact('PaymentOffered', {
    paymentId: id,
    codeUrl: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
    /** When the screen stops waiting; the shopper may ask for more time. */
    expiresAtMs: instant,
    /** When the provider stops taking money for it: no wait goes beyond. */
    payableUntilMs: instant,
    reference: v.optional(paymentReference),
  }),
  fact('PaymentExtended', { paymentId: id, expiresAtMs: instant }),
  fact('PaymentAwaited', {
    paymentId: id,
    awaits: v.picklist(paymentAwaits),
    /** When the lane stops waiting and asks for a sure end. */
    untilMs: instant,
    reference: v.optional(paymentReference),
  }),
  fact('PaymentLeft', { paymentId: id, why: v.picklist(leaveReasons) }),
  fact('PaymentEnded', {
    paymentId: id,
    ending: v.picklist(paymentEndings),
    reference: v.optional(paymentReference),
    /** Money had moved after all, and is on its way back. */
    isReturning: v.optional(v.boolean()),
  }),
  fact('SalePaid', {
    paymentId: id,
    /** Missing where no wallet had a part in it. */
    wallet: v.optional(v.picklist(wallets)),
    amountMinor: amountSchema,
    transactionId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    paidAtMs: instant,
    receiptNumber: v.pipe(v.number(), v.integer(), v.minValue(1)),
    receiptToken: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{20,64}$/)),
  }),
  fact('ReceiptPrinted', { saleId: id }),
  fact('PrintFailed', { saleId: id, why: sentence }),
  fact('SaleFinished', {}),
  fact('RefundRequested', refundEntries),
  /** The server owes it: the money is on its way under this number. */
  fact('RefundAccepted', { refundId: id, reference: paymentReference }),
  fact('RefundSettled', { refundId: id }),
  fact('RefundFailed', { refundId: id, why: v.picklist(refundFailures) }),
  /** The server says so; the sale it came for may be over. */
  fact('OrphanReported', orphanEntries),
])

export type Fact = Readonly<v.InferOutput<typeof factSchema>>

export type FactKind = Fact['kind']

/** The fact of one kind, for the code that handles it. */
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>
