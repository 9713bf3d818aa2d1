/**
 * Wallets on shoppers' phones: they scan the code on the screen and confirm over a network of their own. Some pay at
 * once, some late, some twice or from two phones, some think better of it, some never.
 */

import * as v from 'valibot'
import type { FaceSession } from '../../../domain/contract/face.ts'
import type { Chance } from '../chance.ts'
import type { Parts } from '../parts.ts'
import { gatewayUrl } from '../template.ts'

const callTimeoutMs = 10_000
const triesMax = 3

const sheetSchema = v.pipe(v.string(), v.parseJson(), v.object({ out_trade_no: v.string() }))

const plans = [
  [10, 'soon'],
  [2, 'late'],
  [1.5, 'twoPhones'],
  [1, 'twice'],
  [1, 'scanOnly'],
  [1, 'reject'],
  [2, 'never'],
] as const

/** What a shopper with a code of their own turns out to be. */
const codePlans = [
  [6, 'pays'],
  [3, 'password'],
  [1, 'lateWithPassword'],
  [1, 'neverWithPassword'],
  [1, 'short'],
] as const

const codeSchema = v.pipe(v.string(), v.parseJson(), v.object({ code: v.string() }))
const faceSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ token: v.string(), holder: v.optional(v.string()) }),
)
const askedSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ asked: v.array(v.object({ out_trade_no: v.string() })) }),
)

export class WalletUsers {
  readonly #parts: Parts
  readonly #chance: Chance
  readonly #seen = new Set<string>()
  #payers = 0

  constructor(parts: Parts) {
    this.#parts = parts
    this.#chance = parts.chance.of('wallets')
  }

  /** A code stands on a screen; what its shopper does with it is decided once. */
  see(codeUrl: string): void {
    if (this.#seen.has(codeUrl)) return
    this.#seen.add(codeUrl)
    const plan = this.#chance.weighted(plans)
    const payer = `payer-${this.#payers++}`
    this.#parts.trace.happened(payer, `wallet ${plan}`)
    const after = (leastMs: number, mostMs: number, run: () => Promise<void>): void => {
      this.#parts.time.after(this.#chance.between(leastMs, mostMs), () => void run())
    }
    const pay = (who: string) => () => this.#use(codeUrl, who, 'confirm')
    switch (plan) {
      case 'soon':
        return after(500, 12_000, pay(payer))
      case 'late':
        return after(90_000, 200_000, pay(payer))
      case 'twice':
        after(500, 12_000, pay(payer))
        return after(500, 20_000, pay(payer))
      case 'twoPhones':
        after(500, 8_000, pay(payer))
        return after(500, 8_000, pay(`${payer}-other`))
      case 'scanOnly':
        return after(500, 8_000, () => this.#use(codeUrl, payer, undefined))
      case 'reject':
        after(500, 8_000, () => this.#use(codeUrl, payer, 'reject'))
        return after(10_000, 60_000, pay(payer))
      case 'never':
        return
    }
  }

  /** A phone shows its own payment code; whoever is asked for a password enters it soon, late or never. */
  showCode(hold: (code: string) => void): void {
    const user = this.#someone('code')
    void this.#insist('code', { provider: 'wechat', user }).then((answer) => {
      const shown = v.safeParse(codeSchema, answer)
      if (shown.success) hold(shown.output.code)
    })
  }

  /** Somebody steps before a terminal that was opened for this look; the rest goes as with a code. */
  showFace(session: FaceSession, see: (token: string, holder: string | undefined) => void): void {
    const user = this.#someone('face')
    void this.#insist('face', { provider: 'wechat', user, ...session }).then((answer) => {
      const seen = v.safeParse(faceSchema, answer)
      if (seen.success) see(seen.output.token, seen.output.holder)
    })
  }

  /** Who is charged, by the name that says what becomes of it; the password follows as planned. */
  #someone(by: 'code' | 'face'): string {
    const plan = this.#chance.weighted(codePlans)
    const user = `${plan === 'pays' ? 'payer' : plan === 'short' ? 'short' : 'password'}-${this.#payers++}`
    this.#parts.trace.happened(user, `${by} ${plan}`)
    const after = (leastMs: number, mostMs: number): void =>
      void this.#parts.time.after(this.#chance.between(leastMs, mostMs), () => void this.#enterPassword(user))
    if (plan === 'password') after(4_000, 25_000)
    if (plan === 'lateWithPassword') after(30_000, 120_000)
    return user
  }

  async #enterPassword(user: string): Promise<void> {
    const answer = await this.#ask(`nearby?payer=${user}`)
    const sheets = v.safeParse(askedSchema, answer)
    const sheet = sheets.success ? sheets.output.asked[0] : undefined
    if (!sheet) return
    await this.#insist('confirm', { payer: user, out_trade_no: sheet.out_trade_no, password: '123456' })
  }

  async #use(codeUrl: string, payer: string, decision: 'confirm' | 'reject' | undefined): Promise<void> {
    const scanned = await this.#insist('scan', { qr: codeUrl, payer })
    const sheet = v.safeParse(sheetSchema, scanned)
    if (!sheet.success || decision === undefined) return
    await this.#insist(decision, { payer, out_trade_no: sheet.output.out_trade_no })
  }

  #ask(path: string): Promise<string | undefined> {
    return this.#send('GET', path, '')
  }

  #insist(path: string, call: object): Promise<string | undefined> {
    return this.#send('POST', path, JSON.stringify(call))
  }

  /** The body of the first answer, whatever it says. */
  async #send(method: 'GET' | 'POST', path: string, body: string): Promise<string | undefined> {
    for (let tries = 0; tries < triesMax; tries++) {
      const sent = await this.#parts.network.send({
        link: 'wallet→gateway',
        what: `${path} ${body}`,
        timeoutMs: callTimeoutMs,
        isAlive: () => true,
        serve: () =>
          this.#parts.gateway().receive({
            method,
            url: `${gatewayUrl}/wallet/${path}`,
            headers: { 'content-type': 'application/json' },
            body,
          }),
      })
      if (sent.ok && sent.value.body.startsWith('{')) return sent.value.body
    }
    return undefined
  }
}
