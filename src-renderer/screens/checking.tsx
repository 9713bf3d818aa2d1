/**
 * Nobody knows yet whether the money moved, and the provider is being asked. The screen says so, says not to pay
 * again, and after a while offers a person.
 */

import { Hand } from 'lucide-react'
import type { ScreenView } from '../../domain/contract/view.ts'
import { ActionButton } from '../../ui/button.tsx'
import { Price } from '../../ui/price.tsx'
import { clockText, elapsedMs } from '../../ui/time.ts'
import { Frame } from '../frame.tsx'
import { useLane, useNowMs } from '../lane-context.tsx'

type Checking = Extract<ScreenView, { readonly kind: 'checking' }>

/** Longer than this, help is offered. */
export const longCheckMs = 10_000

export function CheckingScreen({ screen }: { readonly screen: Checking }) {
  const { view, messages, send } = useLane()
  const { checking, tender, wallets } = messages
  const waitedMs = elapsedMs(useNowMs(), screen.sinceMs)
  const isLong = waitedMs >= longCheckMs
  return (
    <Frame
      title={checking.title}
      show={
        <div className="checking">
          <div className="checking-pulse" aria-hidden="true">
            <span />
            <span />
            <span />
          </div>
          <h1 className="checking-title">{checking.title}</h1>
          <p className="checking-body" role="status">
            {isLong ? checking.long : checking.body(wallets[screen.wallet])}
          </p>
          <Price className="checking-amount" amountMinor={screen.amountMinor} currency={view.currency} />
          <p className="soft figures">{checking.elapsed(clockText(waitedMs))}</p>
          {isLong && screen.reference !== null && (
            <p className="soft figures checking-reference">{tender.reference(screen.reference)}</p>
          )}
        </div>
      }
      act={
        isLong &&
        view.helpSinceMs === null && (
          <ActionButton
            rank="primary"
            icon={Hand}
            label={checking.help}
            onPress={() => send({ kind: 'CallHelp' })}
          />
        )
      }
    />
  )
}
