/**
 * A look into the face terminal's camera: opened by the wallet's provider for one payment, and ended by a face, by
 * whoever stands there or by time. Until a face is seen no payment is begun and nothing is recorded, so a crash in
 * the middle costs the look and nothing else; what is seen is charged like a payment code.
 */

import type { PayerCode } from '../../domain/code/scan.ts'
import type { LaneSetup } from '../../domain/contract/wire.ts'
import type { FaceRefusal, NotSeen } from '../../domain/payment/face.ts'
import { priceBasket } from '../../domain/pricing.ts'
import type { SaleCommand } from '../../domain/sale/decide.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import type { Refusal } from '../../domain/sale/refusal.ts'
import type { LaneState, Sale } from '../../domain/sale/sale.ts'
import { restMinor } from '../../domain/sale/tenders.ts'
import type { Clock, FaceTerminal, Random, StoreServer } from '../ports.ts'
import { type Alarm, createAlarm } from '../schedule.ts'
import type { PayerCodes } from './payer-code.ts'

/** How long the camera looks, and how much one asking for more time adds. */
export const faceLookMs = 30_000

/** No look is longer, however often more time is asked for. */
export const faceLookMaxMs = 110_000

/** How long the terminal and its provider may take to open it. */
export const faceOpenMs = 15_000

export interface Looking {
  readonly wallet: Wallet
  readonly amountMinor: number
  /** `undefined` while the terminal is being opened. */
  readonly untilMs: number | undefined
  readonly canExtend: boolean
}

export interface FaceLookNeeds {
  readonly clock: Clock
  readonly random: Random
  readonly server: StoreServer
  readonly face?: FaceTerminal | undefined
  readonly codes: PayerCodes
  readonly setup: () => LaneSetup
  readonly online: () => boolean
  readonly state: () => LaneState
  /** Whether the command went through; what did not is said. */
  readonly obey: (command: SaleCommand) => boolean
  readonly say: (refusal: Refusal) => void
  readonly changed: () => void
}

/** One look, from the touch to its end. */
interface Look {
  readonly paymentId: string
  readonly saleId: string
  readonly wallet: Wallet
  readonly amountMinor: number
  /** Set once the camera looks. */
  readonly sinceMs?: number
  readonly untilMs?: number
}

const amountOf = ({ basket, tenders }: Sale): number => restMinor(priceBasket(basket).totalMinor, tenders)

/** The look is for this sale, this amount, and nothing else is under way. */
const isFor = ({ saleId, amountMinor }: Look, sale: Sale | undefined): boolean =>
  sale?.tender !== undefined && sale.saleId === saleId && amountOf(sale) === amountMinor

const lastMs = ({ sinceMs = 0 }: Look): number => sinceMs + faceLookMaxMs

export class FaceLook {
  readonly #needs: FaceLookNeeds
  readonly #deadline: Alarm
  #look: Look | undefined
  #notSeen: NotSeen | undefined

  constructor(needs: FaceLookNeeds) {
    this.#needs = needs
    this.#deadline = createAlarm(needs.clock)
  }

  /** Wallets that know their owner by the face, at this lane and now. */
  wallets(): readonly Wallet[] {
    const { face, setup } = this.#needs
    const here = face?.wallets() ?? []
    return setup().faceWallets.filter((wallet) => here.includes(wallet))
  }

  looking(): Looking | undefined {
    const look = this.#look
    if (!look || !isFor(look, this.#needs.state().sale)) return undefined
    const { wallet, amountMinor, untilMs } = look
    return { wallet, amountMinor, untilMs, canExtend: untilMs !== undefined && untilMs < lastMs(look) }
  }

  /** Why the last look brought nothing, while the shopper chooses again. */
  notSeen(): NotSeen | undefined {
    return this.#notSeen
  }

  begin(wallet: Wallet): void {
    const { state, face, online, say, random, clock, changed } = this.#needs
    const { sale } = state()
    if (this.#look || !sale?.tender) return
    // It went as it was touched.
    if (!face || !this.wallets().includes(wallet)) return this.#fail('terminalLost')
    if (amountOf(sale) === 0) return say({ kind: 'CoveredAlready' })
    if (!online()) return say({ kind: 'NoConnection' })
    const own = { paymentId: random.id(), saleId: sale.saleId, wallet, amountMinor: amountOf(sale) }
    this.#notSeen = undefined
    this.#look = own
    this.#wait(clock.nowMs() + faceOpenMs, 'unavailable')
    changed()
    void this.#run(own, face)
  }

  /** More time, as long as there is any. */
  extend(): void {
    const look = this.#look
    if (look?.untilMs === undefined) return
    const { clock, changed } = this.#needs
    const untilMs = Math.max(look.untilMs, Math.min(clock.nowMs() + faceLookMs, lastMs(look)))
    this.#look = { ...look, untilMs }
    this.#wait(untilMs)
    changed()
  }

  leave(): void {
    this.#stop('cancelled')
  }

  /** Called after every change of state; idempotent. */
  follow({ sale }: LaneState): void {
    if (!sale?.tender) this.#notSeen = undefined
    if (this.#look && !isFor(this.#look, sale)) this.#stop('cancelled')
  }

  close(): void {
    if (this.#look) this.#needs.face?.stop()
    this.#forget()
  }

  /** Opens the terminal and looks; a look that was ended meanwhile comes to nothing. */
  async #run(own: Look, face: FaceTerminal): Promise<void> {
    const { paymentId, wallet, amountMinor } = own
    const account = await face.describe(wallet)
    if (!this.#isUnderWay(own)) return
    if (!account.ok) return this.#fail(account.error)
    const session = await this.#needs.server.openFace({ paymentId, wallet, amountMinor, ...account.value })
    if (!this.#isUnderWay(own)) return
    if (!session.ok) return this.#fail('unavailable')
    this.#show(own)
    const seen = await face.look(wallet, session.value)
    if (!this.#isUnderWay(own)) return
    if (seen.ok) this.#charge(own, seen.value)
    else this.#fail(seen.error)
  }

  #isUnderWay({ paymentId }: Look): boolean {
    return this.#look?.paymentId === paymentId
  }

  /** From now on the camera looks. */
  #show(own: Look): void {
    const sinceMs = this.#needs.clock.nowMs()
    const untilMs = sinceMs + faceLookMs
    this.#look = { ...own, sinceMs, untilMs }
    this.#wait(untilMs)
    this.#needs.changed()
  }

  /** Charges the face like a code that was held up; the screen goes there at once. */
  #charge({ paymentId, wallet }: Look, seen: PayerCode): void {
    const { codes, obey, online, say } = this.#needs
    this.#forget()
    // Nobody could say how it ends.
    if (!online()) return say({ kind: 'NoConnection' })
    codes.holdFace(wallet, seen)
    if (!obey({ kind: 'RequestPayment', paymentId, wallet, method: 'face' })) codes.drop()
  }

  #wait(untilMs: number, why: NotSeen = 'timedOut'): void {
    const waitMs = Math.max(0, untilMs - this.#needs.clock.nowMs())
    this.#deadline.set(waitMs, () => this.#stop(why))
  }

  #forget(): void {
    this.#look = undefined
    this.#deadline.clear()
  }

  /** It is over without a face. Who cancelled knows it. */
  #fail(why: FaceRefusal): void {
    this.#forget()
    this.#notSeen = why === 'cancelled' ? undefined : why
    this.#needs.changed()
  }

  /** Ended from here, and not by the camera, which is told. */
  #stop(why: FaceRefusal): void {
    if (!this.#look) return
    this.#needs.face?.stop()
    this.#fail(why)
  }
}
