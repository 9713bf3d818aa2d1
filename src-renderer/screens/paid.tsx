/**
 * It is paid: the tick, the amount, the receipt to take along. The lane goes back to its start by itself; any touch
 * gives more time.
 */

import { CircleAlert, CircleCheck, Printer } from 'lucide-react'
import type { ScreenView } from '../../domain/contract/view.ts'
import { TickArt } from '../../ui/art/sign-art.tsx'
import { ActionButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Price } from '../../ui/price.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { Frame } from '../frame.tsx'
import { useLane } from '../lane-context.tsx'

type Receipt = Extract<ScreenView, { readonly kind: 'paid' }>['receipt']

const printStates = {
  waiting: { icon: Printer, tone: 'accent', word: 'printing' },
  printed: { icon: CircleCheck, tone: 'positive', word: 'printed' },
  failed: { icon: CircleAlert, tone: 'caution', word: 'failed' },
} as const satisfies Record<Receipt['print'], object>

function PrintState({ print }: { readonly print: Receipt['print'] }) {
  const { paid } = useLane().messages
  const { icon, tone, word } = printStates[print]
  return (
    <p role="status">
      <Chip icon={icon} tone={tone} label={paid[word]} />
    </p>
  )
}

export function PaidScreen({ receipt }: { readonly receipt: Receipt }) {
  const { view, messages, send } = useLane()
  const { paid } = messages
  return (
    <Frame
      title={paid.title}
      show={
        <div className="paid">
          <div className="paid-words">
            <div className="paid-tick">
              <TickArt />
            </div>
            <h1 className="paid-title">{paid.title}</h1>
            <Price className="paid-amount" amountMinor={receipt.amountMinor} currency={view.currency} />
            <p className="paid-take">{paid.take}</p>
          </div>
          <div className="paid-receipt">
            <div className="paid-code">
              <QrCode text={receipt.url} label={paid.qr} />
            </div>
            <div className="paid-receipt-words">
              <p className="paid-receipt-title">{paid.receipt}</p>
              <p className="soft figures">{paid.number(receipt.receiptNumber)}</p>
              <PrintState print={receipt.print} />
              {receipt.print !== 'waiting' && (
                <ActionButton
                  icon={Printer}
                  label={paid.printAgain}
                  onPress={() => send({ kind: 'PrintReceipt' })}
                />
              )}
            </div>
          </div>
        </div>
      }
      act={<ActionButton rank="primary" label={paid.finish} onPress={() => send({ kind: 'FinishSale' })} />}
    />
  )
}
