/**
 * Where a code or a name is entered. No keyboard of the system's comes up: the pad below it is the kiosk's own; a
 * real keyboard works too.
 */

import { Input, Label, TextField } from 'react-aria-components'

export interface CodeFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly lengthMax: number
  readonly onChange: (value: string) => void
  readonly onEnter: () => void
  readonly isSecret?: boolean
  /** Whether the system's own keyboard may come up; on a kiosk the pad below stands in for it. */
  readonly keyboard?: 'none' | 'text'
}

export function CodeField({
  label,
  hint = '',
  value,
  lengthMax,
  onChange,
  onEnter,
  isSecret = false,
  keyboard = 'none',
}: CodeFieldProps) {
  return (
    <TextField
      className="field"
      value={value}
      maxLength={lengthMax}
      onChange={onChange}
      type={isSecret ? 'password' : 'text'}
      autoComplete="off"
      spellCheck="false"
      autoFocus
    >
      <Label>{label}</Label>
      <Input
        className="field-input figures"
        inputMode={keyboard}
        placeholder={hint}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter()
        }}
      />
    </TextField>
  )
}
