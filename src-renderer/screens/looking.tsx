/**
 * The face terminal's camera looks for whoever pays: what to do, what it will pay, how long it looks. Nothing is
 * charged before somebody is recognised; leaving leads back to the ways to pay.
 */

import { ArrowLeft, Clock } from 'lucide-react'
import type { ScreenView } from '../../domain/contract/view.ts'
import { FaceArt } from '../../ui/art/face-art.tsx'
import { ActionButton } from '../../ui/button.tsx'
import { Price } from '../../ui/price.tsx'
import { Frame } from '../frame.tsx'
import { useLane } from '../lane-context.tsx'
import { TimeLeft } from '../time-left.tsx'

type Looking = Extract<ScreenView, { readonly kind: 'looking' }>

/** A look is short: only its last seconds are a hurry. */
const hurryMs = 10_000

export function LookingScreen({ screen }: { readonly screen: Looking }) {
  const { view, messages, send } = useLane()
  const { looking, wallets, pay } = messages
  const { wallet, amountMinor, untilMs, canExtend } = screen
  return (
    <Frame
      title={looking.title}
      show={
        <div className="confirming">
          <div className="confirming-art">
            <FaceArt />
          </div>
          <div className="confirming-words">
            <h1 className="checking-title">{untilMs === null ? looking.opening : looking.title}</h1>
            <p className="checking-body" role="status">
              {looking.body(wallets[wallet])}
            </p>
            <p className="pay-store">{view.storeNames[view.language]}</p>
            <Price className="checking-amount" amountMinor={amountMinor} currency={view.currency} />
            <div className="pay-time">
              {untilMs !== null && <TimeLeft label={pay.left} untilMs={untilMs} hurryMs={hurryMs} />}
              {canExtend && (
                <ActionButton icon={Clock} label={pay.more} onPress={() => send({ kind: 'LookLonger' })} />
              )}
            </div>
          </div>
        </div>
      }
      act={<ActionButton icon={ArrowLeft} label={pay.otherWay} onPress={() => send({ kind: 'LeaveLook' })} />}
    />
  )
}
