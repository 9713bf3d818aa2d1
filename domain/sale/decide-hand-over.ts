/**
 * A basket that leaves its lane unpaid: handed over to be paid for elsewhere, or parked with its goods gone, on an
 * attendant's word, because nobody could be charged. And the other end: a lane takes such a basket over. It moves by
 * facts on two journals; the store server alone says who may take it.
 */

import { type Basket, isOnePack, type Line, minimumAgeOf } from '../basket.ts'
import type { Currency } from '../money.ts'
import { priceBasket } from '../pricing.ts'
import { err, ok, type Result, unreachable } from '../result.ts'
import type { SaleMoment } from '../rules/sale-rules.ts'
import { releasedFacts } from './decide-tenders.ts'
import { type Decision, facts } from './decision.ts'
import type { Fact, FactOf, StaffReason } from './fact.ts'
import type { Refusal } from './refusal.ts'
import { type LaneState, parkedMax, type Sale } from './sale.ts'
import { stopped } from './stopped.ts'

/** What a store lets go unpaid while its server is away: of one basket, and of one lane until it is settled. */
export interface ParkingLimits {
  readonly perSaleMinor: number
  readonly totalMinor: number
}

/** A line as it left the other lane, with whatever an attendant did to its price there. */
export interface SuspendedLine extends Omit<Line, 'override'> {
  readonly override?:
    | { readonly priceMinor: number; readonly reason: StaffReason; readonly badge: string }
    | undefined
}

export type HandOverCommand =
  | { readonly kind: 'HandOver'; readonly code: string }
  | {
      readonly kind: 'Park'
      readonly code: string
      /** `undefined` where the store parks nothing. */
      readonly limits: ParkingLimits | undefined
      /** While the server answers, a basket is paid or handed over. */
      readonly isOnline: boolean
    }
  | {
      readonly kind: 'TakeOver'
      /** Starts a sale with this id when none is open. */
      readonly saleId: string
      readonly currency: Currency
      readonly code: string
      readonly from: { readonly laneId: string; readonly saleId: string }
      readonly isParked: boolean
      readonly lines: readonly SuspendedLine[]
      readonly catalogueVersion: number
    }
  /** The server says that a basket parked here is paid or written off. */
  | { readonly kind: 'SettleParked'; readonly saleId: string }

type Command<K extends HandOverCommand['kind']> = Extract<HandOverCommand, { readonly kind: K }>

/** Goods of a parked basket are gone: it can be paid for or left, but not changed or moved on. */
export const isFixed = (sale: Sale | undefined): boolean => sale?.takenOver?.isParked === true

/** What was parked here and not yet settled, in minor units. */
export const exposureOf = (state: LaneState): number =>
  state.parked.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

function leaving(state: LaneState): Result<{ readonly sale: Sale; readonly amountMinor: number }, Refusal> {
  const { sale } = state
  if (!sale) return err({ kind: 'NoSale' })
  if (sale.payment) return err({ kind: 'PaymentInProgress' })
  if (sale.weighing) return err({ kind: 'WeighingInProgress' })
  if (isFixed(sale)) return err({ kind: 'BasketFixed' })
  if (sale.basket.lines.length === 0) return err({ kind: 'NothingToPay' })
  return ok({ sale, amountMinor: priceBasket(sale.basket).totalMinor })
}

function handOver(state: LaneState, { code }: Command<'HandOver'>): Decision {
  const basket = leaving(state)
  if (!basket.ok) return basket
  const { sale, amountMinor } = basket.value
  return facts(...releasedFacts(sale), { kind: 'BasketHandedOver', code, amountMinor })
}

function park(state: LaneState, { code, limits, isOnline }: Command<'Park'>, moment: SaleMoment): Decision {
  if (state.attendant.kind !== 'signedIn') return err({ kind: 'NotSignedIn' })
  const basket = leaving(state)
  if (!basket.ok) return basket
  if (isOnline) return err({ kind: 'ParkingNotNeeded' })
  if (!limits) return err({ kind: 'ParkingNotAllowed' })
  const { sale, amountMinor } = basket.value
  const stop = stopped(sale.basket, moment)
  if (stop) return err(stop)
  const minimumAge = minimumAgeOf(sale.basket)
  if (minimumAge > sale.approvedAge) return err({ kind: 'NeedsAttendant', minimumAge })
  if (amountMinor > limits.perSaleMinor) return err({ kind: 'ParkingTooLarge' })
  const isFull = state.parked.length >= parkedMax || exposureOf(state) + amountMinor > limits.totalMinor
  if (isFull) return err({ kind: 'ParkingFull' })
  const { badge } = state.attendant
  return facts(...releasedFacts(sale), { kind: 'SaleParked', code, amountMinor, badge })
}

/** The line's facts on the new journal, as they would be had it been scanned here. */
function lineFacts(line: SuspendedLine, catalogueVersion: number): readonly Fact[] {
  const { lineId, item, source, pack, batch, markdown, quantity, override } = line
  const counted: readonly FactOf<'QuantityChanged'>[] =
    quantity > 1 && !isOnePack(line) ? [{ kind: 'QuantityChanged', lineId, quantity }] : []
  const priced: readonly FactOf<'PriceOverridden'>[] = override
    ? [{ kind: 'PriceOverridden', lineId, ...override }]
    : []
  return [
    {
      kind: 'ItemScanned',
      lineId,
      item,
      source,
      catalogueVersion,
      ...(pack && { pack }),
      ...(batch !== undefined && { batch }),
      ...(markdown && { markdown }),
    },
    ...counted,
    ...priced,
  ]
}

const hasTwins = (lines: readonly SuspendedLine[]): boolean =>
  new Set(lines.map(({ lineId }) => lineId)).size !== lines.length

/** Why no basket may come to this lane now; a lane asks for none before it may have it. */
export function takeOverStop({ sale, paid, handedOver }: LaneState): Refusal | undefined {
  if (paid || handedOver) return { kind: 'SaleNotFinished' }
  if (!sale) return undefined
  if (sale.payment) return { kind: 'PaymentInProgress' }
  if (sale.weighing) return { kind: 'WeighingInProgress' }
  return sale.takenOver || sale.basket.lines.length > 0 ? { kind: 'BasketNotEmpty' } : undefined
}

function takeOver(state: LaneState, command: Command<'TakeOver'>): Decision {
  const { saleId, currency, code, from, isParked, lines, catalogueVersion } = command
  const { sale, language } = state
  const stop = takeOverStop(state)
  if (stop) return err(stop)
  if (lines.length === 0 || hasTwins(lines)) return err({ kind: 'Malformed' })
  const basket: Basket = { lines, lastLineId: undefined }
  const callsHelp = minimumAgeOf(basket) > (sale?.approvedAge ?? 0) && state.helpSinceMs === undefined
  return facts(
    ...(sale ? [] : [{ kind: 'SaleStarted', saleId, currency, language } as const]),
    { kind: 'BasketTakenOver', code, fromLaneId: from.laneId, fromSaleId: from.saleId, isParked },
    ...lines.flatMap((line) => lineFacts(line, catalogueVersion)),
    ...(callsHelp ? [{ kind: 'HelpCalled' } as const] : []),
  )
}

export function decideHandOver(state: LaneState, command: HandOverCommand, moment: SaleMoment): Decision {
  switch (command.kind) {
    case 'HandOver':
      return handOver(state, command)
    case 'Park':
      return park(state, command, moment)
    case 'TakeOver':
      return takeOver(state, command)
    case 'SettleParked': {
      const { saleId } = command
      return state.parked.some((parked) => parked.saleId === saleId)
        ? facts({ kind: 'ParkedSettled', saleId })
        : facts()
    }
  }
  return unreachable(command)
}
