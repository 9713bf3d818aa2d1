/**
 * One sale at a till that wants its money: a lane's payment half with nothing around it. What it did is on its disk;
 * a crash loses the shopper's code and whatever it was waiting for. Goods leave it on the server's word alone.
 */

import type { PaymentRequest, PaymentStatus } from '../../../domain/contract/payment.ts'
import type { PaymentEnding, Wallet } from '../../../domain/sale/fact.ts'
import type { StoreServer } from '../../../lane/ports.ts'
import { createServerClient } from '../../../lane/sync/server-client.ts'
import { type Chance, sha256 } from '../../sim/chance.ts'
import { beat, Life } from '../../sim/machines/life.ts'
import { type LaneIdentity, serverUrl, startMs } from '../../sim/template.ts'
import type { Shopper } from './shopper.ts'
import type { Street } from './street.ts'

const lookEveryMs = 1_500
const callTimeoutMs = 10_000
const attemptsMax = 3

/** A QR can be paid late and twice: every other shopper gets one. */
const modes = [
  [2, 'qr'],
  [1, 'code'],
  [1, 'face'],
] as const

type Mode = (typeof modes)[number][1]
type Credential = PaymentRequest['credential']

interface Attempt {
  readonly paymentId: string
  readonly wallet: Wallet
  readonly mode: Mode
  /** From then on the till asks for its end. */
  leaving: boolean
  /** When the till gives the shopper up. */
  readonly leaveAtMs: number
}

export interface Sale {
  readonly saleId: string
  readonly amountMinor: number
  /** Every attempt's number, in order. */
  readonly paymentIds: string[]
  attempt: Attempt | undefined
  released: boolean
  /** The shopper has gone, and no attempt is left open. */
  over: boolean
  endings: PaymentEnding[]
}

export class Till {
  readonly sale: Sale
  readonly #street: Street
  readonly #chance: Chance
  readonly #identity: LaneIdentity
  readonly #shopper: Shopper
  #life: Life | undefined
  /** In memory only, and gone with the first answer. */
  #credential: Credential
  #closing = false

  constructor(street: Street, identity: LaneIdentity, number: number, shopper: Shopper) {
    this.#street = street
    this.#identity = identity
    this.#shopper = shopper
    this.#chance = street.chance.of(`till ${number}`)
    this.sale = {
      saleId: `sale-${number}`,
      amountMinor: this.#chance.between(1, 5_000),
      paymentIds: [],
      attempt: undefined,
      released: false,
      over: false,
      endings: [],
    }
  }

  start(): void {
    if (this.#life) return
    const life = new Life(this.#street.time)
    this.#life = life
    const server = this.#server(life)
    beat(life, lookEveryMs, () => this.#look(server))
  }

  crash(): void {
    this.#life?.end()
    this.#life = undefined
    this.#credential = undefined
    this.#street.trace.happened(this.sale.saleId, 'till crashed')
  }

  /** No new attempts any more; open ones are brought to an end. */
  close(): void {
    this.#closing = true
  }

  async #look(server: StoreServer): Promise<void> {
    const { sale } = this
    if (sale.released || sale.over) return
    if (!sale.attempt) return this.#begin(server)
    const answer = await this.#ask(server, sale.attempt)
    if (answer) this.#hear(sale.attempt, answer)
  }

  async #begin(server: StoreServer): Promise<void> {
    const { sale } = this
    if (this.#closing || sale.paymentIds.length >= attemptsMax) {
      sale.over = true
      return
    }
    const wallet = this.#chance.pick(['wechat', 'alipay'] as const)
    const mode = this.#chance.weighted(modes)
    const paymentId = `${sale.saleId}-${sale.paymentIds.length}`
    const credential = await this.#shown(server, mode, paymentId, wallet)
    if (mode !== 'qr' && credential === undefined) return
    const leaveAtMs = this.#street.time.elapsedMs() + this.#chance.between(20_000, 240_000)
    // On disk before the server hears of it.
    sale.paymentIds.push(paymentId)
    sale.attempt = { paymentId, wallet, mode, leaving: false, leaveAtMs }
    this.#credential = credential
    this.#isAsked = false
    this.#street.trace.happened(sale.saleId, `attempt ${wallet} ${mode}`)
  }

  /** What the shopper shows to be charged: a code of the phone, or a face to a terminal opened for this payment. */
  async #shown(server: StoreServer, mode: Mode, paymentId: string, wallet: Wallet): Promise<Credential> {
    if (mode === 'qr') return undefined
    if (mode === 'code') {
      const value = await this.#shopper.showCode(wallet)
      return value === undefined ? undefined : { kind: 'code', value }
    }
    const { amountMinor } = this.sale
    const asked = { paymentId, wallet, amountMinor, deviceId: 'CAM-1', rawData: '{"zimVer":"1"}' }
    const opened = await server.openFace(asked)
    return opened.ok ? this.#shopper.look(wallet, opened.value) : undefined
  }

  #isAsked = false

  async #ask(server: StoreServer, attempt: Attempt): Promise<PaymentStatus | undefined> {
    const { paymentId, wallet, mode } = attempt
    if (this.#street.time.elapsedMs() >= attempt.leaveAtMs) attempt.leaving = true
    const mustRequest = mode === 'qr' ? !this.#isAsked : this.#credential !== undefined
    if (attempt.leaving || (mode !== 'qr' && !mustRequest && !this.#isAsked)) {
      const ended = await server.cancelPayment(paymentId)
      return ended.ok ? ended.value : undefined
    }
    if (!mustRequest) {
      const status = await server.paymentStatus(paymentId)
      return status.ok ? status.value : undefined
    }
    const { saleId, amountMinor } = this.sale
    const credential = this.#credential
    const request = { paymentId, saleId, wallet, amountMinor, currency: 'CNY' } as const
    const opened = await server.requestPayment(credential ? { ...request, credential } : request)
    if (!opened.ok) {
      if (opened.error.kind === 'Refused') attempt.leaving = true
      return undefined
    }
    this.#isAsked = true
    this.#credential = undefined
    return opened.value
  }

  #hear(attempt: Attempt, status: PaymentStatus): void {
    const { sale } = this
    if (sale.attempt !== attempt) return
    const judged = this.#street.defect.status?.(status) ?? status
    switch (judged.state) {
      case 'paid':
        sale.released = true
        this.#street.trace.happened(sale.saleId, 'goods released')
        return
      case 'ended':
        sale.attempt = undefined
        sale.endings.push(judged.ending)
        this.#street.trace.happened(sale.saleId, `ended ${judged.ending}`)
        return
      case 'inProgress':
        if (judged.codeUrl !== null) this.#shopper.seeQr(judged.codeUrl)
        if (judged.awaits === 'password') this.#shopper.isAsked(attempt.wallet)
        return
      case 'notFound':
        attempt.leaving = true
    }
  }

  #server(life: Life): StoreServer {
    const { network, server, time, defect } = this.#street
    const link = `${this.#identity.laneId}→server`
    const client = createServerClient({
      ...this.#identity,
      url: serverUrl,
      sha256,
      clock: { nowMs: () => time.elapsedMs() + startMs, after: (ms, run) => life.after(ms, run) },
      random: this.#chance,
      send: async (request) =>
        network.send({
          link,
          what: `${request.method} ${new URL(request.url).pathname}`,
          timeoutMs: callTimeoutMs,
          isAlive: () => life.isAlive(),
          serve: () => server().receive(request),
        }),
    })
    return defect.link?.(client) ?? client
  }
}
