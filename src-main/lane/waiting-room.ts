/**
 * What pages see before there is a lane: why it cannot sell yet, in the language somebody chose meanwhile. Ends when
 * the lane takes the pages over, which then count revisions on from here.
 */

import type { Language } from '../../domain/item.ts'
import type { Clock } from '../../lane/ports.ts'
import type { Pages } from './pages.ts'
import { type Waiting, waitingView } from './waiting-view.ts'

export interface WaitingRoom {
  /** Shows a new reason. */
  show(waiting: Waiting): void
  /** The next revision that pages have not seen. */
  revision(): number
}

export function openWaitingRoom(pages: Pages, clock: Clock, defaultLanguage: Language): WaitingRoom {
  let revision = 0
  let language = defaultLanguage
  let waiting: Waiting | undefined

  function paint(): void {
    if (!waiting) return
    pages.show(waitingView(waiting, { revision: revision++, nowMs: clock.nowMs(), language }))
  }

  pages.onCommand((command) => {
    if (command.kind !== 'ChooseLanguage') return
    language = command.language
    paint()
  })
  return {
    show(next) {
      waiting = next
      paint()
    },
    revision: () => revision,
  }
}
