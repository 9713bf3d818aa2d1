/**
 * The payment code to be scanned by the shopper's phone, with the amount and the store above it and the time it
 * stays. Leaving here promises nothing: the lane asks the provider first, on the next screen.
 */

import { ArrowLeft, Clock, Smartphone, Wallet } from 'lucide-react'
import type { ScreenView } from '../../domain/contract/view.ts'
import { ActionButton } from '../../ui/button.tsx'
import { Price } from '../../ui/price.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { Frame } from '../frame.tsx'
import { useLane } from '../lane-context.tsx'
import { TimeLeft } from '../time-left.tsx'

type Paying = Extract<ScreenView, { readonly kind: 'paying' }>

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
  const { wallet, amountMinor, codeUrl, expiresAtMs, canExtend, chargeableWallets, hasChoice } = screen
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
          {chargeableWallets.length > 0 && (
            <p className="pay-own">
              <Smartphone className="icon" aria-hidden />
              {pay.ownCode}
            </p>
          )}
          <div className="pay-time">
            {expiresAtMs !== null && <TimeLeft label={pay.left} untilMs={expiresAtMs} />}
            {canExtend && (
              <ActionButton icon={Clock} label={pay.more} onPress={() => send({ kind: 'ExtendPayment' })} />
            )}
          </div>
        </div>
      }
      act={
        <>
          {hasChoice && (
            <ActionButton
              icon={Wallet}
              label={pay.otherWay}
              onPress={() => send({ kind: 'LeavePayment', why: 'otherWay' })}
            />
          )}
          <ActionButton
            icon={ArrowLeft}
            label={pay.leave}
            onPress={() => send({ kind: 'LeavePayment', why: 'shopper' })}
          />
        </>
      }
    />
  )
}
