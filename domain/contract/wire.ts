/**
 * What lanes and the store server say to each other over HTTP: paths, signatures, and the wall's schemas of a lane's
 * place, its catalogue and its journal. Every request but the enrolment is signed with the lane's own key (see
 * `signedText`). Payments, refunds, tenders and faces have files of their own beside this.
 */

import * as v from 'valibot'
import { amountSchema, gtinSchema, itemSchema } from '../item.ts'
import { hashSchema, type journalEntrySchema, laneIdSchema } from '../journal.ts'
import { currencies } from '../money.ts'
import { labelNumberSchema, noRules, saleRulesSchema } from '../rules/sale-rules.ts'
import { wallets } from '../sale/fact.ts'
import { parkedMax } from '../sale/sale.ts'
import { uploadEntriesMax } from '../sync.ts'
import { counterSchema, idSchema, instantSchema, textSchema } from './fields.ts'

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
  storeId: idSchema,
  names: v.pipe(v.object({ 'zh-CN': textSchema, en: textSchema }), v.readonly()),
  address: textSchema,
  taxNumber: textSchema,
})

export const enrolReplySchema = v.object({
  laneId: laneIdSchema,
  epoch: v.pipe(counterSchema, v.minValue(1)),
})

export type EnrolReply = Readonly<v.InferOutput<typeof enrolReplySchema>>

/** An attendant as a lane may know them: the PIN only as a salted scrypt hash. */
export const staffSchema = v.object({
  badge: v.pipe(v.string(), v.regex(/^[0-9A-Z]{4,16}$/)),
  name: textSchema,
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
  laneName: textSchema,
  store: v.pipe(storeSchema, v.readonly()),
  currency: v.picklist(currencies),
  publicUrl: textSchema,
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
  settledParked: v.optional(v.pipe(v.array(idSchema), v.maxLength(parkedMax), v.readonly())),
  /** Wallets for which a QR can be shown. */
  wallets: v.optional(walletList, ['wechat']),
  /** Wallets whose own payment codes can be charged. */
  chargeableWallets: v.optional(walletList, []),
  /** Wallets whose face terminals the store can have opened. */
  faceWallets: v.optional(walletList, []),
  serverNowMs: instantSchema,
})

export type LaneSetup = Readonly<v.InferOutput<typeof laneSetupSchema>>

export const catalogueHeadSchema = v.object({
  epoch: idSchema,
  version: counterSchema,
  /** Changes are known from here on; a copy older than this takes the image. */
  floor: counterSchema,
  items: counterSchema,
  image: v.nullable(v.object({ version: counterSchema, bytes: counterSchema, sha256: hashSchema })),
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
  epoch: idSchema,
  /** The version the copy has once these rows are applied. */
  version: counterSchema,
  more: v.boolean(),
  rows: v.pipe(v.array(catalogueRowSchema), v.maxLength(changesRowsMax), v.readonly()),
})

export type CatalogueChanges = Readonly<v.InferOutput<typeof catalogueChangesSchema>>

/** Entries are checked one by one by the receiver, so that one bad sale never blocks the rest. */
export const uploadRequestSchema = v.strictObject({
  epoch: v.pipe(counterSchema, v.minValue(1)),
  entries: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(uploadEntriesMax), v.readonly()),
})

export interface UploadRequest {
  readonly epoch: number
  readonly entries: readonly v.InferOutput<typeof journalEntrySchema>[]
}

/** `head` is the last entry the server holds without a gap: all up to it need never be sent again. */
export const uploadReplySchema = v.object({
  head: v.object({ epoch: counterSchema, seq: counterSchema, hash: hashSchema }),
  /** Sequence numbers that were stored but set aside for a person to look at, with the reason. */
  quarantined: v.pipe(
    v.array(v.object({ seq: counterSchema, reason: v.string() })),
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
  returnedFrom: v.pipe(v.array(idSchema), v.maxLength(packReturnsMax), v.readonly()),
})

export type PackStatus = Readonly<v.InferOutput<typeof packStatusSchema>>

export const healthSchema = v.object({ ok: v.boolean(), software: v.string(), nowMs: instantSchema })
