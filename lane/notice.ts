/**
 * The one thing the lane has to say at a time: why something was refused. It is said once, stands a while and goes;
 * it is not recorded, and it never holds the text of a scan that was not understood.
 */

import type { Gtin } from '../domain/code/retail-code.ts'
import { shownGtin } from '../domain/code/retail-code.ts'
import type { NoticeView } from '../domain/contract/view.ts'
import type { Refusal } from '../domain/sale/refusal.ts'
import type { Clock } from './ports.ts'
import { createAlarm } from './schedule.ts'

const noticeStandsMs = 10_000

export interface Notices {
  current(): NoticeView | undefined
  say(refusal: Refusal, gtin?: Gtin): void
  /** Takes it back, where it is still what is said. */
  withdraw(refusal: Refusal): void
  clear(): void
}

const namesOf = (refusal: Refusal): NoticeView['names'] => {
  if ('about' in refusal) return refusal.about.names
  return 'names' in refusal ? refusal.names : null
}

function figureOf(refusal: Refusal): number | null {
  if ('max' in refusal) return refusal.max
  if ('minimumAge' in refusal) return refusal.minimumAge
  return 'triesLeft' in refusal ? refusal.triesLeft : null
}

export function createNotices(clock: Clock, changed: () => void): Notices {
  const alarm = createAlarm(clock)
  let notice: NoticeView | undefined
  let id = 0

  function clear(): void {
    alarm.clear()
    notice = undefined
  }

  return {
    current: () => notice,
    say(refusal, gtin) {
      notice = {
        id: ++id,
        refusal: refusal.kind,
        code: gtin === undefined ? null : shownGtin(gtin),
        figure: figureOf(refusal),
        untilMs: 'untilMs' in refusal ? refusal.untilMs : null,
        names: namesOf(refusal),
        hours: 'hours' in refusal ? refusal.hours : null,
      }
      alarm.set(noticeStandsMs, () => {
        clear()
        changed()
      })
    },
    withdraw({ kind }) {
      if (notice?.refusal !== kind) return
      clear()
      changed()
    },
    clear,
  }
}
