/**
 * What staff see beyond the shopper's view: the PIN pad and who is signed in, the figures of *Devices and sync*, and
 * the desk at which money is given back.
 */

import * as v from 'valibot'
import { refundFailures, wallets } from '../sale/fact.ts'
import { instant, list, names, object, text } from './view-fields.ts'

export const attendantViewSchema = v.variant('kind', [
  object({ kind: v.literal('none') }),
  object({ kind: v.literal('pin'), badge: text, triesLeft: v.number(), lockedUntilMs: v.nullable(instant) }),
  object({ kind: v.literal('signedIn'), badge: text, name: text }),
])

export type AttendantView = v.InferOutput<typeof attendantViewSchema>

export const deviceStates = ['ready', 'connecting', 'lost', 'absent'] as const

export const panelSchema = object({
  laneId: text,
  epoch: v.number(),
  software: text,
  catalogue: object({
    epoch: v.nullable(text),
    version: v.nullable(v.number()),
    items: v.number(),
    /** When the copy was last known to equal the server's. */
    equalAtMs: v.nullable(instant),
    serverVersion: v.nullable(v.number()),
    syncing: v.boolean(),
    failure: v.nullable(text),
  }),
  outbox: object({
    depth: v.number(),
    oldestAtMs: v.nullable(instant),
    failure: v.nullable(text),
    quarantined: v.number(),
  }),
  journal: object({ seq: v.number(), hash: text, path: text }),
  server: object({ url: text, reachable: v.boolean(), lastSeenMs: v.nullable(instant) }),
  /** What was let go unpaid at this lane and may still be, in minor units; no limits where the store parks nothing. */
  exposure: object({
    parkedMinor: v.number(),
    parkedSales: v.number(),
    perSaleMinor: v.nullable(v.number()),
    totalMinor: v.nullable(v.number()),
  }),
  devices: list(object({ name: text, state: v.picklist(deviceStates), detail: text })),
  clock: object({ nowMs: instant, offsetMs: v.nullable(v.number()) }),
})

export type PanelView = v.InferOutput<typeof panelSchema>

/** Where a part of a refund goes. */
const refundPartSchema = v.variant('kind', [
  object({ kind: v.literal('wallet'), wallet: v.picklist(wallets), amountMinor: v.number() }),
  object({ kind: v.literal('card'), codeHint: text, amountMinor: v.number() }),
])

export type RefundPartView = v.InferOutput<typeof refundPartSchema>

const refundViewSchema = object({
  refundId: text,
  receiptNumber: v.number(),
  amountMinor: v.number(),
  parts: list(refundPartSchema),
  atMs: instant,
  stage: v.picklist(['requested', 'accepted', 'settled', ...refundFailures]),
  /** Its number at the provider. */
  reference: v.nullable(text),
})

export type RefundView = v.InferOutput<typeof refundViewSchema>

const foundReceiptSchema = object({
  saleId: text,
  laneName: text,
  receiptNumber: v.number(),
  paidAtMs: instant,
  paidMinor: v.number(),
})

/** Where an attendant stands who gives money back. */
export const refundDeskSchema = v.variant('step', [
  object({
    step: v.literal('find'),
    isSearching: v.boolean(),
    /** What was given back here last, latest first. */
    refunds: list(refundViewSchema),
  }),
  /** Several lanes have a receipt of this number. */
  object({ step: v.literal('choose'), receipts: list(foundReceiptSchema) }),
  object({
    step: v.literal('units'),
    receipt: foundReceiptSchema,
    refundedMinor: v.number(),
    /** What coupons took off: it never goes back. */
    couponsMinor: v.number(),
    lines: list(
      object({
        lineId: text,
        names,
        quantity: v.number(),
        totalMinor: v.number(),
        left: v.number(),
        chosen: v.number(),
      }),
    ),
    /** Whether something is chosen that may go back, if only for nothing. */
    isReady: v.boolean(),
    /** What the chosen units come to, and where it would go. */
    amountMinor: v.number(),
    parts: list(refundPartSchema),
    isWhole: v.boolean(),
    /** The most that may go back at once without a manager. */
    perRefundMinor: v.nullable(v.number()),
  }),
  object({ step: v.literal('asked'), refund: refundViewSchema }),
])

export type RefundDeskView = v.InferOutput<typeof refundDeskSchema>
