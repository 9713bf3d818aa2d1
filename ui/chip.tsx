/**
 * A state in a word with its icon. Never by colour alone: the word is always there to be read or heard.
 */

import type { LucideIcon } from 'lucide-react'
import type { Tone } from './tone.ts'

export interface ChipProps {
  readonly label: string
  readonly icon: LucideIcon
  readonly tone?: Tone
}

export const Chip = ({ label, icon: Icon, tone }: ChipProps) => (
  <span className="chip" data-tone={tone}>
    <Icon className="icon" aria-hidden />
    {label}
  </span>
)
