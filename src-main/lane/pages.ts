/**
 * The pages that show this lane. Each gets the newest view as soon as it has painted the one before: a slow page
 * skips views, it never queues them. What a page sends is checked here; what does not fit is dropped and counted,
 * never logged.
 */

import { type Command, commandSchema } from '../../domain/contract/command.ts'
import type { LaneView } from '../../domain/contract/view.ts'
import { parseData } from '../../domain/parse.ts'
import type { Clock } from '../../lane/ports.ts'
import { type Alarm, createAlarm } from '../../lane/schedule.ts'
import type { Link } from './link.ts'

/** How long a page may take to say that it painted before the next view is sent regardless. */
export const paintWaitMs = 250

interface Page {
  readonly alarm: Alarm
  awaiting: boolean
  pending: LaneView | undefined
}

export interface Pages {
  show(view: LaneView): void
  onCommand(listener: (command: Command) => void): void
  dropped(): number
}

export function openPages(link: Link, clock: Clock): Pages {
  const pages = new Map<number, Page>()
  let newest: LaneView | undefined
  let listener = (_command: Command): void => undefined
  let dropped = 0

  function send(id: number, page: Page, view: LaneView): void {
    page.pending = undefined
    page.awaiting = true
    page.alarm.set(paintWaitMs, () => painted(id))
    link.send(id, view)
  }

  function painted(id: number): void {
    const page = pages.get(id)
    if (!page) return
    page.awaiting = false
    page.alarm.clear()
    if (page.pending) send(id, page, page.pending)
  }

  link.onAttach((id) => {
    const page: Page = { alarm: createAlarm(clock), awaiting: false, pending: undefined }
    pages.set(id, page)
    if (newest) send(id, page, newest)
  })
  link.onDetach((id) => {
    pages.get(id)?.alarm.clear()
    pages.delete(id)
  })
  link.onCommand((id, data) => {
    const parsed = parseData(commandSchema, data)
    if (!parsed.ok) {
      dropped++
      return
    }
    if (parsed.value.kind === 'Painted') painted(id)
    listener(parsed.value)
  })

  return {
    show(view) {
      newest = view
      for (const [id, page] of pages) {
        if (page.awaiting) page.pending = view
        else send(id, page, view)
      }
    },
    onCommand(heard) {
      listener = heard
    },
    dropped: () => dropped,
  }
}
