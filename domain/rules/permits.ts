/**
 * What may be sold now and how much of it: dates that have passed, hours of the day, pieces in one sale. Each answers
 * with the figures that belong to the sentence, or with nothing where it permits.
 */

import type { OnLabel } from '../code/scan.ts'
import type { Item } from '../item.ts'
import { covers, type SaleMoment } from './sale-rules.ts'

type Kind = Pick<Item, 'gtin' | 'department'>

/** Past its last day of sale; past its best-before date only where the store does not sell such goods. */
export function isPastDate({ sellUntil, bestBefore }: OnLabel, { rules, today }: SaleMoment): boolean {
  if (sellUntil !== undefined && sellUntil < today) return true
  return bestBefore !== undefined && bestBefore < today && !rules.sellsPastBestBefore
}

export interface Hours {
  readonly fromMinute: number
  readonly untilMinute: number
}

function isWithin({ fromMinute, untilMinute }: Hours, minute: number): boolean {
  return fromMinute < untilMinute
    ? fromMinute <= minute && minute < untilMinute
    : fromMinute <= minute || minute < untilMinute
}

/** The hours in which it is not sold, where it is one of them. */
export function stoppedHours(kind: Kind, { rules, minute }: SaleMoment): Hours | undefined {
  const rule = rules.hours.find(({ scope, ...hours }) => isWithin(hours, minute) && covers(scope, kind))
  return rule && { fromMinute: rule.fromMinute, untilMinute: rule.untilMinute }
}

/** So many pieces of a kind of goods. */
export interface Pieces {
  readonly item: Kind
  readonly quantity: number
}

/** The most that may be sold of what the item's tightest rule is about, where these would be more. */
export function exceededLimit(
  item: Kind,
  pieces: readonly Pieces[],
  { rules }: Pick<SaleMoment, 'rules'>,
): number | undefined {
  const exceeded = rules.limits.filter(({ scope, piecesMax }) => {
    if (!covers(scope, item)) return false
    const counted = pieces.filter((other) => covers(scope, other.item))
    return counted.reduce((sum, { quantity }) => sum + quantity, 0) > piecesMax
  })
  return exceeded.length === 0 ? undefined : Math.min(...exceeded.map(({ piecesMax }) => piecesMax))
}
