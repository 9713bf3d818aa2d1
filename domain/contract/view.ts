/**
 * What the lane shows: the other of the two messages between lane and page. A view is whole (never a change to an
 * earlier one), carries no rule, and holds only what is painted. Times are milliseconds on the lane's clock, beside
 * `nowMs`, so that a page counts down without a clock of its own.
 */

import * as v from 'valibot'
import { departments, languages } from '../item.ts'
import { currencies } from '../money.ts'
import { notSeenReasons } from '../payment/face.ts'
import { orphanStages, paymentEndings, paymentMethods, wallets } from '../sale/fact.ts'
import { tenderKinds } from '../sale/tenders.ts'
import { weighedStates } from '../sale/weighing.ts'
import { attendantViewSchema, panelSchema, refundDeskSchema } from './staff-view.ts'
import { instant, list, names, object, text } from './view-fields.ts'

const lineViewSchema = object({
  lineId: text,
  gtin: text,
  names,
  department: v.picklist(departments),
  quantity: v.number(),
  /** What one costs now, and what the catalogue asks for it. */
  unitMinor: v.number(),
  listMinor: v.number(),
  /** Grams of a pack sold by weight: the unit price is then that of a kilogram. */
  weightGrams: v.nullable(v.number()),
  /** What came off because its date is near, in percent, and that date. */
  markdown: v.nullable(object({ percentOff: v.number(), goodUntil: text })),
  /** Called back since it was scanned: it stops the payment. */
  isRecalled: v.boolean(),
  /** A pack of its own weight, price, number or date: it cannot be counted up. */
  isOnePack: v.boolean(),
  totalMinor: v.number(),
  savedMinor: v.number(),
  minimumAge: v.number(),
  /** Age-restricted and not yet approved. */
  waitsForApproval: v.boolean(),
})

export type LineView = v.InferOutput<typeof lineViewSchema>

const taxViewSchema = object({
  taxBasisPoints: v.number(),
  grossMinor: v.number(),
  taxMinor: v.number(),
  netMinor: v.number(),
})

const basketViewSchema = object({
  /** In the order of their first scan; `lastLineId` is the one to show first and light. */
  lines: list(lineViewSchema),
  lastLineId: v.nullable(text),
  pieces: v.number(),
  totalMinor: v.number(),
  savedMinor: v.number(),
  taxes: list(taxViewSchema),
})

export type BasketView = v.InferOutput<typeof basketViewSchema>

const heldTenderViewSchema = object({
  tenderId: text,
  tender: v.picklist(tenderKinds),
  codeHint: text,
  amountMinor: v.number(),
})

const receiptViewSchema = object({
  receiptNumber: v.number(),
  paidAtMs: instant,
  amountMinor: v.number(),
  transactionId: text,
  /** Address of the same receipt on the web, to show as a QR. */
  url: text,
  print: v.picklist(['waiting', 'printed', 'failed']),
})

export const outOfServiceReasons = [
  'noCatalogue',
  'notEnrolled',
  'journalUnreadable',
  'diskFailed',
  'laneLost',
] as const

export type OutOfServiceReason = (typeof outOfServiceReasons)[number]

const screenSchema = v.variant('kind', [
  object({ kind: v.literal('attract') }),
  object({ kind: v.literal('basket') }),
  object({
    kind: v.literal('weighing'),
    gtin: text,
    names,
    department: v.picklist(departments),
    /** The price of a kilogram. */
    unitMinor: v.number(),
    state: v.picklist(weighedStates),
    /** What lies on the scale, where it shows any weight, and what that would cost. */
    grams: v.nullable(v.number()),
    amountMinor: v.nullable(v.number()),
    minGrams: v.number(),
    maxGrams: v.number(),
  }),
  object({
    kind: v.literal('tender'),
    /** What is left for a wallet; where it is nothing, cards and coupons may be taken. */
    amountMinor: v.number(),
    /** What cards and coupons cover, in the order they were held. */
    tenders: list(heldTenderViewSchema),
    /** Wallets for which a QR can be shown. */
    wallets: list(v.picklist(wallets)),
    /** Wallets whose own code may be held up. */
    chargeableWallets: list(v.picklist(wallets)),
    /** Wallets that know their owner by the face, at this lane and now. */
    faceWallets: list(v.picklist(wallets)),
    /** What was shown before is gone: it must be shown anew. */
    asksAgain: v.nullable(v.picklist(['code', 'face'])),
    /** Why the last look into the camera brought nothing; nothing was charged then. */
    notSeen: v.nullable(v.picklist(notSeenReasons)),
    notPaid: v.nullable(
      object({
        method: v.picklist([...paymentMethods, 'cover']),
        ending: v.picklist(paymentEndings),
        /** The payment's number at the provider. */
        reference: v.nullable(text),
        isReturning: v.boolean(),
      }),
    ),
  }),
  /** The face terminal's camera looks for whoever pays. */
  object({
    kind: v.literal('looking'),
    wallet: v.picklist(wallets),
    amountMinor: v.number(),
    /** When it stops; missing while it is being opened. */
    untilMs: v.nullable(instant),
    canExtend: v.boolean(),
  }),
  object({
    kind: v.literal('paying'),
    wallet: v.picklist(wallets),
    amountMinor: v.number(),
    /** Missing while the order is being made. */
    codeUrl: v.nullable(text),
    expiresAtMs: v.nullable(instant),
    /** Whether "more time" would still add any. */
    canExtend: v.boolean(),
    /** Wallets whose own code may be held up instead. */
    chargeableWallets: list(v.picklist(wallets)),
    /** Whether there is another way to pay. */
    hasChoice: v.boolean(),
  }),
  /** The shopper's own code, or face, is being charged, and perhaps their phone asks for a password. */
  object({
    kind: v.literal('confirming'),
    wallet: v.picklist(wallets),
    method: v.picklist(paymentMethods),
    amountMinor: v.number(),
    /** When the password must be entered; missing until the provider asks for one. */
    passwordUntilMs: v.nullable(instant),
    sinceMs: instant,
  }),
  /** Cards and coupons that cover it all are being taken; nothing is left for a wallet. */
  object({ kind: v.literal('covering'), amountMinor: v.number(), sinceMs: instant }),
  object({
    kind: v.literal('checking'),
    wallet: v.picklist(wallets),
    amountMinor: v.number(),
    reference: v.nullable(text),
    sinceMs: instant,
  }),
  object({ kind: v.literal('paid'), receipt: receiptViewSchema }),
  object({
    kind: v.literal('handedOver'),
    /** What the till's scanner reads. */
    code: text,
    amountMinor: v.number(),
    /** The goods go along, owed for. */
    isParked: v.boolean(),
    print: v.picklist(['waiting', 'printed', 'failed']),
  }),
  object({
    kind: v.literal('outOfService'),
    reason: v.picklist(outOfServiceReasons),
    /** For staff: what the lane itself knows, in one line. */
    detail: text,
  }),
])

export type ScreenView = v.InferOutput<typeof screenSchema>

/** What was refused or done, to be said once; `id` grows, so that the same twice is said twice. */
const noticeSchema = object({
  id: v.number(),
  refusal: text,
  /** The code that was read, as people write it, where it is an item code. */
  code: v.nullable(text),
  /** The figure that belongs to the sentence: tries left, most pieces, an age. */
  figure: v.nullable(v.number()),
  untilMs: v.nullable(instant),
  /** The item the sentence names. */
  names: v.nullable(names),
  /** The hours the sentence names, in minutes of the store's day. */
  hours: v.nullable(object({ fromMinute: v.number(), untilMinute: v.number() })),
})

export type NoticeView = v.InferOutput<typeof noticeSchema>

const searchHitSchema = object({
  code: text,
  names,
  department: v.picklist(departments),
  priceMinor: v.number(),
})

/** Money that came too late for a sale and returns by itself. */
const orphanViewSchema = object({
  paymentId: text,
  wallet: v.picklist(wallets),
  amountMinor: v.number(),
  /** The number of the payment that the wallet shows. */
  reference: text,
  stage: v.picklist(orphanStages),
  /** When the lane heard of it. */
  atMs: instant,
})

export type OrphanView = v.InferOutput<typeof orphanViewSchema>

export const viewSchema = object({
  /** Grows with every view; a page drops what is older than what it painted. */
  revision: v.number(),
  nowMs: instant,
  storeNames: names,
  laneName: text,
  language: v.picklist(languages),
  currency: v.picklist(currencies),
  online: v.boolean(),
  screen: screenSchema,
  basket: v.nullable(basketViewSchema),
  /** Age that an attendant must see proof of before paying; 0 when none. */
  approvalAge: v.number(),
  /** The basket came from another lane with its goods gone: it is paid as it is, or left. */
  isBasketFixed: v.boolean(),
  notice: v.nullable(noticeSchema),
  helpSinceMs: v.nullable(instant),
  /** The recalled pack for which the lane itself called. */
  helpAbout: v.nullable(
    object({ names, code: text, batch: v.nullable(text), serial: v.nullable(text), reason: text }),
  ),
  attendant: attendantViewSchema,
  /** When the lane goes back to the start for want of touch; shown as a question that can be answered. */
  idleEndsAtMs: v.nullable(instant),
  search: v.nullable(object({ text, hits: list(searchHitSchema) })),
  panel: v.nullable(panelSchema),
  refundDesk: v.nullable(refundDeskSchema),
  /** For whoever stands there; latest first. */
  orphans: list(orphanViewSchema),
})

export type LaneView = v.InferOutput<typeof viewSchema>

/** What a view is without while nobody shops, asks or works there. */
export const quietParts = {
  basket: null,
  approvalAge: 0,
  isBasketFixed: false,
  notice: null,
  helpSinceMs: null,
  helpAbout: null,
  attendant: { kind: 'none' },
  idleEndsAtMs: null,
  search: null,
  panel: null,
  refundDesk: null,
  orphans: [],
} as const satisfies Partial<LaneView>
