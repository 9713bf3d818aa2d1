/**
 * Waiting for the server's word on a payment: what is being done, how much, for how long. After a while it says that
 * nobody is charged twice, and offers a person. It has no other way out: only the server ends a payment.
 */

import { Hand } from 'lucide-react'
import { ActionButton } from '../../ui/button.tsx'
import { Price } from '../../ui/price.tsx'
import { clockText, elapsedMs } from '../../ui/time.ts'
import { Frame } from '../frame.tsx'
import { useLane, useNowMs } from '../lane-context.tsx'

/** Longer than this, help is offered. */
const longCheckMs = 10_000

interface WaitingProps {
  readonly title: string
  readonly body: string
  readonly amountMinor: number
  readonly sinceMs: number
  /** The payment's number at the provider. */
  readonly reference: string | null
}

export function Waiting({ title, body, amountMinor, sinceMs, reference }: WaitingProps) {
  const { view, messages, send } = useLane()
  const { checking, tender } = messages
  const waitedMs = elapsedMs(useNowMs(), sinceMs)
  const isLong = waitedMs >= longCheckMs
  return (
    <Frame
      title={title}
      show={
        <div className="checking">
          <div className="checking-pulse" aria-hidden="true">
            <span />
            <span />
            <span />
          </div>
          <h1 className="checking-title">{title}</h1>
          <p className="checking-body" role="status">
            {isLong ? checking.long : body}
          </p>
          <Price className="checking-amount" amountMinor={amountMinor} currency={view.currency} />
          <p className="soft figures">{checking.elapsed(clockText(waitedMs))}</p>
          {isLong && reference !== null && (
            <p className="soft figures checking-reference">{tender.reference(reference)}</p>
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
