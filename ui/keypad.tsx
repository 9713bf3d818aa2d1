/**
 * Digits to touch. The order is the caller's, so that the pad of a PIN can be scrambled; it never remembers what was
 * pressed.
 */

import { Delete } from 'lucide-react'
import { ActionButton, IconButton } from './button.tsx'

export const plainDigits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const

export interface KeypadProps {
  /** All ten digits; the last stands alone below the others. */
  readonly digits?: readonly string[]
  readonly clearLabel: string
  readonly eraseLabel: string
  readonly onDigit: (digit: string) => void
  readonly onErase: () => void
  readonly onClear: () => void
}

export function Keypad({
  digits = plainDigits,
  clearLabel,
  eraseLabel,
  onDigit,
  onErase,
  onClear,
}: KeypadProps) {
  const key = (digit: string) => <ActionButton key={digit} label={digit} onPress={() => onDigit(digit)} />
  return (
    <div className="keypad">
      {digits.slice(0, 9).map(key)}
      <ActionButton label={clearLabel} onPress={onClear} />
      {digits.slice(9).map(key)}
      <IconButton icon={Delete} label={eraseLabel} onPress={onErase} />
    </div>
  )
}
