/**
 * The payment code to be scanned by the shopper's phone, with the amount and the store above it and the time it
 * stays. Leaving here promises nothing: the lane asks the provider first, on the next screen.
 */

import { ArrowLeft, Clock } from 'lucide-react'
import { useRef } from 'react'
import type { ScreenView } from '../../domain/contract/view.ts'
import { ActionButton } from '../../ui/button.tsx'
import { Price } from '../../ui/price.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { Ring } from '../../ui/ring.tsx'
import { remainingMs } from '../../ui/time.ts'
import { Frame } from '../frame.tsx'
import { useLane, useNowMs } from '../lane-context.tsx'

type Paying = Extract<ScreenView, { readonly kind: 'paying' }>

/** Below this the ring turns to caution. */
const hurryMs = 30_000

/** The time left; the ring is full at the most that was ever left, so that more time fills it again. */
function TimeLeft({ expiresAtMs }: { readonly expiresAtMs: number }) {
  const { messages } = useLane()
  const leftMs = remainingMs(useNowMs(), expiresAtMs)
  const whole = useRef({ expiresAtMs, wholeMs: leftMs })
  if (whole.current.expiresAtMs !== expiresAtMs) whole.current = { expiresAtMs, wholeMs: leftMs }
  return (
    <Ring
      label={messages.pay.left}
      leftMs={leftMs}
      wholeMs={whole.current.wholeMs}
      tone={leftMs < hurryMs ? 'caution' : 'accent'}
    />
  )
}

function Code({ codeUrl }: { readonly codeUrl: string | null }) {
  const { messages } = useLane()
  return (
    <div className="pay-code">
      {codeUrl === null ? (
        <p className="pay-making soft" role="status">
          {messages.pay.making}
        </p>
      ) : (
        <QrCode text={codeUrl} label={messages.pay.qr} />
      )}
    </div>
  )
}

export function PayingScreen({ screen }: { readonly screen: Paying }) {
  const { view, messages, send } = useLane()
  const { pay } = messages
  const { wallet, amountMinor, codeUrl, expiresAtMs, canExtend } = screen
  return (
    <Frame
      title={pay.title[wallet]}
      show={
        <div className="pay">
          <div className="pay-words">
            <h1 className="pay-title">{pay.title[wallet]}</h1>
            <p className="soft pay-step">{pay.step[wallet]}</p>
            <p className="pay-store">{view.storeNames[view.language]}</p>
            <p>
              <Price className="pay-amount" amountMinor={amountMinor} currency={view.currency} />
            </p>
          </div>
          <Code codeUrl={codeUrl} />
          <div className="pay-time">
            {expiresAtMs !== null && <TimeLeft expiresAtMs={expiresAtMs} />}
            {canExtend && (
              <ActionButton icon={Clock} label={pay.more} onPress={() => send({ kind: 'ExtendPayment' })} />
            )}
          </div>
        </div>
      }
      act={<ActionButton icon={ArrowLeft} label={pay.leave} onPress={() => send({ kind: 'LeavePayment' })} />}
    />
  )
}
