/**
 * More and fewer of one line. It asks; the number shown is always the lane's answer, and the most there may be is
 * the lane's rule. One is the least where taking a line out has a button of its own.
 */

import { Minus, Plus } from 'lucide-react'
import { IconButton } from './button.tsx'

export interface StepperProps {
  readonly quantity: number
  /** One pack that cannot be counted up: only the number is shown. */
  readonly isFixed: boolean
  readonly label: string
  readonly least?: 0 | 1
  readonly moreLabel: string
  readonly fewerLabel: string
  readonly onChange: (quantity: number) => void
}

export function Stepper({
  quantity,
  isFixed,
  label,
  least = 1,
  moreLabel,
  fewerLabel,
  onChange,
}: StepperProps) {
  if (isFixed) {
    return (
      <span className="stepper" data-fixed>
        <span className="stepper-count figures">{quantity}</span>
      </span>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form where there is none
    <div className="stepper" role="group" aria-label={label}>
      <IconButton
        icon={Minus}
        label={fewerLabel}
        isDisabled={quantity <= least}
        onPress={() => onChange(quantity - 1)}
      />
      <span className="stepper-count figures">{quantity}</span>
      <IconButton icon={Plus} label={moreLabel} onPress={() => onChange(quantity + 1)} />
    </div>
  )
}
