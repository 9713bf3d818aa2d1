/**
 * What of a basket may no longer leave the store: a rule may have come, or an hour struck, while it lay there. Asked
 * before the basket is paid for, and before its goods leave unpaid.
 */

import { type Basket, numbersOf } from '../basket.ts'
import { stoppedHours } from '../rules/permits.ts'
import type { SaleMoment } from '../rules/sale-rules.ts'
import { recallMatter } from './help.ts'
import type { Refusal } from './refusal.ts'

export function stopped({ lines }: Basket, moment: SaleMoment): Refusal | undefined {
  for (const line of lines) {
    const about = recallMatter(moment.rules.recalls, line.item, numbersOf(line))
    if (about) return { kind: 'RecalledInBasket', about }
    const hours = stoppedHours(line.item, moment)
    if (hours) return { kind: 'NotAtThisHour', hours, names: line.item.names }
  }
  return undefined
}
