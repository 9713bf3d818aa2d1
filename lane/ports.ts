/**
 * What the lane's loop needs of the world, and nothing more. Every port has a real implementation and a simulated
 * one with failure buttons; the loop cannot tell them apart. Whatever waits is a promise of a `Result`.
 */

import type { Gtin } from '../domain/code/retail-code.ts'
import type { PayerCode } from '../domain/code/scan.ts'
import type { FaceSession, FaceSessionRequest } from '../domain/contract/face.ts'
import type { Orphans } from '../domain/contract/orphan.ts'
import type { PaymentRequest, PaymentStatus } from '../domain/contract/payment.ts'
import type { ReceiptFind, ReceiptsFound, RefundRequest, RefundStatus } from '../domain/contract/refund.ts'
import type { PanelView } from '../domain/contract/staff-view.ts'
import type { BasketTakeRequest, SuspendedBasket } from '../domain/contract/suspended.ts'
import type { CoverRequest, TenderRequest, TenderStatus } from '../domain/contract/tender.ts'
import type {
  CatalogueChanges,
  CatalogueHead,
  LaneSetup,
  PackStatusRequest,
  StaffMember,
  UploadReply,
  UploadRequest,
} from '../domain/contract/wire.ts'
import type { Item, Language } from '../domain/item.ts'
import type { JournalEntry, JournalHead, NewEntry } from '../domain/journal.ts'
import type { FaceRefusal } from '../domain/payment/face.ts'
import type { Receipt } from '../domain/receipt.ts'
import type { RefundSlip } from '../domain/refund-slip.ts'
import type { Result } from '../domain/result.ts'
import type { SaleMoment } from '../domain/rules/sale-rules.ts'
import type { Wallet } from '../domain/sale/fact.ts'
import type { LaneState } from '../domain/sale/sale.ts'
import type { SoldElsewhere } from '../domain/sale/sold-packs.ts'
import type { ScaleRange, ScaleReading } from '../domain/sale/weighing.ts'
import type { Slip } from '../domain/slip.ts'
import type { CatalogueVersion } from '../domain/sync.ts'

export interface Clock {
  /** Milliseconds of the Unix epoch. May jump; nothing is ordered by it. */
  nowMs(): number
  /** Runs once after a monotonic wait, unless cancelled. */
  after(waitMs: number, run: () => void): Cancel
}

export type Cancel = () => void

export interface Random {
  /** Uniform in [0, 1): for jitter only. */
  fraction(): number
  /** A fresh identity: 128 bits or more, URL-safe. */
  id(): string
}

export type DiskRefusal = { readonly kind: 'DiskFailed'; readonly reason: string }

/** What a journal gives a starting lane: the last checkpoint, if any, and every entry after it. */
export interface Recovery {
  readonly checkpoint: LaneState | undefined
  readonly tail: readonly JournalEntry[]
}

export interface Journal {
  head(): JournalHead
  recover(): Recovery
  /**
   * Appends the facts of one input in one transaction, durable when it returns. `checkpoint` is the state after
   * them, given when the lane is between sales, so that a start need not fold the lane's whole life.
   */
  append(news: readonly NewEntry[], checkpoint?: LaneState): Result<JournalHead, DiskRefusal>
}

/** The journal seen by the upload: what the server does not hold yet. */
export interface Outbox {
  /** Oldest first, at most `limit`. */
  waiting(limit: number): readonly JournalEntry[]
  depth(): number
  oldestAtMs(): number | undefined
  quarantined(): number
  /** The server holds everything of this epoch up to `seq`; `quarantined` of it were set aside there. */
  acknowledge(epoch: number, seq: number, quarantined: number): Result<void, DiskRefusal>
}

export interface SearchHit {
  readonly code: string
  readonly item: Item
}

export interface CatalogueStatus extends CatalogueVersion {
  readonly items: number
}

/** The lane's copy of the catalogue, as the loop reads it. */
export interface Catalogue {
  byGtin(gtin: Gtin): Item | undefined
  byAlias(code: string): Item | undefined
  search(text: string, limit: number): readonly SearchHit[]
  /** `undefined` while there is no usable copy. */
  status(): CatalogueStatus | undefined
}

export type LinkRefusal =
  /** No answer, or none to be trusted: the request may or may not have had its effect. */
  | { readonly kind: 'Unreachable'; readonly reason: string }
  /** The server heard and said no. */
  | { readonly kind: 'Refused'; readonly error: string; readonly message: string }

/** The copy of the catalogue as syncing writes it. */
export interface CatalogueCopy {
  status(): CatalogueStatus | undefined
  apply(changes: CatalogueChanges): Result<void, DiskRefusal>
  /** Downloads the ready image, checks it and swaps it in; the old copy serves until then. */
  installImage(head: CatalogueHead): Promise<Result<void, LinkRefusal | DiskRefusal>>
}

/** The store server as a lane reaches it. Every call is idempotent and bounded in time. */
export interface StoreServer {
  readonly url: string
  setup(): Promise<Result<LaneSetup, LinkRefusal>>
  catalogueHead(): Promise<Result<CatalogueHead, LinkRefusal>>
  catalogueChanges(since: CatalogueVersion): Promise<Result<CatalogueChanges, LinkRefusal>>
  upload(request: UploadRequest): Promise<Result<UploadReply, LinkRefusal>>
  /** Whether a numbered pack was sold in this store. */
  packStatus(request: PackStatusRequest): Promise<Result<SoldElsewhere, LinkRefusal>>
  requestPayment(request: PaymentRequest): Promise<Result<PaymentStatus, LinkRefusal>>
  paymentStatus(paymentId: string): Promise<Result<PaymentStatus, LinkRefusal>>
  cancelPayment(paymentId: string): Promise<Result<PaymentStatus, LinkRefusal>>
  /** Has the wallet's provider open the lane's face terminal for one look. */
  openFace(request: FaceSessionRequest): Promise<Result<FaceSession, LinkRefusal>>
  requestCover(request: CoverRequest): Promise<Result<PaymentStatus, LinkRefusal>>
  holdTender(request: TenderRequest): Promise<Result<TenderStatus, LinkRefusal>>
  tenderStatus(tenderId: string): Promise<Result<TenderStatus, LinkRefusal>>
  releaseTender(tenderId: string): Promise<Result<TenderStatus, LinkRefusal>>
  takeBasket(request: BasketTakeRequest): Promise<Result<SuspendedBasket, LinkRefusal>>
  findReceipt(wanted: ReceiptFind): Promise<Result<ReceiptsFound, LinkRefusal>>
  requestRefund(request: RefundRequest): Promise<Result<RefundStatus, LinkRefusal>>
  refundStatus(refundId: string): Promise<Result<RefundStatus, LinkRefusal>>
  /** This lane's money of late that returns by itself. */
  orphans(): Promise<Result<Orphans, LinkRefusal>>
}

export type DeviceView = PanelView['devices'][number]

/** The lane's own scale. A lane without one sends goods sold by weight to the scale on the shop floor. */
export interface Scale {
  readonly range: ScaleRange
  /** Never older than a moment: what can no longer be heard is lost. */
  reading(): ScaleReading
}

/** The lane's own face payment terminal, where it has one. It keeps no face and no token. */
export interface FaceTerminal {
  /** Wallets whose faces it can see; none while it is not heard. */
  wallets(): readonly Wallet[]
  /** What it says of itself, for its provider. */
  describe(
    wallet: Wallet,
  ): Promise<Result<{ readonly deviceId: string; readonly rawData: string }, FaceRefusal>>
  /** Looks until it has seen somebody, gives up or is stopped; a token is a bearer secret. */
  look(wallet: Wallet, session: FaceSession): Promise<Result<PayerCode, FaceRefusal>>
  stop(): void
}

export interface Devices {
  print(receipt: Receipt): Promise<Result<void, { readonly kind: string }>>
  printSlip(slip: Slip | RefundSlip): Promise<Result<void, { readonly kind: string }>>
  status(): readonly DeviceView[]
}

/** Checks a PIN against the member's hash, in constant time and off the loop. */
export interface PinCheck {
  verify(member: StaffMember, pin: string): Promise<boolean>
}

/** The lane's setup as kept on its disk. */
export interface SetupStore {
  read(): LaneSetup | undefined
  write(setup: LaneSetup): Result<void, DiskRefusal>
}

export interface LaneSettings {
  readonly software: string
  readonly defaultLanguage: Language
  readonly journalPath: string
}

/** What is around a lane before it runs. */
export interface LaneSurroundings {
  readonly clock: Clock
  readonly random: Random
  readonly journal: Journal
  readonly catalogue: Catalogue
  readonly server: StoreServer
  readonly devices: Devices
  readonly pinCheck: PinCheck
  readonly scale?: Scale | undefined
  readonly face?: FaceTerminal | undefined
  readonly sha256: (text: string) => string
}

/** All that the loop is given. */
export interface LanePorts extends LaneSurroundings {
  /** The lane's place, as last known. */
  readonly setup: () => LaneSetup
  /** Whether the server answered of late. */
  readonly online: () => boolean
  /** The store's rules, date and minute: what labels and baskets are held against. */
  readonly moment: () => SaleMoment
  /** Figures for store IT; gathered only while somebody looks. */
  readonly panel: () => PanelView
  /** New facts are on the disk: there is something to upload. */
  readonly recorded: () => void
}
