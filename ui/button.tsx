/**
 * Everything that acts when touched. A screen has one primary button; all others step back behind it.
 */

import type { LucideIcon } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'

export interface ActionButtonProps {
  readonly label: string
  readonly onPress: () => void
  readonly rank?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** `stacked` puts the icon above the words, where buttons stand in a row. */
  readonly shape?: 'wide' | 'stacked'
  readonly icon?: LucideIcon
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
}

export function ActionButton({
  label,
  onPress,
  rank = 'secondary',
  shape = 'wide',
  icon: Icon,
  isDisabled = false,
  autoFocus = false,
}: ActionButtonProps) {
  return (
    <AriaButton
      className="button"
      data-rank={rank}
      data-shape={shape}
      isDisabled={isDisabled}
      autoFocus={autoFocus}
      onPress={onPress}
    >
      {Icon && <Icon className="icon" aria-hidden />}
      <span className="figures">{label}</span>
    </AriaButton>
  )
}

export interface IconButtonProps {
  /** Said by a screen reader; the icon says it to the eye. */
  readonly label: string
  readonly icon: LucideIcon
  readonly onPress: () => void
  readonly isDisabled?: boolean
}

export function IconButton({ label, icon: Icon, onPress, isDisabled = false }: IconButtonProps) {
  return (
    <AriaButton
      className="button"
      data-rank="quiet"
      data-shape="square"
      aria-label={label}
      isDisabled={isDisabled}
      onPress={onPress}
    >
      <Icon className="icon" aria-hidden />
    </AriaButton>
  )
}
