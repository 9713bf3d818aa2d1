/**
 * How store IT reads the panel's figures: good, needs attention, or a fault, each with what to do about it. Pure.
 */

import type { PanelView } from '../../domain/contract/staff-view.ts'
import type { Messages } from '../../ui/messages/messages.ts'

export type Health = 'good' | 'attention' | 'bad'

export interface Finding {
  readonly health: Health
  readonly mend?: keyof Messages['panel']['mending']
}

/** A sale a minute is the pace of a busy lane: what waits longer than this is not merely on its way. */
export const outboxLateMs = 120_000

/** WeChat Pay refuses requests whose clock is five minutes off; warn long before. */
const clockOffAttentionMs = 5_000
const clockOffBadMs = 60_000

const good: Finding = { health: 'good' }

export function catalogueHealth({ version, serverVersion, failure }: PanelView['catalogue']): Finding {
  if (version === null) return { health: 'bad', mend: 'catalogueMissing' }
  if (failure !== null) return { health: 'attention', mend: 'catalogueFailed' }
  const isBehind = serverVersion !== null && version < serverVersion
  return isBehind ? { health: 'attention', mend: 'catalogueBehind' } : good
}

export function outboxHealth(outbox: PanelView['outbox'], nowMs: number): Finding {
  if (outbox.quarantined > 0) return { health: 'bad', mend: 'outboxQuarantined' }
  if (outbox.failure !== null && outbox.depth > 0) return { health: 'attention', mend: 'outboxFailed' }
  const isLate = outbox.oldestAtMs !== null && nowMs - outbox.oldestAtMs > outboxLateMs
  return isLate ? { health: 'attention', mend: 'outboxWaiting' } : good
}

/** What is owed wants a look; nothing more may go once the limit is reached. */
export function exposureHealth({ parkedMinor, totalMinor }: PanelView['exposure']): Finding {
  if (parkedMinor === 0) return good
  const isFull = totalMinor !== null && parkedMinor >= totalMinor
  return isFull ? { health: 'bad', mend: 'exposureFull' } : { health: 'attention', mend: 'exposureOwed' }
}

export const serverHealth = ({ reachable }: PanelView['server']): Finding =>
  reachable ? good : { health: 'bad', mend: 'serverGone' }

export function deviceHealth({ state }: PanelView['devices'][number]): Finding {
  switch (state) {
    case 'ready':
    case 'absent':
      return good
    case 'connecting':
      return { health: 'attention', mend: 'deviceLost' }
    case 'lost':
      return { health: 'bad', mend: 'deviceLost' }
  }
}

export function clockHealth({ offsetMs }: PanelView['clock']): Finding {
  const off = Math.abs(offsetMs ?? 0)
  if (off >= clockOffBadMs) return { health: 'bad', mend: 'clockOff' }
  return off >= clockOffAttentionMs ? { health: 'attention', mend: 'clockOff' } : good
}

const order: readonly Health[] = ['good', 'attention', 'bad']

/** The worst of several, first come first named. */
export const worst = (findings: readonly Finding[]): Finding =>
  findings.reduce(
    (worse, finding) => (order.indexOf(finding.health) > order.indexOf(worse.health) ? finding : worse),
    good,
  )
