/**
 * The lane's ports as simple implementations with failure buttons: a journal in memory, a catalogue of a few items,
 * a server that answers what it is told to. Time is virtual.
 */

import { createHash } from 'node:crypto'
import type { FaceSessionRequest } from '../../domain/contract/face.ts'
import type { Orphans } from '../../domain/contract/orphan.ts'
import type { PaymentRequest, PaymentStatus } from '../../domain/contract/payment.ts'
import type { FoundReceipt, RefundRequest, RefundStatus } from '../../domain/contract/refund.ts'
import type { BasketTakeRequest, SuspendedBasket } from '../../domain/contract/suspended.ts'
import type { CoverRequest, TenderStatus } from '../../domain/contract/tender.ts'
import type { LaneSetup, PackStatus, UploadRequest } from '../../domain/contract/wire.ts'
import type { Item } from '../../domain/item.ts'
import { chain, genesis, headOf, type JournalEntry, type JournalHead } from '../../domain/journal.ts'
import type { Receipt } from '../../domain/receipt.ts'
import type { RefundSlip } from '../../domain/refund-slip.ts'
import { assert, err, ok, type Result } from '../../domain/result.ts'
import { noRules, type SaleRules } from '../../domain/rules/sale-rules.ts'
import { checkpointText, parseCheckpoint } from '../../domain/sale/checkpoint.ts'
import type { LaneState } from '../../domain/sale/sale.ts'
import type { Slip } from '../../domain/slip.ts'
import type { LaneWorld } from '../../lane/assembly.ts'
import type { CatalogueStatus, Journal, LinkRefusal, Outbox, StoreServer } from '../../lane/ports.ts'
import { VirtualTime } from '../sim/virtual-time.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

export const makeItem = (changes: Partial<Item> = {}): Item => ({
  gtin: '06901028075831',
  names: { 'zh-CN': '山泉水 550毫升', en: 'Spring water 550 ml' },
  department: 'drinks',
  priceMinor: 1_280,
  taxBasisPoints: 1_300,
  minimumAge: 0,
  weighed: false,
  forSale: true,
  ...changes,
})

export const beer = makeItem({
  gtin: '06900000000021',
  priceMinor: 600,
  minimumAge: 18,
  department: 'alcohol',
})
export const apples = makeItem({ gtin: '06900000000038', weighed: true, department: 'produce' })
const withdrawn = makeItem({ gtin: '06900000000045', forSale: false })

export const testSetup: LaneSetup = {
  laneId: 'lane-1',
  laneName: '1',
  store: {
    storeId: 'store-1',
    names: { 'zh-CN': '示范店', en: 'Demo store' },
    address: '1 Road',
    taxNumber: '91310000000000000X',
  },
  currency: 'CNY',
  publicUrl: 'http://127.0.0.1:1',
  staff: [{ badge: '1001', name: '李敏', pinSalt: '00'.repeat(16), pinHash: '00'.repeat(32) }],
  rules: noRules,
  wallets: ['wechat'],
  chargeableWallets: ['wechat', 'alipay'],
  faceWallets: [],
  serverNowMs: 0,
}

/** When every world begins, by the server's clock and the lane's. */
export const startMs = 1_700_000_000_000

export const rightPin = '2580'

/** A journal in memory that survives the lane, with a button for a disk that fails. */
export class MemoryJournal implements Journal, Outbox {
  readonly entries: JournalEntry[] = []
  failing = false
  readonly #laneId: string
  #checkpoint: { readonly seq: number; readonly state: LaneState } | undefined
  #acknowledged = 0

  constructor(laneId = testSetup.laneId) {
    this.#laneId = laneId
  }

  head(): JournalHead {
    const last = this.entries.at(-1)
    return last ? headOf(last) : genesis(this.#laneId, 1, sha256)
  }

  recover() {
    const after = this.#checkpoint?.seq ?? 0
    return { checkpoint: this.#checkpoint?.state, tail: this.entries.slice(after) }
  }

  append(news: Parameters<Journal['append']>[0], checkpoint?: LaneState) {
    if (this.failing) return err({ kind: 'DiskFailed', reason: 'no space' } as const)
    this.entries.push(...chain(this.head(), news, sha256))
    if (checkpoint) {
      // As the disk does: a state that is no checkpoint is a defect.
      const state = parseCheckpoint(checkpointText(checkpoint))
      assert(state !== undefined, 'a checkpoint reads back')
      this.#checkpoint = { seq: this.entries.length, state }
    }
    return ok(this.head())
  }

  waiting = (limit: number) => this.entries.slice(this.#acknowledged, this.#acknowledged + limit)
  depth = () => this.entries.length - this.#acknowledged
  oldestAtMs = () => this.entries[this.#acknowledged]?.atMs
  quarantined = () => 0

  acknowledge(_epoch: number, seq: number) {
    this.#acknowledged = Math.max(this.#acknowledged, seq)
    return ok(undefined)
  }
}

const offline: Result<never, LinkRefusal> = err({ kind: 'Unreachable', reason: 'offline' })

/** A store server that keeps what it is sent and says what the test wants said. */
class FakeServer implements StoreServer {
  readonly url = 'http://127.0.0.1:1'
  online = true
  payment: PaymentStatus = { state: 'inProgress', codeUrl: null, payableUntilMs: 600_000 }
  readonly asked: string[] = []
  readonly received = new Map<number, JournalEntry>()
  readonly #time: VirtualTime

  constructor(time: VirtualTime) {
    this.#time = time
  }

  async #answer<T>(name: string, value: () => T): Promise<Result<T, LinkRefusal>> {
    this.asked.push(name)
    return this.online ? ok(value()) : offline
  }

  /** What the office has set. */
  rules: SaleRules = noRules
  /** What the store knows of numbered packs, by serial number; others were never sold. */
  readonly packs = new Map<string, PackStatus>()
  /** Milliseconds until an answer about a pack. */
  packWaitMs = 0

  /** What the lane is told of its place from now on, beside the rules. */
  place: Partial<LaneSetup> = {}

  setup: StoreServer['setup'] = () =>
    this.#answer('setup', () => ({
      ...testSetup,
      rules: this.rules,
      serverNowMs: startMs + this.#time.elapsedMs(),
      ...this.place,
    }))
  packStatus: StoreServer['packStatus'] = async ({ serial }) => {
    if (this.packWaitMs > 0) await new Promise<void>((wake) => this.#time.after(this.packWaitMs, wake))
    return this.#answer('pack', () => this.packs.get(serial) ?? { isSold: false, returnedFrom: [] })
  }
  catalogueHead: StoreServer['catalogueHead'] = () =>
    this.#answer('head', () => ({ epoch: 'e', version: 1, floor: 0, items: 4, image: null }))
  catalogueChanges: StoreServer['catalogueChanges'] = () =>
    this.#answer('changes', () => ({ epoch: 'e', version: 1, more: false, rows: [] }))
  requestPayment: StoreServer['requestPayment'] = (request) => {
    this.requests.push(request)
    return this.#answer('request', () => this.payment)
  }
  /** Why the provider does not open a face terminal; `undefined` where it does. */
  faceRefusal: string | undefined
  readonly opened: FaceSessionRequest[] = []
  openFace: StoreServer['openFace'] = (request) => {
    this.opened.push(request)
    if (this.faceRefusal === undefined)
      return this.#answer('openFace', () => ({ authority: `for ${request.rawData}`, terms: {} }))
    return Promise.resolve(err({ kind: 'Refused', error: this.faceRefusal, message: '' }))
  }
  paymentStatus: StoreServer['paymentStatus'] = () => this.#answer('status', () => this.payment)
  cancelPayment: StoreServer['cancelPayment'] = () => this.#answer('cancel', () => this.payment)
  /** What is handed over under any code; nothing until the test says so. */
  suspended: SuspendedBasket | undefined

  /** Every basket asked for, and for which sale. */
  readonly takes: BasketTakeRequest[] = []
  /** Milliseconds until an answer about a basket. */
  takeWaitMs = 0
  /** What the next askings are refused with, one each. */
  readonly takeRefusals: string[] = []

  takeBasket: StoreServer['takeBasket'] = async (request) => {
    this.takes.push(request)
    const basket = await this.#answer('take', () => this.suspended)
    if (this.takeWaitMs > 0) await new Promise<void>((wake) => this.#time.after(this.takeWaitMs, wake))
    if (!basket.ok) return basket
    const refusal = this.takeRefusals.shift()
    if (refusal !== undefined) return err({ kind: 'Refused', error: refusal, message: '' })
    if (basket.value) return ok(basket.value)
    return err({ kind: 'Refused', error: 'BasketUnknown', message: 'No such basket.' })
  }

  /** Receipts that the store knows. */
  receipts: readonly FoundReceipt[] = []
  /** What is said of a refund; a text is a refusal of this name. */
  refund: RefundStatus | string = { state: 'inProgress', amountMinor: 0, reference: 'R_1' }
  /** Every refund that arrived, by its id, whether or not the answer did. */
  readonly refunds = new Map<string, RefundRequest>()
  /** The server hears, and its answers are lost. */
  loseAnswers = false

  #refundAnswer(name: string): Promise<Result<RefundStatus, LinkRefusal>> {
    const { refund } = this
    if (this.loseAnswers) return Promise.resolve(offline)
    if (typeof refund !== 'string') return this.#answer(name, () => refund)
    return Promise.resolve(err({ kind: 'Refused', error: refund, message: '' }))
  }

  findReceipt: StoreServer['findReceipt'] = () => this.#answer('find', () => ({ sales: this.receipts }))
  requestRefund: StoreServer['requestRefund'] = (request) => {
    if (this.online) this.refunds.set(request.refundId, request)
    return this.#refundAnswer('refund')
  }
  refundStatus: StoreServer['refundStatus'] = () => this.#refundAnswer('refundStatus')

  /** Money that came too late for this lane's sales. */
  lateMoney: Orphans['orphans'] = []
  orphans: StoreServer['orphans'] = () => this.#answer('orphans', () => ({ orphans: this.lateMoney }))

  /** What any card or coupon holds; nothing until the test says so. */
  tender: Result<TenderStatus, LinkRefusal> = err({ kind: 'Refused', error: 'TenderUnknown', message: 'No.' })
  readonly #tenders = new Map<string, TenderStatus>()
  readonly requests: PaymentRequest[] = []
  /** Milliseconds until a card or coupon is held, or back with its owner. */
  tenderWaitMs = 0

  /** What the server is asked to take whole; the answer is that of any payment. */
  readonly covers: CoverRequest[] = []
  requestCover: StoreServer['requestCover'] = (request) => {
    this.covers.push(request)
    return this.#answer('cover', () => this.payment)
  }

  async #tenderWait(): Promise<void> {
    if (this.tenderWaitMs > 0) await new Promise<void>((wake) => this.#time.after(this.tenderWaitMs, wake))
  }

  holdTender: StoreServer['holdTender'] = async ({ tenderId }) => {
    await this.#tenderWait()
    const heard = await this.#answer('hold', () => this.tender)
    if (!heard.ok) return heard
    if (heard.value.ok) this.#tenders.set(tenderId, heard.value.value)
    return heard.value
  }
  tenderStatus: StoreServer['tenderStatus'] = (tenderId) =>
    this.#answer('tender', () => this.#tenders.get(tenderId) ?? { state: 'notFound' })
  releaseTender: StoreServer['releaseTender'] = async (tenderId) => {
    await this.#tenderWait()
    return this.#answer('release', () => {
      this.#tenders.set(tenderId, { state: 'released' })
      this.released.push(tenderId)
      return { state: 'released' }
    })
  }
  readonly released: string[] = []
  /** Its time is over: the server gives all back by itself. */
  expireTenders(): void {
    for (const tenderId of this.#tenders.keys()) this.#tenders.set(tenderId, { state: 'released' })
  }

  upload = ({ entries, epoch }: UploadRequest) =>
    this.#answer('upload', () => {
      for (const entry of entries) this.received.set(entry.seq, entry)
      const last = entries.at(-1)
      return { head: { epoch, seq: last?.seq ?? 0, hash: last?.hash ?? '' }, quarantined: [] }
    })
}

export interface FakeWorld extends LaneWorld {
  readonly time: VirtualTime
  readonly journal: MemoryJournal
  readonly server: FakeServer
  readonly printed: Receipt[]
  readonly slips: Slip[]
  readonly refundSlips: RefundSlip[]
  readonly wall: { offsetMs: number }
  /** The store's day and minute, for the test to set. */
  readonly day: { today: string; minute: number }
}

export function makeWorld(place: Partial<LaneSetup> = {}): FakeWorld {
  const time = new VirtualTime()
  const wall = { offsetMs: startMs }
  const journal = new MemoryJournal(place.laneId)
  const server = new FakeServer(time)
  server.place = place
  const printed: Receipt[] = []
  const day = { today: '2026-11-22', minute: 12 * 60 }
  let setup: LaneSetup = { ...testSetup, ...place }
  const slips: Slip[] = []
  const refundSlips: RefundSlip[] = []
  const items = [makeItem(), beer, apples, withdrawn]
  const status: CatalogueStatus = { epoch: 'e', version: 1, items: items.length }
  let ids = 0
  return {
    time,
    wall,
    clock: time.clock(wall),
    random: { fraction: () => 0.5, id: () => `id-${String(ids++).padStart(20, '0')}` },
    journal,
    outbox: journal,
    catalogue: {
      byGtin: (gtin) => items.find((item) => item.gtin === gtin),
      byAlias: (code) => (code === '4011' ? apples : undefined),
      search: (text) =>
        items.filter((item) => item.names.en.includes(text)).map((item) => ({ code: '1', item })),
      status: () => status,
    },
    copy: { status: () => status, apply: () => ok(undefined), installImage: async () => ok(undefined) },
    setupStore: {
      read: () => setup,
      write(next) {
        setup = next
        return ok(undefined)
      },
    },
    server,
    devices: {
      async print(receipt) {
        printed.push(receipt)
        return ok(undefined)
      },
      async printSlip(slip) {
        if ('refundReference' in slip) refundSlips.push(slip)
        else slips.push(slip)
        return ok(undefined)
      },
      status: () => [],
    },
    day,
    today: () => day.today,
    minuteOfDay: () => day.minute,
    sha256,
    pinCheck: { verify: async (_member, pin) => pin === rightPin },
    printed,
    slips,
    refundSlips,
  }
}
