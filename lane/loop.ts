/**
 * The loop: an input becomes a command, the command facts, the facts durable, and then the screen and the world
 * follow. Every input is handled whole before the next. It holds no price, no rule and no wire; those are
 * `domain`'s and the ports'.
 */

import type { Gtin } from '../domain/code/retail-code.ts'
import type { Scan } from '../domain/code/scan.ts'
import type { Command } from '../domain/contract/command.ts'
import type { LaneView } from '../domain/contract/view.ts'
import { unreachable } from '../domain/result.ts'
import type { SaleCommand } from '../domain/sale/decide.ts'
import type { Decision } from '../domain/sale/decision.ts'
import type { Refusal } from '../domain/sale/refusal.ts'
import type { LaneState } from '../domain/sale/sale.ts'
import { type Badges, createBadges } from './badges.ts'
import { type IdleWatch, watchIdle } from './idle.ts'
import { type JournaledState, openState } from './journaled.ts'
import { meaningOf, type UnrecordedCommand } from './meaning.ts'
import { createNotices, type Notices } from './notice.ts'
import { createOpenPanel, type OpenPanel } from './open-panel.ts'
import { createPaper, type Paper } from './paper.ts'
import { FaceLook } from './payments/face-look.ts'
import { followOrphans, type OrphanFollower } from './payments/orphans.ts'
import { createPayerCodes, type PayerCodes } from './payments/payer-code.ts'
import { followPayments, type PaymentFollower } from './payments/payment.ts'
import { createTenders, type Tenders } from './payments/tenders.ts'
import { createPinEntry, type PinEntry } from './pin-entry.ts'
import type { Cancel, LanePorts, LaneSettings } from './ports.ts'
import { createRefundDesk, type RefundDesk } from './refunds/desk.ts'
import { createScans, type UnknownScan } from './scans.ts'
import { type Plate, watchPlate } from './selling/plate.ts'
import { createSelling } from './selling/selling.ts'
import { createTakeOver, type TakeOver } from './selling/take-over.ts'
import { createReadiness } from './under-way.ts'
import { type Outage, type Search, viewOf } from './view.ts'

const searchHitsMax = 12

export class Lane {
  readonly #ports: LanePorts
  readonly #journaled: JournaledState
  readonly #notices: Notices
  readonly #payments: PaymentFollower
  readonly #tenders: Tenders
  readonly #payerCodes: PayerCodes
  readonly #idle: IdleWatch
  readonly #plate: Plate
  readonly #isReadyFor: (wish: SaleCommand) => boolean
  readonly #takeOver: TakeOver
  readonly #badges: Badges
  readonly #pinEntry: PinEntry
  readonly #refundDesk: RefundDesk
  readonly #paper: Paper
  readonly #orphans: OrphanFollower
  readonly #faceLook: FaceLook
  readonly #openPanel: OpenPanel
  readonly #scans: (scan: Scan) => void
  readonly #watchers = new Set<(view: LaneView) => void>()
  #revision = 0
  #search: Search | undefined

  /** Recovers the state from the journal and goes on with whatever was under way. */
  constructor(ports: LanePorts, settings: LaneSettings) {
    const { clock, random, server } = ports
    const submit = (command: SaleCommand) => void this.#submit(command)
    const changed = () => this.refresh()
    this.#ports = ports
    this.#journaled = openState(ports.journal, clock, settings.defaultLanguage, ports.moment)
    this.#notices = createNotices(clock, changed)
    this.#plate = watchPlate(ports.scale)
    const hands = {
      state: () => this.state(),
      submit: (command: SaleCommand) => this.#submit(command),
      obey: (command: SaleCommand) => this.#obey(command),
      say: (refusal: Refusal, gtin?: Gtin) => this.#refuse(refusal, gtin),
      unsay: (refusal: Refusal) => this.#notices.withdraw(refusal),
      refuseScan: (why: UnknownScan, gtin?: Gtin) => this.#refuseScan(why, gtin),
    }
    this.#payerCodes = createPayerCodes({ ...ports, ...hands })
    this.#payments = followPayments({ clock, random, server, codes: this.#payerCodes, submit })
    this.#tenders = createTenders({ ...ports, ...hands })
    const selling = createSelling({ ...ports, ...hands, plate: this.#plate })
    this.#isReadyFor = createReadiness({ ...hands, selling, tenders: this.#tenders })
    this.#idle = watchIdle({ clock, defaultLanguage: settings.defaultLanguage, submit, changed })
    this.#takeOver = createTakeOver({ ...ports, ...hands })
    this.#badges = createBadges({ ...ports, ...hands })
    this.#pinEntry = createPinEntry({ ...ports, ...hands })
    this.#refundDesk = createRefundDesk({ ...ports, ...hands, changed })
    this.#paper = createPaper({ ...ports, ...hands })
    this.#orphans = followOrphans({ clock, random, server, ...hands, changed })
    this.#faceLook = new FaceLook({ ...ports, ...hands, codes: this.#payerCodes, changed })
    this.#openPanel = createOpenPanel({ ...ports, ...hands, changed })
    this.#scans = createScans({
      ...ports,
      ...hands,
      badges: this.#badges,
      payerCodes: this.#payerCodes,
      refundDesk: this.#refundDesk,
      selling,
      takeOver: this.#takeOver,
      tenders: this.#tenders,
    })
    this.#submit({ kind: 'StartLane', software: settings.software, epoch: ports.journal.head().epoch })
  }

  state(): LaneState {
    return this.#journaled.get()
  }

  view(): LaneView {
    const { setup, clock, online } = this.#ports
    return viewOf(this.state(), setup(), {
      revision: this.#revision,
      nowMs: clock.nowMs(),
      online: online(),
      outage: this.#outage(),
      notice: this.#notices.current(),
      idleEndsAtMs: this.#idle.endsAtMs(),
      search: this.#search,
      panel: this.#openPanel.view(),
      plate: this.#plate,
      face: this.#faceLook,
      refundDesk: this.#refundDesk.view(),
    })
  }

  /** The lane's place is known anew; what the server settled of this lane's debts is recorded. */
  setupChanged(): void {
    for (const saleId of this.#ports.setup().settledParked ?? []) {
      this.#submit({ kind: 'SettleParked', saleId })
    }
    this.refresh()
  }

  /** Calls with every new view, until cancelled. */
  watch(watcher: (view: LaneView) => void): Cancel {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Shows what changed outside the journal. */
  refresh(): void {
    this.#revision++
    if (this.#watchers.size === 0) return
    const view = this.view()
    for (const watcher of this.#watchers) watcher(view)
  }

  scan(read: Scan): void {
    this.#idle.touch()
    this.#notices.clear()
    this.#search = undefined
    if (this.#outage()) this.#refuse({ kind: 'OutOfService' })
    else this.#scans(read)
  }

  /** Something was held before a scanner that is no code: it is said, and leaves no trace. */
  scanUnreadable(): void {
    this.#refuse({ kind: 'NotReadable' })
  }

  /** The scale says something new: of interest to whoever weighs, and a load laid or lifted is a touch. */
  weightHeard(): void {
    const isHand = this.#plate.hear()
    if (!this.state().sale?.weighing) return
    if (isHand) this.#idle.touch()
    this.refresh()
  }

  command(command: Command): void {
    if (command.kind !== 'Painted') this.#idle.touch()
    const { random, clock, setup } = this.#ports
    const meaning = meaningOf(command, {
      id: () => random.id(),
      nowMs: () => clock.nowMs(),
      currency: () => setup().currency,
      plate: this.#plate,
      parking: () => ({ limits: setup().parking, isOnline: this.#ports.online() }),
      wallets: () => setup().wallets,
      faceWallets: () => this.#faceLook.wallets(),
    })
    if ('record' in meaning) this.#obeyConnected(meaning.record)
    else if ('refund' in meaning) this.#refundDesk.answer(meaning.refund)
    else this.#answer(meaning.answer)
  }

  close(): void {
    this.#payments.stop()
    this.#tenders.stop()
    this.#payerCodes.stop()
    this.#faceLook.close()
    this.#refundDesk.stop()
    this.#takeOver.stop()
    this.#badges.stop()
    this.#orphans.stop()
    this.#idle.stop()
    this.#notices.clear()
    this.#openPanel.stop()
    this.#watchers.clear()
  }

  #outage(): Outage | undefined {
    const failure = this.#journaled.failure()
    if (failure !== undefined) return { reason: 'diskFailed', detail: failure }
    const { catalogue } = this.#ports
    return catalogue.status() ? undefined : { reason: 'noCatalogue', detail: this.#ports.server.url }
  }

  /** Disk, memory, screen, then the world. */
  #submit(command: SaleCommand): Decision {
    const before = this.state()
    const decision = this.#journaled.submit(command)
    const state = this.state()
    this.refresh()
    if (state === before) return decision
    this.#follow(state)
    this.#ports.recorded()
    return decision
  }

  /** Starts, in the world, what the new state calls for. Safe to call again for the same state. */
  #follow(state: LaneState): void {
    this.#payments.follow(state.sale)
    this.#tenders.follow(state.sale)
    this.#idle.follow(state)
    this.#plate.follow(state.sale)
    this.#refundDesk.follow(state)
    this.#takeOver.follow(state)
    if (!state.sale && !state.paid) this.#search = undefined
    this.#paper.follow(state)
    this.#orphans.follow(state)
    this.#faceLook.follow(state)
    this.#openPanel.follow(state)
    this.#payerCodes.follow(state.sale)
  }

  /** A person's wish: what goes through takes the last notice away, what does not is said. */
  #obey(command: SaleCommand): boolean {
    this.#notices.clear()
    if (!this.#isReadyFor(command)) return false
    const decision = this.#submit(command)
    if (decision.ok) return true
    const { error } = decision
    // Touched as the screen went: what stands there now is the answer.
    if (error.kind === 'NoSale' && (this.state().paid ?? this.state().handedOver)) return false
    if (error.kind === 'RecalledInBasket') this.#submit({ kind: 'CallHelp', about: error.about })
    this.#refuse(error)
    return false
  }

  /** A payment is not begun while nobody could say how it ends: the screen of choices says so instead. */
  #obeyConnected(command: SaleCommand): void {
    const begins = command.kind === 'RequestPayment' || command.kind === 'RequestCover'
    this.#obey(begins && !this.#ports.online() ? { kind: 'OpenTender' } : command)
  }

  #refuse(refusal: Refusal, gtin?: Gtin): void {
    this.#notices.say(refusal, gtin)
    this.refresh()
  }

  #refuseScan(why: UnknownScan, gtin?: Gtin): void {
    this.#submit({ kind: 'RefuseScan', why, gtin })
    this.#refuse({ kind: why }, gtin)
  }

  #lookFor(text: string): void {
    const hits = this.#ports.catalogue.search(text, searchHitsMax)
    this.#search = text.trim() === '' ? undefined : { text, hits }
    this.refresh()
  }

  /** A page's command that leaves no trace of its own in the journal. */
  #answer(command: UnrecordedCommand): void {
    switch (command.kind) {
      case 'Scan':
        return this.scan(command)
      case 'Search':
        return this.#lookFor(command.text)
      case 'EnterPin':
        return this.#pinEntry.enter(command.pin)
      case 'PrintReceipt':
        return this.#paper.print()
      case 'PayByFace':
        return this.#faceLook.begin(command.wallet)
      case 'LookLonger':
        return this.#faceLook.extend()
      case 'LeaveLook':
        return this.#faceLook.leave()
      case 'OpenPanel':
        return this.#openPanel.open()
      case 'ClosePanel':
        return this.#openPanel.close()
      case 'DismissNotice':
        this.#notices.clear()
        return this.refresh()
      case 'StayLonger':
        return this.refresh()
      case 'Painted':
        return
    }
    return unreachable(command)
  }
}
