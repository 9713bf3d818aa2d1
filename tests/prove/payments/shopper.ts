/**
 * A shopper with a phone and a face: scans the QR on the screen, or shows a payment code or the face and is perhaps
 * asked for a password.
 * Some pay at once, some late, some twice or from two phones, some think better of it, some never.
 */

import * as v from 'valibot'
import type { FaceSession } from '../../../domain/contract/face.ts'
import type { PaymentRequest } from '../../../domain/contract/payment.ts'
import type { Wallet } from '../../../domain/sale/fact.ts'
import { demoPassword } from '../../../sandbox/wallet/shoppers.ts'
import type { Chance } from '../../sim/chance.ts'
import { gatewayUrl } from '../../sim/template.ts'
import type { Street } from './street.ts'

const callTimeoutMs = 10_000
const triesMax = 3

const plans = [
  [10, 'soon'],
  [3, 'late'],
  [2, 'twoPhones'],
  [2, 'twice'],
  [1, 'reject'],
  [3, 'never'],
] as const

type Plan = (typeof plans)[number][1]

const codeSchema = v.pipe(v.string(), v.parseJson(), v.object({ code: v.string() }))
const faceSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ token: v.string(), holder: v.optional(v.string()) }),
)
const sheetSchema = v.object({ provider: v.picklist(['wechat', 'alipay']), out_trade_no: v.string() })
const scannedSchema = v.pipe(v.string(), v.parseJson(), sheetSchema)
const nearbySchema = v.pipe(v.string(), v.parseJson(), v.object({ asked: v.array(sheetSchema) }))

export class Shopper {
  readonly #street: Street
  readonly #chance: Chance
  readonly #name: string
  readonly #seen = new Set<string>()
  #oldCode: string | undefined
  #oldFace: PaymentRequest['credential']
  #isTyping = false

  constructor(street: Street, number: number) {
    this.#street = street
    this.#chance = street.chance.of(`shopper ${number}`)
    const temper = this.#chance.weighted([
      [5, 'someone'],
      [4, 'password'],
      [0.5, 'short'],
      [0.5, 'risky'],
    ] as const)
    this.#name = `${temper}-${number}`
  }

  #plan(): Plan {
    const plan = this.#chance.weighted(plans)
    this.#street.trace.happened(this.#name, `shopper ${plan}`)
    return plan
  }

  #after(leastMs: number, mostMs: number, run: () => Promise<unknown>): void {
    this.#street.time.after(this.#chance.between(leastMs, mostMs), () => void run())
  }

  /** A QR stands on the screen; what its shopper does with it is decided once. */
  seeQr(codeUrl: string): void {
    if (this.#seen.has(codeUrl)) return
    this.#seen.add(codeUrl)
    const pay = (who: string) => () => this.#scanAnd('confirm', codeUrl, who)
    switch (this.#plan()) {
      case 'soon':
        return this.#after(500, 12_000, pay(this.#name))
      case 'late':
        return this.#after(60_000, 260_000, pay(this.#name))
      case 'twice':
        this.#after(500, 12_000, pay(this.#name))
        return this.#after(500, 20_000, pay(this.#name))
      case 'twoPhones':
        this.#after(500, 8_000, pay(this.#name))
        return this.#after(500, 8_000, pay(`${this.#name}-b`))
      case 'reject':
        return this.#after(500, 8_000, () => this.#scanAnd('reject', codeUrl, this.#name))
      case 'never':
        return
    }
  }

  /** The code the phone shows now; now and then a screenshot of an older one. */
  async showCode(wallet: Wallet): Promise<string | undefined> {
    if (this.#oldCode !== undefined && this.#chance.is(0.15)) return this.#oldCode
    const answer = await this.#insist('POST', 'code', { provider: wallet, user: this.#name })
    const minted = v.safeParse(codeSchema, answer)
    if (!minted.success) return undefined
    this.#oldCode = minted.output.code
    return minted.output.code
  }

  /** Looks into a terminal's camera; now and then it is still the token of the look before. */
  async look(wallet: Wallet, session: FaceSession): Promise<PaymentRequest['credential']> {
    const old = this.#oldFace
    if (old !== undefined && this.#chance.is(0.15)) return old
    const answer = await this.#insist('POST', 'face', { provider: wallet, user: this.#name, ...session })
    const seen = v.safeParse(faceSchema, answer)
    if (!seen.success) return undefined
    const { token: value, holder } = seen.output
    this.#oldFace = { kind: 'face', value, ...(holder !== undefined && { holder }) }
    return this.#oldFace
  }

  /** The phone asks for the password; the shopper answers once per look, in their own way. */
  isAsked(wallet: Wallet): void {
    if (this.#isTyping) return
    this.#isTyping = true
    const done = async (run: () => Promise<unknown>): Promise<void> => {
      await run()
      this.#isTyping = false
    }
    switch (this.#plan()) {
      case 'soon':
      case 'twice':
      case 'twoPhones':
        return this.#after(500, 15_000, () => done(() => this.#answer(wallet, 'confirm')))
      case 'late':
        return this.#after(30_000, 120_000, () => done(() => this.#answer(wallet, 'confirm')))
      case 'reject':
        return this.#after(500, 10_000, () => done(() => this.#answer(wallet, 'reject')))
      case 'never':
        return
    }
  }

  async #scanAnd(decision: 'confirm' | 'reject', codeUrl: string, payer: string): Promise<void> {
    const scanned = v.safeParse(scannedSchema, await this.#insist('POST', 'scan', { qr: codeUrl, payer }))
    if (scanned.success) await this.#decide(decision, scanned.output, payer)
  }

  async #answer(wallet: Wallet, decision: 'confirm' | 'reject'): Promise<void> {
    const nearby = v.safeParse(
      nearbySchema,
      await this.#insist('GET', `nearby?payer=${this.#name}`, undefined),
    )
    if (!nearby.success) return
    for (const sheet of nearby.output.asked.filter(({ provider }) => provider === wallet)) {
      await this.#decide(decision, sheet, this.#name)
    }
  }

  async #decide(
    decision: 'confirm' | 'reject',
    { provider, out_trade_no }: v.InferOutput<typeof sheetSchema>,
    payer: string,
  ): Promise<void> {
    const password = decision === 'confirm' ? { password: demoPassword } : {}
    await this.#insist('POST', decision, { provider, payer, out_trade_no, ...password })
  }

  /** The body of the first answer, whatever it says. */
  async #insist(method: 'GET' | 'POST', path: string, call: object | undefined): Promise<string | undefined> {
    for (let tries = 0; tries < triesMax; tries++) {
      const body = call === undefined ? {} : { body: JSON.stringify(call) }
      const sent = await this.#street.network.send({
        link: 'wallet→bank',
        what: `${path.split('?')[0]} ${this.#name}`,
        timeoutMs: callTimeoutMs,
        isAlive: () => true,
        serve: () =>
          this.#street.bank().receive({
            method,
            url: `${gatewayUrl}/wallet/${path}`,
            headers: { 'content-type': 'application/json' },
            ...body,
          }),
      })
      if (sent.ok && sent.value.body.startsWith('{')) return sent.value.body
    }
    return undefined
  }
}
