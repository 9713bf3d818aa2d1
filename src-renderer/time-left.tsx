/**
 * The time a payment still waits, as a ring. It is full at the most that was ever left, so that more time fills it
 * again.
 */

import { useRef } from 'react'
import { Ring } from '../ui/ring.tsx'
import { remainingMs } from '../ui/time.ts'
import { useNowMs } from './lane-context.tsx'

/** Below this the ring turns to caution, where nothing else is said. */
const usualHurryMs = 30_000

export interface TimeLeftProps {
  readonly label: string
  readonly untilMs: number
  readonly hurryMs?: number
}

export function TimeLeft({ label, untilMs, hurryMs = usualHurryMs }: TimeLeftProps) {
  const leftMs = remainingMs(useNowMs(), untilMs)
  const whole = useRef({ untilMs, wholeMs: leftMs })
  if (whole.current.untilMs !== untilMs) whole.current = { untilMs, wholeMs: leftMs }
  return (
    <Ring
      label={label}
      leftMs={leftMs}
      wholeMs={whole.current.wholeMs}
      tone={leftMs < hurryMs ? 'caution' : 'accent'}
    />
  )
}
