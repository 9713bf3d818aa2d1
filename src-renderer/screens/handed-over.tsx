/**
 * The basket leaves unpaid: its code for the till, the amount that is owed, and plain words that nothing was paid.
 * The lane goes back to its start by itself; any touch gives more time.
 */

import { CircleAlert, CircleCheck, Printer } from 'lucide-react'
import type { ScreenView } from '../../domain/contract/view.ts'
import { ActionButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Price } from '../../ui/price.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { Frame } from '../frame.tsx'
import { useLane } from '../lane-context.tsx'

type HandedOver = Extract<ScreenView, { readonly kind: 'handedOver' }>

const printStates = {
  waiting: { icon: Printer, tone: 'accent', word: 'printing' },
  printed: { icon: CircleCheck, tone: 'positive', word: 'printed' },
  failed: { icon: CircleAlert, tone: 'caution', word: 'failed' },
} as const satisfies Record<HandedOver['print'], object>

export function HandedOverScreen({ screen }: { readonly screen: HandedOver }) {
  const { view, messages, send } = useLane()
  const words = messages.handedOver
  const { icon, tone, word } = printStates[screen.print]
  const title = screen.isParked ? words.parkedTitle : words.title
  return (
    <Frame
      title={title}
      show={
        <div className="pay handed-over">
          <div className="pay-words">
            <h1 className="pay-title">{title}</h1>
            <p className="pay-step">{screen.isParked ? words.parkedBody : words.body}</p>
            <p className="pay-store">{words.amount}</p>
            <Price className="pay-amount" amountMinor={screen.amountMinor} currency={view.currency} />
            <p role="status">
              <Chip icon={icon} tone={tone} label={words[word]} />
            </p>
          </div>
          <div className="pay-code">
            <QrCode text={screen.code} label={words.qr} />
          </div>
        </div>
      }
      act={
        <>
          {screen.print !== 'waiting' && (
            <ActionButton
              icon={Printer}
              label={words.printAgain}
              onPress={() => send({ kind: 'PrintReceipt' })}
            />
          )}
          <ActionButton rank="primary" label={words.finish} onPress={() => send({ kind: 'FinishSale' })} />
        </>
      }
    />
  )
}
