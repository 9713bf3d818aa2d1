/**
 * One of a few ways to go on that stand beside each other as equals: what it is in large, how it goes in small.
 */

import type { LucideIcon } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'

export interface ChoiceButtonProps {
  readonly label: string
  readonly how: string
  readonly icon: LucideIcon
  readonly onPress: () => void
}

export const ChoiceButton = ({ label, how, icon: Icon, onPress }: ChoiceButtonProps) => (
  <AriaButton className="button choice" data-rank="choice" onPress={onPress}>
    <Icon className="icon" aria-hidden />
    <span className="choice-label">{label}</span>
    <span className="choice-how">{how}</span>
  </AriaButton>
)
