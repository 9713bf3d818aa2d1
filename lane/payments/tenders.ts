/**
 * Cards and coupons before the scanner: the server is asked to hold one, and what it held becomes part of the sale.
 * One question at a time, in the order of showing, and none before what left the sale is back with its owner. What
 * leaves is given back at once where the server answers; where it does not, the journal tells it, or the next payment
 * request, which names what the lane still counts.
 */

import type { Classified } from '../../domain/code/scan.ts'
import type { TenderStatus } from '../../domain/contract/tender.ts'
import type { LaneSetup } from '../../domain/contract/wire.ts'
import { priceBasket } from '../../domain/pricing.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { SaleCommand } from '../../domain/sale/decide.ts'
import type { Decision } from '../../domain/sale/decision.ts'
import type { Refusal } from '../../domain/sale/refusal.ts'
import type { LaneState, Sale } from '../../domain/sale/sale.ts'
import { restMinor, tendersMax } from '../../domain/sale/tenders.ts'
import { createPatience } from '../patience.ts'
import type { Clock, LinkRefusal, Random, StoreServer } from '../ports.ts'
import { type Repetition, repeat, type StepOutcome } from '../schedule.ts'

/** How often the server is asked whether it still holds what the sale counts. */
export const tenderPollMs = 30_000

/** How often a card is asked about while the basket grows under the question; then it is shown once more by hand. */
export const tenderAsksMax = 5

type ShownTender = Extract<Classified, { readonly kind: 'tender' }>

type Held = Extract<TenderStatus, { readonly state: 'held' | 'captured' }>

export interface Tenders {
  /**
   * A card or coupon was read: it waits for those before it. One that waits, or that the sale counts, is only read
   * again.
   */
  hold(shown: ShownTender): void
  /** Whether one that was shown for the open sale has no answer yet. */
  isAsking(): boolean
  /** Called after every change of state; idempotent. */
  follow(sale: Sale | undefined): void
  stop(): void
}

interface Needs {
  readonly clock: Clock
  readonly random: Random
  readonly server: StoreServer
  readonly setup: () => LaneSetup
  readonly state: () => LaneState
  readonly submit: (command: SaleCommand) => Decision
  readonly say: (refusal: Refusal) => void
  readonly unsay: (refusal: Refusal) => void
}

/** Where the server's no means more than that there is no such code. */
const refusalByError: ReadonlyMap<string, Refusal> = new Map<string, Refusal>([
  ['CardEmpty', { kind: 'CardEmpty' }],
  ['CouponUsed', { kind: 'CouponUsed' }],
  ['CouponExpired', { kind: 'CouponExpired' }],
  ['BasketTooSmall', { kind: 'BasketTooSmall' }],
  ['TooManyTenders', { kind: 'TendersFull' }],
  ['NothingDue', { kind: 'CoveredAlready' }],
  ['PaymentInProgress', { kind: 'StillChecking' }],
])

const refusalOf = (refusal: LinkRefusal): Refusal =>
  refusal.kind === 'Unreachable'
    ? { kind: 'TenderOutOfReach' }
    : (refusalByError.get(refusal.error) ?? { kind: 'TenderUnknown' })

/** What a card or coupon could be held for now. */
function payableSale({
  sale,
}: LaneState): Result<{ readonly sale: Sale; readonly totalMinor: number }, Refusal> {
  if (!sale) return err({ kind: 'NoSale' })
  if (sale.payment) return err({ kind: 'PaymentInProgress' })
  if (sale.weighing) return err({ kind: 'WeighingInProgress' })
  const { totalMinor } = priceBasket(sale.basket)
  if (totalMinor === 0) return err({ kind: 'NothingToPay' })
  return restMinor(totalMinor, sale.tenders) === 0
    ? err({ kind: 'CoveredAlready' })
    : ok({ sale, totalMinor })
}

/** What the server keeps for a sale that does not count it goes back to its owner. */
interface GivingBack {
  giveBack(tenderId: string): void
  /** Resolves once every return under way was answered, or got no answer. */
  settled(): Promise<unknown>
}

function createGivingBack({ server }: Needs): GivingBack {
  const underWay = new Set<Promise<unknown>>()
  return {
    giveBack(tenderId) {
      const answer = server.releaseTender(tenderId).finally(() => underWay.delete(answer))
      underWay.add(answer)
    },
    settled: () => Promise.allSettled(underWay),
  }
}

const isSameCode = (one: ShownTender | undefined, other: ShownTender): boolean =>
  one?.tender === other.tender && one.code === other.code

/** A card or coupon that was shown, and the sale it was shown for. */
interface Shown extends ShownTender {
  readonly saleId: string
}

/** The sale it was shown for is over: the next shopper is told nothing of it. */
const isOver = ({ saleId }: Shown, { sale }: LaneState): boolean => saleId !== sale?.saleId

/** Knows by its code what is read once more while it counts already; in this memory only. */
function createHeldCodes({ state }: Needs) {
  const shownByTender = new Map<string, ShownTender>()
  return {
    remember(tenderId: string, shown: ShownTender): void {
      shownByTender.set(tenderId, shown)
      const [oldest] = shownByTender.keys()
      if (shownByTender.size > tendersMax && oldest !== undefined) shownByTender.delete(oldest)
    },
    isCounted(shown: ShownTender): boolean {
      const { sale, paid } = state()
      const counted = (sale ?? paid)?.tenders ?? []
      return counted.some(({ tenderId }) => isSameCode(shownByTender.get(tenderId), shown))
    },
  }
}

interface Holding extends Pick<Tenders, 'hold' | 'stop'> {
  isAsking(saleId: string): boolean
  /** Whoever showed what is asked about now has left. */
  leave(): void
}

function createHolding(needs: Needs, { giveBack, settled }: GivingBack): Holding {
  const { server, random, setup, state, submit, say } = needs
  /** The first is asked about; the others wait. */
  const shownInOrder: Shown[] = []
  const { remember, isCounted } = createHeldCodes(needs)
  const patience = createPatience(needs, { kind: 'TenderAsked' })

  function take(held: Held, tenderId: string, shown: Shown, totalMinor: number): Refusal | undefined {
    const { saleId } = shown
    const { tender, amountMinor, codeHint } = held
    remember(tenderId, shown)
    const hold = { saleId, totalMinor, tenderId, tender, amountMinor, codeHint }
    const decision = submit({ kind: 'HoldTender', ...hold })
    return decision.ok ? undefined : decision.error
  }

  async function ask(shown: Shown, { tenders }: Sale, totalMinor: number): Promise<Refusal | undefined> {
    const tenderId = random.id()
    const { saleId, tender, code } = shown
    const tenderIds = tenders.map((counted) => counted.tenderId)
    const request = { tenderId, saleId, tender, code, totalMinor, currency: setup().currency, tenderIds }
    const answer = await server.holdTender(request)
    patience.end()
    const refusal = !answer.ok
      ? refusalOf(answer.error)
      : answer.value.state === 'held'
        ? take(answer.value, tenderId, shown, totalMinor)
        : ({ kind: 'TenderUnknown' } as const)
    // No answer says nothing about whether it is held.
    if (refusal) giveBack(tenderId)
    return refusal
  }

  async function askOrSay(shown: Shown, asksLeft = tenderAsksMax): Promise<void> {
    if (isOver(shown, state())) return
    patience.begin()
    await settled()
    if (isOver(shown, state())) return
    const payable = payableSale(state())
    if (!payable.ok) return say(payable.error)
    const refusal = await ask(shown, payable.value.sale, payable.value.totalMinor)
    if (!refusal || isOver(shown, state())) return
    if (refusal.kind === 'AmountDiffers' && asksLeft > 1) return askOrSay(shown, asksLeft - 1)
    say(refusal)
  }

  async function askInOrder(): Promise<void> {
    for (let [next] = shownInOrder; next; [next] = shownInOrder) {
      await askOrSay(next)
      patience.end()
      shownInOrder.shift()
    }
  }

  return {
    hold(shown) {
      const isWaiting = shownInOrder.some((other) => isSameCode(other, shown) && !isOver(other, state()))
      if (isWaiting || isCounted(shown)) return
      const payable = payableSale(state())
      if (!payable.ok) return say(payable.error)
      if (shownInOrder.length >= tendersMax) return say({ kind: 'TendersFull' })
      shownInOrder.push({ ...shown, saleId: payable.value.sale.saleId })
      if (shownInOrder.length === 1) void askInOrder()
      else patience.begin()
    },
    isAsking: (wanted) => shownInOrder.some(({ saleId }) => saleId === wanted),
    leave: patience.end,
    stop: patience.stop,
  }
}

export function createTenders(needs: Needs): Tenders {
  const { server, state, submit, say } = needs
  const givingBack = createGivingBack(needs)
  const holding = createHolding(needs, givingBack)
  let openSaleId: string | undefined
  let counted: Sale['tenders'] = []
  let asking: Repetition | undefined

  /** What the server gave back after its time is no part of the sale any more. */
  async function check(tenders: Sale['tenders']): Promise<StepOutcome> {
    for (const { tenderId } of tenders) {
      const answer = await server.tenderStatus(tenderId)
      if (counted !== tenders) return 'done'
      if (!answer.ok) return 'failed'
      const { state } = answer.value
      if (state === 'released' || state === 'notFound') submit({ kind: 'ReleaseTender', tenderId })
      if (counted !== tenders) return 'done'
    }
    return 'pause'
  }

  /** What left the sale unpaid goes back, last held first. */
  function count(tenders: Sale['tenders']): void {
    const gone = counted.filter(({ tenderId }) => !tenders.some((kept) => kept.tenderId === tenderId))
    counted = tenders
    if (state().paid) return
    for (const { tenderId } of gone.toReversed()) givingBack.giveBack(tenderId)
  }

  /** Whoever takes their basket to a till would look for their card there; to the next shopper it is nothing. */
  function leave(saleId: string): void {
    const isKnown = counted.length > 0 || holding.isAsking(saleId)
    holding.leave()
    if (isKnown && state().handedOver?.saleId === saleId) say({ kind: 'TendersReturned' })
  }

  function stop(): void {
    asking?.stop()
    asking = undefined
  }

  return {
    hold: holding.hold,
    isAsking: () => openSaleId !== undefined && holding.isAsking(openSaleId),
    follow(sale) {
      if (openSaleId !== undefined && openSaleId !== sale?.saleId) leave(openSaleId)
      openSaleId = sale?.saleId
      const isAsked = (asking !== undefined) === (sale?.payment === undefined)
      if (sale?.tenders === counted && isAsked) return
      stop()
      count(sale?.tenders ?? [])
      if (counted.length === 0 || sale?.payment) return
      const tenders = counted
      asking = repeat(needs, tenderPollMs, () => check(tenders))
    },
    stop() {
      stop()
      holding.stop()
    },
  }
}
