/**
 * The demo store's own day, for tests that run by the real clock: the date its labels bear and a good that it does not
 * sell just now, both true for long enough that neither turns while a test is under way.
 */

import { setTimeout as delay } from 'node:timers/promises'
import { assert } from '../../domain/result.ts'
import { stoppedHours } from '../../domain/rules/permits.ts'
import { noRules } from '../../domain/rules/sale-rules.ts'
import { demoCodes } from '../../sandbox/demo/fixed-items.ts'
import { demoRules } from '../../sandbox/demo/rules.ts'
import { dateIn, minuteIn } from '../../src-main/lane/system.ts'

const timeZone = 'Asia/Shanghai'
const dayMinutes = 24 * 60
const quietMinutes = 2
const pollMs = 500
const byTheHour = [demoCodes.liquor, demoCodes.nightSnack]

/** The code of the one that may not be sold at this minute of the store's day. */
function stoppedAt(minute: number): string | undefined {
  const moment = { rules: { ...noRules, ...demoRules }, today: '2026-01-01', minute }
  return byTheHour.find(
    (code) => stoppedHours({ gtin: code.padStart(14, '0'), department: 'snacks' }, moment) !== undefined,
  )
}

/** Whether the date or a rule by the hour turns within the next two minutes. */
function turnsSoon(minute: number): boolean {
  return minute + quietMinutes >= dayMinutes || stoppedAt(minute) !== stoppedAt(minute + quietMinutes)
}

interface StoreDay {
  /** As GS1 date elements write it: YYMMDD. */
  readonly labelDate: string
  /** Its code. */
  readonly notSoldNow: string
}

/** Waits where it is about to turn. */
export async function storeDay(): Promise<StoreDay> {
  while (turnsSoon(minuteIn(timeZone))) await delay(pollMs)
  const notSoldNow = stoppedAt(minuteIn(timeZone))
  assert(notSoldNow !== undefined, 'one of the two is not sold at any time of day')
  return { labelDate: dateIn(timeZone).slice(2).replaceAll('-', ''), notSoldNow }
}
