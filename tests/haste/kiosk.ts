/**
 * One lane with everything around it: shoppers who do whatever comes to mind, a slow way to the store, a face terminal
 * and a power switch. What the lane shows and takes in is judged as it happens, the money when all is quiet.
 */

import type { Scan } from '../../domain/code/scan.ts'
import type { Command } from '../../domain/contract/command.ts'
import type { LaneView } from '../../domain/contract/view.ts'
import type { Recall } from '../../domain/rules/sale-rules.ts'
import type { Fact } from '../../domain/sale/fact.ts'
import { coveredMinor } from '../../domain/sale/tenders.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import { payerCodeRepeatMs } from '../../lane/payments/payer-code.ts'
import type { LaneSettings, StoreServer } from '../../lane/ports.ts'
import { Chance } from '../sim/chance.ts'
import { FakeFace } from '../support/fake-face.ts'
import { type FakeWorld, makeWorld, startMs, testSetup } from '../support/fake-lane.ts'
import { HonestStore } from './honest-store.ts'
import { slowLink, type Weather } from './slow-link.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }
const place = { wallets: ['wechat', 'alipay'], faceWallets: ['wechat'] } as const
const recall: Recall = {
  recallId: 'r-1',
  gtin: '06901028075831',
  batches: [],
  serials: [],
  reason: 'glass in it',
}

const scanOf = (text: string): Scan =>
  text.startsWith(']')
    ? { text: text.slice(3), aim: text.slice(0, 3), source: 'serial' }
    : { text, source: 'serial' }

/** A numbered pack, and how soon the lane must know what becomes of it. */
const packText = /^\]C1/
const packAnswerMs = 1_000

/** How soon somebody who showed a card hears of it, while one before it is given back. */
const tenderWordMs = 12_000

/** What may become of a pack: a line, a refusal; or its basket is given up. */
const endsPack = ({ kind }: Fact): boolean =>
  kind === 'ItemScanned' || kind === 'ScanRefused' || kind === 'BasketVoided'

const tenderCode = /^(?:MEMBER|COUPON)-(.+)$/

/** A card or coupon before the scanner, which somebody still has to answer for. */
interface ShownTender {
  readonly code: string
  readonly saleId: string
  readonly notices: number
}

/** A bug between the lane and its store. */
export type Defect = (server: StoreServer) => StoreServer

export class Kiosk {
  readonly world: FakeWorld = makeWorld(place)
  readonly store: HonestStore
  readonly breaches: string[] = []
  /** The office calls back what everybody buys; lanes hear of it at their next look. */
  hasRecall = false
  readonly weather: Weather = { isCalm: false }
  readonly #chance: Chance
  readonly #defect: Defect
  readonly #codesReadAtMs = new Map<string, number>()
  #face = new FakeFace()
  #running: RunningLane | undefined
  #life = { isOver: true }
  #notices = 0
  #asked = 0
  #lastNotice = 0
  #tendersShown: readonly ShownTender[] = []

  constructor(seed: number, defect: Defect = (server) => server) {
    this.#defect = defect
    this.#chance = new Chance(`kiosk ${seed}`)
    this.store = new HonestStore(this.#chance.of('store'), () => this.#serverNowMs())
  }

  get face(): FakeFace {
    return this.#face
  }

  view(): LaneView | undefined {
    return this.#running?.lane.view()
  }

  isPaying(): boolean {
    return this.#running?.lane.state().sale?.payment !== undefined
  }

  facts(): readonly Fact[] {
    return this.world.journal.entries.map(({ fact }) => fact)
  }

  start(): void {
    if (this.#running) return
    const life = { isOver: false }
    const { time, clock, setupStore } = this.world
    const setup = () => ({
      ...testSetup,
      ...place,
      serverNowMs: this.#serverNowMs(),
      rules: { ...testSetup.rules, recalls: this.hasRecall ? [recall] : [] },
    })
    const server = slowLink({
      time,
      weather: this.weather,
      store: this.store,
      setup,
      chance: this.#chance,
      isAlive: () => !life.isOver,
      asked: () => this.#asked++,
    })
    this.#face = new FakeFace()
    const alive = {
      nowMs: () => clock.nowMs(),
      after: (waitMs: number, run: () => void) => clock.after(waitMs, () => !life.isOver && run()),
    }
    this.#life = life
    this.#lastNotice = 0
    const running = runLane(
      { ...this.world, setupStore, clock: alive, server: this.#defect(server), face: this.#face },
      settings,
    )
    this.#running = running
    running.lane.watch((view) => !life.isOver && this.#see(view))
  }

  /** Power off, between any two events. What was before the scanner just then is the shopper's to show again. */
  kill(): void {
    this.#life.isOver = true
    this.#running?.stop()
    this.#running = undefined
    this.#tendersShown = []
    this.#codesReadAtMs.clear()
  }

  command(command: Command): void {
    this.#running?.lane.command(command)
  }

  scan(text: string): void {
    const running = this.#running
    if (!running) return
    const saleId = running.lane.state().sale?.saleId
    const counted = running.lane.state().sale?.tenders.map(({ codeHint }) => codeHint) ?? []
    const facts = this.facts().length
    const notices = this.#notices
    const asked = this.#asked
    if (packText.test(text)) this.#expectPack(text)
    running.lane.scan(scanOf(text))
    const tender = tenderCode.exec(text)?.[1]
    const isAnswered = this.facts().length > facts || this.#notices > notices || this.#asked > asked
    const { paid, sale } = running.lane.state()
    // What stands on the screen says it already: it is paid, or the basket is here.
    const isSaid = paid !== undefined || text === `HANDOVER-${sale?.takenOver?.code}`
    if (isAnswered || isSaid) this.#codesReadAtMs.set(text, this.world.time.elapsedMs())
    else if (tender === undefined) this.#expectDouble(text)
    else if (saleId !== undefined && !counted.includes(tender.slice(-4))) {
      this.#tendersShown = [...this.#tendersShown, { code: tender, saleId, notices }]
      this.#expectTender(tender, saleId)
    }
  }

  /** Everything was answered: whoever showed something knows what became of it. */
  expectAnswers(): void {
    const facts = this.facts()
    for (const { code, saleId, notices } of this.#tendersShown) {
      const isHeld = facts.some((fact) => fact.kind === 'TenderHeld' && fact.codeHint === code.slice(-4))
      const isOver = this.#running?.lane.state().sale?.saleId !== saleId
      if (!isHeld && !isOver && this.#notices === notices) this.breaches.push(`${code} led to nothing`)
    }
    this.#tendersShown = []
  }

  #serverNowMs(): number {
    return startMs + this.world.time.elapsedMs()
  }

  #expectPack(text: string): void {
    const life = this.#life
    const facts = this.facts().length
    const notices = this.#notices
    this.world.time.after(packAnswerMs, () => {
      const isEnded = this.facts().slice(facts).some(endsPack)
      if (!life.isOver && !isEnded && this.#notices === notices) this.breaches.push(`${text} led to nothing`)
    })
  }

  /** Held, or spoken of: at the latest, that it is being asked about. */
  #expectTender(code: string, saleId: string): void {
    const life = this.#life
    const facts = this.facts().length
    const notices = this.#notices
    this.world.time.after(tenderWordMs, () => {
      const isHeld = this.facts()
        .slice(facts)
        .some((fact) => fact.kind === 'TenderHeld' && fact.codeHint === code.slice(-4))
      const isOver = life.isOver || this.#running?.lane.state().sale?.saleId !== saleId
      if (!isHeld && !isOver && this.#notices === notices) this.breaches.push(`${code} led to no word`)
    })
  }

  #expectDouble(text: string): void {
    const readAtMs = this.#codesReadAtMs.get(text)
    const isDouble = readAtMs !== undefined && this.world.time.elapsedMs() - readAtMs <= payerCodeRepeatMs
    if (!isDouble) this.breaches.push(`the scan of ${text} led to nothing, on ${this.view()?.screen.kind}`)
  }

  #see(view: LaneView): void {
    const { notice, screen } = view
    if (notice && notice.id !== this.#lastNotice) {
      this.#notices++
      this.#lastNotice = notice.id
    }
    this.#judgeSums(view)
    if (screen.kind === 'paid') this.#judgePaid(screen.receipt.transactionId, screen.receipt.amountMinor)
    const isSettled = screen.kind === 'paid' || screen.kind === 'checking'
    if (isSettled && (notice?.refusal === 'NoPayment' || notice?.refusal === 'PayFirst'))
      this.breaches.push(`${notice.refusal} is said on ${screen.kind}`)
  }

  #judgeSums({ screen, basket }: LaneView): void {
    const covered = coveredMinor(this.#running?.lane.state().sale?.tenders ?? [])
    const shown =
      screen.kind === 'tender' || screen.kind === 'looking' || screen.kind === 'paying'
        ? screen.amountMinor + covered
        : screen.kind === 'covering'
          ? screen.amountMinor
          : undefined
    if (shown !== undefined && shown !== basket?.totalMinor)
      this.breaches.push(`${screen.kind} shows ${shown}, the basket costs ${basket?.totalMinor}`)
  }

  #judgePaid(transactionId: string, amountMinor: number): void {
    const attempt = [...this.store.attempts.values()].find(
      ({ end }) => end?.state === 'paid' && end.transactionId === transactionId,
    )
    const { asked } = attempt ?? {}
    const walletMinor = asked && 'wallet' in asked ? asked.amountMinor : 0
    const captured = [...this.store.holds.values()].filter(
      (hold) => hold.saleId === asked?.saleId && hold.state === 'captured',
    )
    if (!attempt || walletMinor + coveredMinor(captured) !== amountMinor)
      this.breaches.push(`paid ${amountMinor} is shown for ${transactionId} without the money`)
  }
}
