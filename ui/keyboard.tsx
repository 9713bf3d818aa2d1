/**
 * Letters to touch, for a machine without a keyboard: enough to find goods by a Latin name or brand.
 */

import { Delete } from 'lucide-react'
import { ActionButton, IconButton } from './button.tsx'

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const

export interface KeyboardProps {
  readonly spaceLabel: string
  readonly eraseLabel: string
  readonly onLetter: (letter: string) => void
  readonly onErase: () => void
}

export function Keyboard({ spaceLabel, eraseLabel, onLetter, onErase }: KeyboardProps) {
  return (
    <div className="keyboard">
      {rows.map((row, index) => (
        <div key={row} className="keyboard-row">
          {[...row].map((letter) => (
            <ActionButton key={letter} label={letter} onPress={() => onLetter(letter)} />
          ))}
          {index === rows.length - 1 && <IconButton icon={Delete} label={eraseLabel} onPress={onErase} />}
        </div>
      ))}
      <ActionButton label={spaceLabel} onPress={() => onLetter(' ')} />
    </div>
  )
}
