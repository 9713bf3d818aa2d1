/**
 * A store server in a few rules: what it must never be asked, it notes. It follows the real one's word on payments,
 * cards and coupons, and suspended baskets; who is late, lost or doubled on the way to it is not its matter.
 */

import type { PaymentRequest, PaymentStatus } from '../../domain/contract/payment.ts'
import type { SuspendedBasket } from '../../domain/contract/suspended.ts'
import type { CoverRequest, TenderRequest, TenderStatus } from '../../domain/contract/tender.ts'
import type { PackStatus, PackStatusRequest, UploadRequest } from '../../domain/contract/wire.ts'
import type { JournalEntry } from '../../domain/journal.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { LinkRefusal } from '../../lane/ports.ts'
import type { Chance } from '../sim/chance.ts'
import { makeItem } from '../support/fake-lane.ts'

type Answer<T> = Result<T, LinkRefusal>

interface Attempt {
  readonly asked: PaymentRequest | CoverRequest
  readonly codeUrl: string | null
  readonly payableUntilMs: number
  awaits: 'scan' | 'password' | 'certainty'
  end: Extract<PaymentStatus, { readonly state: 'paid' | 'ended' }> | undefined
  /** When what was cancelled is surely over. */
  unwoundAtMs: number | undefined
}

interface Hold {
  readonly saleId: string
  readonly code: string
  readonly tender: TenderRequest['tender']
  readonly amountMinor: number
  state: 'held' | 'released' | 'captured'
}

const qrLivesMs = 180_000
const unwindsMs = 4_000

const cards: Readonly<Record<string, number>> = { '8800123': 600, '8800456': 100_000 }
const coupons: Readonly<Record<string, number>> = { 'AUTUMN-7F3K': 200, 'AUTUMN-8G4L': 300 }
export const suspendedCode = 'k3JfQ0aZ9mXw7TnRb2VcLg'
/** A numbered pack that another lane sold. */
export const soldSerial = 'S9'

const refuse = (error: string): Answer<never> => err({ kind: 'Refused', error, message: error })

const withoutCode = ({ credential: _, ...rest }: Partial<PaymentRequest>): string => JSON.stringify(rest)

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

export class HonestStore {
  readonly attempts = new Map<string, Attempt>()
  readonly holds = new Map<string, Hold>()
  readonly breaches: string[] = []
  readonly journal = new Map<number, JournalEntry>()
  readonly #cancelled = new Set<string>()
  readonly #charged = new Set<string>()
  readonly #left = new Set<string>()
  readonly #chance: Chance
  readonly #nowMs: () => number
  #basketFor: string | undefined
  #numbers = 0

  constructor(chance: Chance, nowMs: () => number) {
    this.#chance = chance
    this.#nowMs = nowMs
  }

  requestPayment(asked: PaymentRequest): Answer<PaymentStatus> {
    const known = this.attempts.get(asked.paymentId)
    if (known) {
      if (withoutCode(known.asked) === withoutCode(asked)) return ok(this.#statusOf(known))
      this.breaches.push(`payment ${asked.paymentId} was asked for with other contents`)
      return refuse('PaymentDiffers')
    }
    const over = this.#gate(asked)
    if (over) return over
    const { totalMinor, tenderIds } = asked.split ?? { totalMinor: asked.amountMinor, tenderIds: [] }
    if (!this.#isRest(asked.saleId, tenderIds, totalMinor - asked.amountMinor)) return refuse('RestDiffers')
    const attempt = this.#open(asked, asked.credential ? null : `weixin://${asked.paymentId}`)
    if (asked.credential) this.#charge(attempt, asked.credential.value)
    return ok(this.#statusOf(attempt))
  }

  requestCover(asked: CoverRequest): Answer<PaymentStatus> {
    const known = this.attempts.get(asked.paymentId)
    if (known) return ok(this.#statusOf(known))
    const over = this.#gate(asked)
    if (over) return over
    if (!this.#isRest(asked.saleId, asked.tenderIds, asked.totalMinor)) return refuse('RestDiffers')
    const attempt = this.#open(asked, null)
    this.#settle(attempt)
    return ok(this.#statusOf(attempt))
  }

  paymentStatus(paymentId: string): Answer<PaymentStatus> {
    const attempt = this.attempts.get(paymentId)
    if (attempt) return ok(this.#statusOf(attempt))
    return ok(this.#cancelled.has(paymentId) ? { state: 'ended', ending: 'closed' } : { state: 'notFound' })
  }

  cancelPayment(paymentId: string): Answer<PaymentStatus> {
    const attempt = this.attempts.get(paymentId)
    if (!attempt) this.#cancelled.add(paymentId)
    else if (!attempt.end) attempt.unwoundAtMs ??= this.#nowMs() + this.#chance.between(0, unwindsMs)
    return this.paymentStatus(paymentId)
  }

  /** Whoever holds the phone confirms, as long as the order lives; late, too. */
  payerConfirms(): void {
    for (const attempt of this.attempts.values())
      if (!this.isOver(attempt) && attempt.awaits !== 'certainty') this.#settle(attempt)
  }

  holdTender(asked: TenderRequest): Answer<TenderStatus> {
    const { tenderId, saleId, tender, code, totalMinor, tenderIds = [] } = asked
    const known = this.holds.get(tenderId)
    if (known) return ok(this.#holdStatus(known))
    if (this.#isPaid(saleId)) return refuse('SaleAlreadyPaid')
    if (this.#left.has(saleId)) return refuse('SaleLeft')
    if (this.#isLive(saleId)) return refuse('PaymentInProgress')
    this.#forget(saleId, tenderIds)
    const value = tender === 'coupon' ? this.#couponValue(code) : this.#balance(code)
    if (!value.ok) return value
    const dueMinor = totalMinor - sum(this.#heldFor(saleId).map(({ amountMinor }) => amountMinor))
    if (dueMinor <= 0) return refuse('NothingDue')
    const amountMinor = Math.min(value.value, dueMinor)
    const hold: Hold = { saleId, code, tender, amountMinor, state: 'held' }
    this.holds.set(tenderId, hold)
    return ok(this.#holdStatus(hold))
  }

  packStatus({ serial }: PackStatusRequest): Answer<PackStatus> {
    return ok({ isSold: serial === soldSerial, returnedFrom: [] })
  }

  tenderStatus(tenderId: string): Answer<TenderStatus> {
    const hold = this.holds.get(tenderId)
    return ok(hold ? this.#holdStatus(hold) : { state: 'notFound' })
  }

  releaseTender(tenderId: string): Answer<TenderStatus> {
    const hold = this.holds.get(tenderId)
    if (hold && hold.state !== 'released') {
      if (this.#isPaid(hold.saleId)) return refuse('SaleAlreadyPaid')
      if (this.#isLive(hold.saleId)) return refuse('PaymentInProgress')
    }
    const nothing = { saleId: '', code: '', tender: 'coupon', amountMinor: 0 } as const
    this.holds.set(tenderId, { ...(hold ?? nothing), state: 'released' })
    return ok({ state: 'released' })
  }

  takeBasket({ saleId, journalSeq }: { saleId: string; journalSeq: number }): Answer<SuspendedBasket> {
    if (this.#basketFor !== undefined && this.#basketFor !== saleId) {
      if (this.journal.size < journalSeq) return refuse('JournalBehind')
      const isTaken = [...this.journal.values()].some(({ fact }) => fact.kind === 'BasketTakenOver')
      if (isTaken) return refuse('BasketTaken')
    }
    this.#basketFor = saleId
    const line = { lineId: 'there-1', item: makeItem(), quantity: 2, source: 'serial' } as const
    return ok({
      code: suspendedCode,
      fromLaneId: 'lane-2',
      fromSaleId: 'sale-there',
      isParked: false,
      lines: [line],
    })
  }

  upload({ entries, epoch }: UploadRequest) {
    for (const entry of entries) {
      if (!this.journal.has(entry.seq)) this.#follow(entry)
      this.journal.set(entry.seq, entry)
    }
    const last = entries.at(-1)
    return ok({ head: { epoch, seq: last?.seq ?? 0, hash: last?.hash ?? '' }, quarantined: [] })
  }

  /** A sale that left unpaid holds nothing any more. */
  #follow({ fact, saleId }: JournalEntry): void {
    const leaves = fact.kind === 'BasketVoided' || fact.kind === 'BasketHandedOver'
    if (!leaves || saleId === null || this.#isPaid(saleId) || this.#isLive(saleId)) return
    this.#left.add(saleId)
    this.#forget(saleId, [])
  }

  #gate({ saleId, paymentId }: PaymentRequest | CoverRequest): Answer<PaymentStatus> | undefined {
    if (this.#cancelled.has(paymentId)) return ok({ state: 'ended', ending: 'closed' })
    if (!this.#isPaid(saleId) && !this.#isLive(saleId)) return undefined
    this.breaches.push(`payment ${paymentId} was asked for while another of its sale may take money`)
    return refuse('PaymentInProgress')
  }

  #open(asked: PaymentRequest | CoverRequest, codeUrl: string | null): Attempt {
    const payableUntilMs = this.#nowMs() + qrLivesMs
    const attempt: Attempt = {
      asked,
      codeUrl,
      payableUntilMs,
      awaits: 'scan',
      end: undefined,
      unwoundAtMs: undefined,
    }
    this.attempts.set(asked.paymentId, attempt)
    return attempt
  }

  #charge(attempt: Attempt, code: string): void {
    if (this.#charged.has(code)) attempt.end = { state: 'ended', ending: 'codeRefused' }
    else if (this.#chance.is(0.2)) attempt.end = { state: 'ended', ending: 'noFunds' }
    else if (this.#chance.is(0.5)) this.#settle(attempt)
    else attempt.awaits = this.#chance.is(0.6) ? 'password' : 'certainty'
    this.#charged.add(code)
    if (attempt.awaits === 'certainty') attempt.unwoundAtMs = this.#nowMs() + this.#chance.between(0, 60_000)
  }

  #settle(attempt: Attempt): void {
    const { asked } = attempt
    const amountMinor = 'wallet' in asked ? asked.amountMinor : 0
    const transactionId = `T${++this.#numbers}`
    attempt.end = { state: 'paid', amountMinor, transactionId, paidAtMs: this.#nowMs() }
    for (const hold of this.#heldFor(asked.saleId)) hold.state = 'captured'
  }

  #statusOf(attempt: Attempt): PaymentStatus {
    const { codeUrl, payableUntilMs, awaits, unwoundAtMs } = attempt
    const nowMs = this.#nowMs()
    if (!attempt.end && unwoundAtMs !== undefined && nowMs >= unwoundAtMs)
      attempt.end = { state: 'ended', ending: 'closed' }
    if (!attempt.end && nowMs >= payableUntilMs) attempt.end = { state: 'ended', ending: 'expired' }
    if (attempt.end) return attempt.end
    return { state: 'inProgress', codeUrl, payableUntilMs, awaits: unwoundAtMs ? 'certainty' : awaits }
  }

  readonly isOver = (attempt: Attempt): boolean => this.#statusOf(attempt).state !== 'inProgress'

  #attemptsOf(saleId: string): readonly Attempt[] {
    return [...this.attempts.values()].filter(({ asked }) => asked.saleId === saleId)
  }

  readonly #isPaid = (saleId: string): boolean =>
    this.#attemptsOf(saleId).some((attempt) => this.#statusOf(attempt).state === 'paid')

  readonly #isLive = (saleId: string): boolean =>
    this.#attemptsOf(saleId).some((attempt) => this.#statusOf(attempt).state === 'inProgress')

  readonly #heldFor = (saleId: string): readonly Hold[] =>
    [...this.holds.values()].filter((hold) => hold.saleId === saleId && hold.state === 'held')

  /** What the lane does not count was granted to an answer that got lost. */
  #forget(saleId: string, tenderIds: readonly string[]): void {
    for (const [tenderId, hold] of this.holds)
      if (hold.saleId === saleId && hold.state === 'held' && !tenderIds.includes(tenderId))
        hold.state = 'released'
  }

  #isRest(saleId: string, tenderIds: readonly string[], coveredMinor: number): boolean {
    const counted = tenderIds.map((tenderId) => this.holds.get(tenderId))
    const isWhole = counted.every((hold) => hold?.saleId === saleId && hold.state === 'held')
    if (!isWhole || sum(counted.map((hold) => hold?.amountMinor ?? 0)) !== coveredMinor) return false
    this.#forget(saleId, tenderIds)
    return true
  }

  readonly #spent = (code: string): readonly Hold[] =>
    [...this.holds.values()].filter((hold) => hold.code === code && hold.state !== 'released')

  #couponValue(code: string): Answer<number> {
    const value = coupons[code]
    if (value === undefined) return refuse('TenderUnknown')
    return this.#spent(code).length > 0 ? refuse('CouponUsed') : ok(value)
  }

  #balance(code: string): Answer<number> {
    const value = cards[code]
    if (value === undefined) return refuse('TenderUnknown')
    const left = value - sum(this.#spent(code).map(({ amountMinor }) => amountMinor))
    return left > 0 ? ok(left) : refuse('CardEmpty')
  }

  #holdStatus({ state, tender, amountMinor, code }: Hold): TenderStatus {
    return state === 'released' ? { state } : { state, tender, amountMinor, codeHint: code.slice(-4) }
  }
}
