/**
 * What lanes and the store server say to each other over HTTP: the wall's schemas for both sides. Every request
 * but the enrolment is signed with the lane's own key (see `signedText`).
 */

import * as v from 'valibot'
import { basketLinesMax } from '../basket.ts'
import { amountSchema, gtinSchema, itemSchema } from '../item.ts'
import { hashSchema, type journalEntrySchema, laneIdSchema } from '../journal.ts'
import { currencies } from '../money.ts'
import { labelNumberSchema, noRules, saleRulesSchema } from '../rules/sale-rules.ts'
import { paymentEndings, paymentReference, staffReasons, wallets } from '../sale/fact.ts'
import { parkedMax } from '../sale/sale.ts'
import { codeHintSchema, tendersMax } from '../sale/tenders.ts'
import { uploadEntriesMax } from '../sync.ts'

const id = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const counter = instant

/** Paths of the lane API. */
export const paths = {
  enrol: '/api/lanes/enrol',
  laneSetup: '/api/lane/setup',
  catalogueHead: '/api/catalogue/head',
  catalogueImage: '/api/catalogue/image',
  catalogueChanges: '/api/catalogue/changes',
  journal: '/api/journal',
  /** Whether a numbered pack was sold. */
  packs: '/api/packs',
  payments: '/api/payments',
  /** Opens a face terminal for one look. */
  faceSessions: '/api/faces/sessions',
  basketTake: '/api/baskets/take',
  /** Followed by a slash and the tender's id for its status. */
  tenders: '/api/tenders',
  /** Pays a sale with what cards and coupons hold, and no wallet. */
  covers: '/api/covers',
  /** Followed by a slash and the refund's id for its status. */
  refunds: '/api/refunds',
  /** The paid sale behind a receipt, for an attendant who gives money back. */
  receiptFind: '/api/receipts/find',
  health: '/health',
} as const

/** Headers of a signed request. */
export const signatureHeaders = {
  lane: 'scanway-lane',
  timestamp: 'scanway-timestamp',
  nonce: 'scanway-nonce',
  signature: 'scanway-signature',
} as const

/** Greatest difference between lane clock and server clock for a request to be heard. */
export const clockSkewMaxMs = 300_000

/** What a lane signs with Ed25519: `bodyHash` is the SHA-256 of the exact body bytes, of nothing for GET. */
export const signedText = (request: {
  readonly method: string
  readonly path: string
  readonly timestampMs: number
  readonly nonce: string
  readonly bodyHash: string
}): string =>
  ['scanway-1', request.method, request.path, request.timestampMs, request.nonce, request.bodyHash].join('\n')

export const refusalSchema = v.object({ error: v.string(), message: v.string() })

export type WireRefusal = Readonly<v.InferOutput<typeof refusalSchema>>

/** A lane without identity shows a code from the store's office and its public key (SPKI, base64url). */
export const enrolRequestSchema = v.strictObject({
  code: v.pipe(v.string(), v.regex(/^[0-9A-Z-]{6,20}$/)),
  publicKey: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{40,200}$/)),
})

export type EnrolRequest = Readonly<v.InferOutput<typeof enrolRequestSchema>>

const storeSchema = v.object({
  storeId: id,
  names: v.pipe(v.object({ 'zh-CN': text, en: text }), v.readonly()),
  address: text,
  taxNumber: text,
})

export const enrolReplySchema = v.object({ laneId: laneIdSchema, epoch: v.pipe(counter, v.minValue(1)) })

export type EnrolReply = Readonly<v.InferOutput<typeof enrolReplySchema>>

/** An attendant as a lane may know them: the PIN only as a salted scrypt hash. */
export const staffSchema = v.object({
  badge: v.pipe(v.string(), v.regex(/^[0-9A-Z]{4,16}$/)),
  name: text,
  pinSalt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  pinHash: hashSchema,
})

export type StaffMember = Readonly<v.InferOutput<typeof staffSchema>>

/** Cost of PIN hashing: scrypt with N = 2^15, r = 8, p = 1, 32 bytes out. */
export const pinScrypt = { N: 32_768, r: 8, p: 1, bytes: 32 } as const

const walletList = v.pipe(v.array(v.picklist(wallets)), v.maxLength(wallets.length), v.readonly())

/** Everything a lane needs to know about its place; kept on its disk, refreshed when reachable. */
export const laneSetupSchema = v.object({
  laneId: laneIdSchema,
  laneName: text,
  store: v.pipe(storeSchema, v.readonly()),
  currency: v.picklist(currencies),
  publicUrl: text,
  staff: v.pipe(v.array(staffSchema), v.maxLength(500), v.readonly()),
  /** Missing from a copy that an older lane kept: then there are none until the next refresh. */
  rules: v.optional(saleRulesSchema, noRules),
  /** What may be let go unpaid while the server is away; missing where nothing may. */
  parking: v.optional(
    v.pipe(v.object({ perSaleMinor: amountSchema, totalMinor: amountSchema }), v.readonly()),
  ),
  /** What an attendant may give back; missing where nothing may. */
  refunds: v.optional(
    v.pipe(v.object({ perRefundMinor: amountSchema, perAttendantMinor: amountSchema }), v.readonly()),
  ),
  /** Sales parked at this lane that are paid or written off since; the newest, at most `parkedMax`. */
  settledParked: v.optional(v.pipe(v.array(id), v.maxLength(parkedMax), v.readonly())),
  /** Wallets for which a QR can be shown. */
  wallets: v.optional(walletList, ['wechat']),
  /** Wallets whose own payment codes can be charged. */
  chargeableWallets: v.optional(walletList, []),
  /** Wallets whose face terminals the store can have opened. */
  faceWallets: v.optional(walletList, []),
  serverNowMs: instant,
})

export type LaneSetup = Readonly<v.InferOutput<typeof laneSetupSchema>>

export const catalogueHeadSchema = v.object({
  epoch: id,
  version: counter,
  /** Changes are known from here on; a copy older than this takes the image. */
  floor: counter,
  items: counter,
  image: v.nullable(v.object({ version: counter, bytes: counter, sha256: hashSchema })),
})

export type CatalogueHead = Readonly<v.InferOutput<typeof catalogueHeadSchema>>

/** One changed item with its other codes (PLU, short codes); `null` where it is gone. */
export const catalogueRowSchema = v.object({
  gtin: v.pipe(v.string(), v.regex(/^\d{14}$/)),
  item: v.nullable(itemSchema),
  aliases: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9A-Z-]{1,20}$/))), v.maxLength(10), v.readonly()),
})

export type CatalogueRow = Readonly<v.InferOutput<typeof catalogueRowSchema>>

export const changesRowsMax = 5_000

/** Changes after a version, always whole versions: no version holds more rows than one reply may. */
export const catalogueChangesSchema = v.object({
  epoch: id,
  /** The version the copy has once these rows are applied. */
  version: counter,
  more: v.boolean(),
  rows: v.pipe(v.array(catalogueRowSchema), v.maxLength(changesRowsMax), v.readonly()),
})

export type CatalogueChanges = Readonly<v.InferOutput<typeof catalogueChangesSchema>>

/** Entries are checked one by one by the receiver, so that one bad sale never blocks the rest. */
export const uploadRequestSchema = v.strictObject({
  epoch: v.pipe(counter, v.minValue(1)),
  entries: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(uploadEntriesMax), v.readonly()),
})

export interface UploadRequest {
  readonly epoch: number
  readonly entries: readonly v.InferOutput<typeof journalEntrySchema>[]
}

/** `head` is the last entry the server holds without a gap: all up to it need never be sent again. */
export const uploadReplySchema = v.object({
  head: v.object({ epoch: counter, seq: counter, hash: hashSchema }),
  /** Sequence numbers that were stored but set aside for a person to look at, with the reason. */
  quarantined: v.pipe(
    v.array(v.object({ seq: counter, reason: v.string() })),
    v.maxLength(uploadEntriesMax),
    v.readonly(),
  ),
})

export type UploadReply = Readonly<v.InferOutput<typeof uploadReplySchema>>

/** A numbered pack before a lane's scanner. */
export const packStatusRequestSchema = v.strictObject({ gtin: gtinSchema, serial: labelNumberSchema })

export type PackStatusRequest = Readonly<v.InferOutput<typeof packStatusRequestSchema>>

/** Sales of one pack that were taken back: more than so many are for a person to look at. */
export const packReturnsMax = 20

export const packStatusSchema = v.object({
  isSold: v.boolean(),
  /** Sales from which the pack came back to the shelf, latest first. */
  returnedFrom: v.pipe(v.array(id), v.maxLength(packReturnsMax), v.readonly()),
})

export type PackStatus = Readonly<v.InferOutput<typeof packStatusSchema>>

/** Idempotent by `paymentId`: the same again returns the same order, another amount under it is refused. */
export const paymentRequestSchema = v.strictObject({
  paymentId: id,
  saleId: id,
  wallet: v.picklist(wallets),
  amountMinor: v.pipe(amountSchema, v.minValue(1)),
  currency: v.picklist(currencies),
  /** The shopper's own code or face token, to be charged; without one the shopper scans a QR. A bearer secret. */
  credential: v.optional(
    v.strictObject({
      kind: v.picklist(['code', 'face']),
      value: v.pipe(v.string(), v.regex(/^[!-~]{8,512}$/)),
      /** Whom a face terminal recognised, in the provider's words, where the provider wants to be told again. */
      holder: v.optional(v.pipe(v.string(), v.regex(/^[!-~]{1,128}$/))),
    }),
  ),
  /** Where other tenders cover a part: `amountMinor` is `totalMinor` less what these hold. */
  split: v.optional(
    v.strictObject({
      totalMinor: v.pipe(amountSchema, v.minValue(1)),
      tenderIds: v.pipe(v.array(id), v.minLength(1), v.maxLength(tendersMax), v.readonly()),
    }),
  ),
})

export type PaymentRequest = Readonly<v.InferOutput<typeof paymentRequestSchema>>

/**
 * What is known of a payment. `inProgress` says nothing about money yet; only `paid` and `ended` are final,
 * and `paid` stands on the provider's evidence alone.
 */
export const paymentStatusSchema = v.variant('state', [
  v.object({ state: v.literal('notFound') }),
  v.object({
    state: v.literal('inProgress'),
    /** The QR to show; missing while the order is being made or unmade. */
    codeUrl: v.nullable(v.pipe(v.string(), v.maxLength(512))),
    payableUntilMs: instant,
    /** What is being waited for: the provider's order, the shopper's scan, their password, or a sure answer. */
    awaits: v.optional(v.picklist(['order', 'scan', 'password', 'certainty'])),
    reference: v.optional(paymentReference),
  }),
  v.object({
    state: v.literal('paid'),
    amountMinor: amountSchema,
    transactionId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    paidAtMs: instant,
  }),
  v.object({
    state: v.literal('ended'),
    ending: v.picklist(paymentEndings),
    reference: v.optional(paymentReference),
    /** Money had moved after all, and is on its way back to the shopper. */
    isReturning: v.optional(v.boolean()),
  }),
])

export type PaymentStatus = Readonly<v.InferOutput<typeof paymentStatusSchema>>

export const refundPath = (refundId: string): string => `${paths.refunds}/${refundId}`

export const paymentPath = (paymentId: string): string => `${paths.payments}/${paymentId}`

/**
 * Asks the server to unwind a payment; the answer is a status, final only when the provider confirmed. An id the
 * server never heard of is ended for good (answer: `ended`), so that its request, arriving late, starts nothing.
 */
export const paymentCancelPath = (paymentId: string): string => `${paymentPath(paymentId)}/cancel`

/**
 * Money back for a paid sale, to the wallet and cards it came from; or none, for goods that coupons paid for: those are
 * named. Idempotent by `refundId`: the same again is the same refund. Refused (409 `RefundExceedsPaid`) where all refunds
 * of the sale together would go beyond what was paid.
 */
export const refundRequestSchema = v.pipe(
  v.strictObject({
    refundId: id,
    saleId: id,
    amountMinor: amountSchema,
    /**
     * Of the amount, what goes back to cards, as it was shown; refused (409 `RefundLinesDiffer`) where it is not what the
     * server makes of it. Left out, the server shares it.
     */
    cards: v.optional(
      v.pipe(
        v.array(v.strictObject({ tenderId: id, amountMinor: v.pipe(amountSchema, v.minValue(1)) })),
        v.maxLength(tendersMax),
        v.readonly(),
      ),
    ),
    /** What was brought back, for the books; the amount decides. */
    lines: v.optional(
      v.pipe(
        v.array(v.strictObject({ lineId: id, quantity: v.pipe(counter, v.minValue(1)) })),
        v.maxLength(basketLinesMax),
        v.readonly(),
      ),
    ),
    reason: v.picklist(staffReasons),
    badge: v.pipe(v.string(), v.regex(/^[0-9A-Z]{4,16}$/)),
  }),
  v.check(({ amountMinor, lines }) => amountMinor > 0 || (lines !== undefined && lines.length > 0)),
)

export type RefundRequest = Readonly<v.InferOutput<typeof refundRequestSchema>>

/**
 * `needsPerson`: the provider could not give it back by itself; it stays owed and stands in the office's queue. `void`: it
 * never happened, as a person settled; the units may be given back anew, under another id.
 */
export const refundStatusSchema = v.variant('state', [
  v.object({ state: v.literal('notFound') }),
  v.object({ state: v.literal('inProgress'), amountMinor: amountSchema, reference: id }),
  v.object({ state: v.literal('refunded'), amountMinor: amountSchema, reference: id }),
  v.object({ state: v.literal('needsPerson'), amountMinor: amountSchema, reference: id }),
  v.object({ state: v.literal('void'), amountMinor: amountSchema, reference: id }),
])

export type RefundStatus = Readonly<v.InferOutput<typeof refundStatusSchema>>

/** By the token of its address, or by the number on it. */
export const receiptFindSchema = v.union([
  v.strictObject({ token: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{20,64}$/)) }),
  v.strictObject({ receiptNumber: v.pipe(counter, v.minValue(1)) }),
])

export type ReceiptFind = Readonly<v.InferOutput<typeof receiptFindSchema>>

/** Every lane counts its own receipts: one number may be that of several sales. */
export const receiptsFoundMax = 8

const foundCardSchema = v.pipe(
  v.object({
    tenderId: id,
    codeHint: codeHintSchema,
    paidMinor: amountSchema,
    refundedMinor: amountSchema,
  }),
  v.readonly(),
)

/** Sales of this store that were paid, latest first, with what went back of each. */
export const receiptsFoundSchema = v.object({
  sales: v.pipe(
    v.array(
      v.pipe(
        v.object({
          saleId: id,
          laneName: text,
          receiptNumber: counter,
          paidAtMs: instant,
          /** Missing where cards and coupons paid for all of it. */
          wallet: v.optional(v.picklist(wallets)),
          /** In money, by wallet and cards together. */
          paidMinor: amountSchema,
          refundedMinor: amountSchema,
          /** Each card's part of both. */
          cards: v.optional(v.pipe(v.array(foundCardSchema), v.maxLength(tendersMax), v.readonly()), []),
          /** What coupons took off: it never goes back. */
          couponsMinor: v.optional(amountSchema, 0),
          lines: v.pipe(
            v.array(
              v.pipe(
                v.object({
                  lineId: id,
                  names: itemSchema.entries.names,
                  quantity: v.pipe(counter, v.minValue(1)),
                  totalMinor: amountSchema,
                  refundedQuantity: counter,
                }),
                v.readonly(),
              ),
            ),
            v.maxLength(basketLinesMax),
            v.readonly(),
          ),
        }),
        v.readonly(),
      ),
    ),
    v.maxLength(receiptsFoundMax),
    v.readonly(),
  ),
})

export type ReceiptsFound = Readonly<v.InferOutput<typeof receiptsFoundSchema>>

export type FoundReceipt = ReceiptsFound['sales'][number]

export const healthSchema = v.object({ ok: v.boolean(), software: v.string(), nowMs: instant })
