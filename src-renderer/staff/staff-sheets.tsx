/**
 * What an attendant does to a line or the basket, each with its reason. The page only asks; the lane checks the
 * badge and the price.
 */

import { useState } from 'react'
import type { LineView } from '../../domain/contract/view.ts'
import { minorDigits } from '../../domain/money.ts'
import { CodeField } from '../../ui/code-field.tsx'
import { Keypad } from '../../ui/keypad.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useLane } from '../lane-context.tsx'
import { pricedDigits } from './price-digits.ts'
import { Reasons } from './reasons.tsx'

interface LineSheetProps {
  readonly line: LineView
  readonly onClose: () => void
}

export function VoidLineSheet({ line, onClose }: LineSheetProps) {
  const { view, messages, send } = useLane()
  const words = messages.staff
  return (
    <Sheet title={words.voidLineTitle} closeLabel={words.back} onClose={onClose} theme="theme-staff">
      <p className="sheet-words">{line.names[view.language]}</p>
      <p className="soft">{words.chooseReason}</p>
      <Reasons
        onChoose={(reason) => {
          send({ kind: 'VoidLine', lineId: line.lineId, reason })
          onClose()
        }}
      />
    </Sheet>
  )
}

export function OverrideSheet({ line, onClose }: LineSheetProps) {
  const { view, messages, money, send } = useLane()
  const [digits, setDigits] = useState('')
  const words = messages.staff
  const { priceMinor, text, accept } = pricedDigits(digits, minorDigits[view.currency])
  const type = (next: string) => setDigits(accept(next))
  return (
    <Sheet title={words.overrideTitle} closeLabel={words.back} onClose={onClose} theme="theme-staff">
      <p className="sheet-words">{line.names[view.language]}</p>
      <p className="soft figures">{words.listPrice(money(line.listMinor))}</p>
      <div className="override">
        <CodeField
          label={words.newPrice}
          value={text}
          lengthMax={text.length + 1}
          onChange={type}
          onEnter={() => {}}
        />
        <Keypad
          clearLabel={messages.code.clear}
          eraseLabel={messages.code.erase}
          onDigit={(digit) => type(digits + digit)}
          onErase={() => setDigits(digits.slice(0, -1))}
          onClear={() => setDigits('')}
        />
        <p className="soft">{words.choosePrice}</p>
        <Reasons
          isDisabled={priceMinor === undefined}
          onChoose={(reason) => {
            if (priceMinor === undefined) return
            send({ kind: 'OverridePrice', lineId: line.lineId, priceMinor, reason })
            onClose()
          }}
        />
      </div>
    </Sheet>
  )
}

export function VoidBasketSheet({ onClose }: { readonly onClose: () => void }) {
  const { messages, send } = useLane()
  const words = messages.staff
  return (
    <Sheet title={words.voidBasketTitle} closeLabel={words.back} onClose={onClose} theme="theme-staff">
      <p className="soft">{words.chooseReason}</p>
      <Reasons
        onChoose={(reason) => {
          send({ kind: 'VoidBasket', reason })
          onClose()
        }}
      />
    </Sheet>
  )
}
