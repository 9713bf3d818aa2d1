/**
 * An attendant's badge was read: the PIN, on a pad that is scrambled anew for every try. The page never keeps a PIN
 * longer than its touch, and shows only how many digits there are.
 */

import { Lock, LogIn, X } from 'lucide-react'
import { useState } from 'react'
import type { AttendantView } from '../../domain/contract/staff-view.ts'
import { ActionButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { Keypad } from '../../ui/keypad.tsx'
import { countdownText, remainingMs } from '../../ui/time.ts'
import { useLane, useNowMs } from '../lane-context.tsx'
import { LaneNotice } from '../lane-notice.tsx'
import { scrambledDigits } from './scramble.ts'

type Pin = Extract<AttendantView, { readonly kind: 'pin' }>

const pinDigitsMin = 4
const pinDigitsMax = 8

const secureRandom = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32

function Locked({ untilMs }: { readonly untilMs: number }) {
  const { staff } = useLane().messages
  const left = countdownText(remainingMs(useNowMs(), untilMs))
  return (
    <p className="pin-locked" role="status">
      <Chip icon={Lock} tone="danger" label={staff.locked(left)} />
    </p>
  )
}

function PinPad() {
  const { messages, send } = useLane()
  const [pin, setPin] = useState('')
  const [digits] = useState(() => scrambledDigits(secureRandom))
  const words = messages.staff
  const isComplete = pin.length >= pinDigitsMin
  const type = (text: string) => setPin(text.replace(/\D/g, '').slice(0, pinDigitsMax))
  function enter(): void {
    if (!isComplete) return
    send({ kind: 'EnterPin', pin })
    setPin('')
  }
  return (
    <>
      <CodeField
        label={words.pin}
        value={pin}
        lengthMax={pinDigitsMax}
        isSecret
        onChange={type}
        onEnter={enter}
      />
      <p className="visually-hidden" role="status">
        {words.pinDigits(pin.length)}
      </p>
      <Keypad
        digits={digits}
        clearLabel={messages.code.clear}
        eraseLabel={messages.code.erase}
        onDigit={(digit) => type(pin + digit)}
        onErase={() => setPin(pin.slice(0, -1))}
        onClear={() => setPin('')}
      />
      <ActionButton
        rank="primary"
        icon={LogIn}
        label={words.enter}
        isDisabled={!isComplete}
        onPress={enter}
      />
    </>
  )
}

/** Whether the lock still holds; the page lets go of it by the lane's clock, the lane decides. */
const isLocked = (nowMs: number, untilMs: number | null): untilMs is number =>
  untilMs !== null && nowMs < untilMs

export function PinScreen({ pin }: { readonly pin: Pin }) {
  const { view, messages, send } = useLane()
  const now = useNowMs()
  const words = messages.staff
  const locked = isLocked(now, pin.lockedUntilMs)
  const title = locked ? words.lockedTitle : words.pinTitle
  return (
    <div className="staff theme-staff staff-pin">
      <main className="pin-card" aria-label={title}>
        <div className="sheet-head">
          <h1 className="sheet-title">{title}</h1>
          <ActionButton icon={X} label={words.cancel} onPress={() => send({ kind: 'SignOut' })} />
        </div>
        <div className="pin-words">
          <p className="soft">{locked ? words.lockedBody(pin.badge) : words.pinBody(pin.badge)}</p>
          {!locked && <LaneNotice />}
          {/* A wrong PIN's notice says it already. */}
          {!locked && view.notice === null && <p>{words.triesLeft(pin.triesLeft)}</p>}
        </div>
        {isLocked(now, pin.lockedUntilMs) ? (
          <Locked untilMs={pin.lockedUntilMs} />
        ) : (
          <PinPad key={pin.triesLeft} />
        )}
      </main>
    </div>
  )
}
