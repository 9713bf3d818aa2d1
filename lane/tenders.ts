/**
 * Cards and coupons before the scanner: the server is asked to hold one, and what it held becomes part of the sale.
 * One question at a time. What leaves the sale is given back at once where the server answers; where it does not, the
 * journal tells it, or the next payment request, which names what the lane still counts.
 */

import type { Classified } from '../domain/code/scan.ts'
import type { TenderStatus } from '../domain/contract/tender.ts'
import type { LaneSetup } from '../domain/contract/wire.ts'
import { priceBasket } from '../domain/pricing.ts'
import { err, ok, type Result } from '../domain/result.ts'
import type { SaleCommand } from '../domain/sale/decide.ts'
import type { Decision } from '../domain/sale/decision.ts'
import type { Refusal } from '../domain/sale/refusal.ts'
import type { LaneState, Sale } from '../domain/sale/sale.ts'
import { restMinor } from '../domain/sale/tenders.ts'
import type { Clock, LinkRefusal, Random, StoreServer } from './ports.ts'
import { type Repetition, repeat, type StepOutcome } from './schedule.ts'

/** How often the server is asked whether it still holds what the sale counts. */
export const tenderPollMs = 30_000

type ShownTender = Extract<Classified, { readonly kind: 'tender' }>

type Held = Extract<TenderStatus, { readonly state: 'held' | 'captured' }>

export interface Tenders {
  /** A card or coupon was read; does nothing while another is asked about. */
  hold(shown: ShownTender): void
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
const giveBack = ({ server }: Needs, tenderId: string): void => void server.releaseTender(tenderId)

function createHolding(needs: Needs): Pick<Tenders, 'hold'> {
  const { server, random, setup, submit, say } = needs
  let isAsking = false

  function take(held: Held, tenderId: string, { saleId }: Sale, totalMinor: number): void {
    const { tender, amountMinor, codeHint } = held
    const decision = submit({
      kind: 'HoldTender',
      saleId,
      totalMinor,
      tenderId,
      tender,
      amountMinor,
      codeHint,
    })
    if (decision.ok) return
    giveBack(needs, tenderId)
    say(decision.error)
  }

  async function ask({ tender, code }: ShownTender, sale: Sale, totalMinor: number): Promise<void> {
    const tenderId = random.id()
    const { saleId, tenders } = sale
    const tenderIds = tenders.map((counted) => counted.tenderId)
    const request = { tenderId, saleId, tender, code, totalMinor, currency: setup().currency, tenderIds }
    const answer = await server.holdTender(request)
    isAsking = false
    if (answer.ok && answer.value.state === 'held') return take(answer.value, tenderId, sale, totalMinor)
    // No answer says nothing about whether it is held.
    giveBack(needs, tenderId)
    say(answer.ok ? { kind: 'TenderUnknown' } : refusalOf(answer.error))
  }

  return {
    hold(shown) {
      const payable = payableSale(needs.state())
      if (!payable.ok) return say(payable.error)
      if (isAsking) return
      isAsking = true
      void ask(shown, payable.value.sale, payable.value.totalMinor)
    },
  }
}

export function createTenders(needs: Needs): Tenders {
  const { server, submit } = needs
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
    if (needs.state().paid) return
    for (const { tenderId } of gone.toReversed()) giveBack(needs, tenderId)
  }

  function stop(): void {
    asking?.stop()
    asking = undefined
  }

  return {
    ...createHolding(needs),
    follow(sale) {
      const isAsked = (asking !== undefined) === (sale?.payment === undefined)
      if (sale?.tenders === counted && isAsked) return
      stop()
      count(sale?.tenders ?? [])
      if (counted.length === 0 || sale?.payment) return
      const tenders = counted
      asking = repeat(needs, tenderPollMs, () => check(tenders))
    },
    stop,
  }
}
