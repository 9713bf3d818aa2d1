/**
 * For goods whose barcode does not scan: the digits below it, or the name. The lane decides what was meant; a search
 * is the lane's answer and ends with the sheet.
 */

import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { DepartmentArt } from '../../ui/art/department-art.tsx'
import { ActionButton } from '../../ui/button.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { Keyboard } from '../../ui/keyboard.tsx'
import { Keypad } from '../../ui/keypad.tsx'
import { Price } from '../../ui/price.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { useLane } from '../lane-context.tsx'

/** A GTIN-14 is the longest code a person types. */
const digitsMax = 14
const nameMax = 40

interface WayProps {
  readonly onClose: () => void
}

function ByNumber({ onClose }: WayProps) {
  const { messages, send } = useLane()
  const [digits, setDigits] = useState('')
  const words = messages.code
  const type = (text: string) => setDigits(text.replace(/\D/g, '').slice(0, digitsMax))
  function add(): void {
    if (digits === '') return
    send({ kind: 'Scan', text: digits, source: 'keyed' })
    onClose()
  }
  return (
    <>
      <CodeField
        label={words.number}
        hint={words.numberHint}
        value={digits}
        lengthMax={digitsMax}
        onChange={type}
        onEnter={add}
      />
      <Keypad
        clearLabel={words.clear}
        eraseLabel={words.erase}
        onDigit={(digit) => type(digits + digit)}
        onErase={() => setDigits(digits.slice(0, -1))}
        onClear={() => setDigits('')}
      />
      <ActionButton rank="primary" label={words.add} isDisabled={digits === ''} onPress={add} />
    </>
  )
}

function Hits({ onClose }: WayProps) {
  const { view, messages, send } = useLane()
  const hits = view.search?.hits ?? []
  const words = messages.code
  if (!view.search) return <p className="soft">{words.typeMore}</p>
  return (
    <>
      <p className="soft" role="status">
        {hits.length === 0 ? words.noHits : words.hits(hits.length)}
      </p>
      <ul className="hits">
        {hits.map((hit) => (
          <li key={hit.code}>
            <Button
              className="button hit"
              data-rank="secondary"
              onPress={() => {
                send({ kind: 'Scan', text: hit.code, source: 'keyed' })
                onClose()
              }}
            >
              <span className="hit-art">
                <DepartmentArt department={hit.department} />
              </span>
              <span className="hit-name">{hit.names[view.language]}</span>
              <Price amountMinor={hit.priceMinor} currency={view.currency} />
              <Plus className="icon" aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

function ByName({ onClose }: WayProps) {
  const { messages, send } = useLane()
  const [name, setName] = useState('')
  const words = messages.code
  useEffect(() => send({ kind: 'Search', text: name }), [name, send])
  useEffect(() => () => send({ kind: 'Search', text: '' }), [send])
  const type = (text: string) => setName(text.slice(0, nameMax))
  return (
    <>
      <CodeField
        label={words.name}
        hint={words.nameHint}
        value={name}
        lengthMax={nameMax}
        keyboard="text"
        onChange={type}
        onEnter={() => {}}
      />
      <Hits onClose={onClose} />
      <Keyboard
        spaceLabel={words.space}
        eraseLabel={words.erase}
        onLetter={(letter) => type(name + letter)}
        onErase={() => setName(name.slice(0, -1))}
      />
    </>
  )
}

export function CodeEntry({ onClose }: WayProps) {
  const { messages } = useLane()
  const [way, setWay] = useState<'number' | 'name'>('number')
  const words = messages.code
  return (
    <Sheet title={words.title} closeLabel={words.close} onClose={onClose}>
      <Segmented
        label={words.title}
        options={[
          { value: 'number', label: words.byNumber },
          { value: 'name', label: words.byName },
        ]}
        value={way}
        onChange={setWay}
      />
      {way === 'number' ? <ByNumber onClose={onClose} /> : <ByName onClose={onClose} />}
    </Sheet>
  )
}
