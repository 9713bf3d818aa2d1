/**
 * The shopper's own code, or face, is being charged; where their wallet asks for a password, the phone is where to
 * look. It goes on by itself, and says not to pay a second time.
 */

import { ArrowLeft } from 'lucide-react'
import type { ScreenView } from '../../domain/contract/view.ts'
import { FaceArt } from '../../ui/art/face-art.tsx'
import { PasswordArt, PaymentCodeArt } from '../../ui/art/phone-art.tsx'
import { ActionButton } from '../../ui/button.tsx'
import { Price } from '../../ui/price.tsx'
import { Frame } from '../frame.tsx'
import { useLane } from '../lane-context.tsx'
import { TimeLeft } from '../time-left.tsx'

type Confirming = Extract<ScreenView, { readonly kind: 'confirming' }>

export function ConfirmingScreen({ screen }: { readonly screen: Confirming }) {
  const { view, messages, send } = useLane()
  const { confirming, wallets } = messages
  const { wallet, method, amountMinor, passwordUntilMs } = screen
  const asksPassword = passwordUntilMs !== null
  const isFace = method === 'face'
  const Shown = isFace ? FaceArt : PaymentCodeArt
  const chargingBody = isFace ? confirming.chargingFaceBody : confirming.chargingBody
  const title = asksPassword ? confirming.password : confirming.charging(wallets[wallet])
  return (
    <Frame
      title={title}
      show={
        <div className="confirming">
          <div className="confirming-art">{asksPassword ? <PasswordArt /> : <Shown />}</div>
          <div className="confirming-words">
            <h1 className="checking-title">{title}</h1>
            <p className="checking-body" role="status">
              {asksPassword ? confirming.passwordBody : chargingBody}
            </p>
            {asksPassword && <p className="soft">{wallets[wallet]}</p>}
            <Price className="checking-amount" amountMinor={amountMinor} currency={view.currency} />
            {asksPassword && <TimeLeft label={confirming.left} untilMs={passwordUntilMs} />}
          </div>
        </div>
      }
      act={
        asksPassword && (
          <ActionButton
            icon={ArrowLeft}
            label={confirming.leave}
            onPress={() => send({ kind: 'LeavePayment', why: 'otherWay' })}
          />
        )
      }
    />
  )
}
