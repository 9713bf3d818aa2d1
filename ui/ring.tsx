/**
 * Time running out, as a ring with the time in its middle.
 */

import { countdownText, shareLeft } from './time.ts'
import type { Tone } from './tone.ts'

const radius = 46
const circumference = 2 * Math.PI * radius

export interface RingProps {
  readonly label: string
  readonly leftMs: number
  readonly wholeMs: number
  readonly tone?: Tone
}

export function Ring({ label, leftMs, wholeMs, tone = 'accent' }: RingProps) {
  return (
    <span className="ring" data-tone={tone} role="timer" aria-label={label}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className="ring-track" cx="50" cy="50" r={radius} />
        <circle
          className="ring-value"
          cx="50"
          cy="50"
          r={radius}
          strokeDasharray={circumference}
          strokeDashoffset={circumference * (1 - shareLeft(leftMs, wholeMs))}
        />
      </svg>
      <span className="ring-text figures">{countdownText(leftMs)}</span>
    </span>
  )
}
