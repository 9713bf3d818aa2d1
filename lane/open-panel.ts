/**
 * The panel of store IT while somebody looks at it: its figures are gathered anew each second, and not at all once it
 * is closed or its attendant left. It leaves no trace in the journal.
 */

import type { PanelView } from '../domain/contract/staff-view.ts'
import type { Refusal } from '../domain/sale/refusal.ts'
import type { LaneState } from '../domain/sale/sale.ts'
import type { LanePorts } from './ports.ts'
import { createAlarm } from './schedule.ts'

/** How often an open panel looks again. */
const panelRefreshMs = 1_000

interface Needs extends Pick<LanePorts, 'clock' | 'panel'> {
  readonly state: () => LaneState
  readonly say: (refusal: Refusal) => void
  readonly changed: () => void
}

export interface OpenPanel {
  open(): void
  close(): void
  /** The figures of this moment, while it is open. */
  view(): PanelView | undefined
  /** Called after every change of state. */
  follow(state: LaneState): void
  stop(): void
}

export function createOpenPanel({ clock, panel, state, say, changed }: Needs): OpenPanel {
  const alarm = createAlarm(clock)
  let isOpen = false

  function keepFresh(): void {
    alarm.set(panelRefreshMs, keepFresh)
    changed()
  }

  function stop(): void {
    isOpen = false
    alarm.clear()
  }

  return {
    open() {
      if (state().attendant.kind !== 'signedIn') return say({ kind: 'NotSignedIn' })
      isOpen = true
      keepFresh()
    },
    close() {
      stop()
      changed()
    },
    view: () => (isOpen ? panel() : undefined),
    follow({ attendant }) {
      if (attendant.kind !== 'signedIn') stop()
    },
    stop,
  }
}
