/**
 * What the provider's answers mean to the payment machine. Here it is decided which are definite: a refused question
 * says nothing of the order, a refused send does, and silence is never more than silence.
 */

import type { AttemptEvent } from '../../domain/payment/event.ts'
import type { RefundEvent } from '../../domain/payment/refund.ts'
import type { Result } from '../../domain/result.ts'
import type { OrderEvidence, ProviderFailure, RefundEvidence, Reversal } from './providers/provider.ts'

/** Evidence is weighed against the attempt's own row first; the rest is an event as it is. */
export type Heard =
  | AttemptEvent
  | { readonly kind: 'Evidence'; readonly evidence: OrderEvidence; readonly heard: 'asked' | 'told' }

const unheard: Heard = { kind: 'Unheard' }

export function heardOfCreate(answer: Result<{ readonly codeUrl: string }, ProviderFailure>): Heard {
  if (answer.ok) return { kind: 'Offered', codeUrl: answer.value.codeUrl }
  switch (answer.error.kind) {
    case 'Refused':
      return { kind: 'Refused', ending: answer.error.ending ?? 'refused' }
    case 'NotFound':
    case 'Settled':
      return { kind: answer.error.kind }
    case 'Unknown':
      return unheard
  }
}

export function heardOfCharge(answer: Result<OrderEvidence, ProviderFailure>): Heard {
  if (answer.ok) return { kind: 'Evidence', evidence: answer.value, heard: 'asked' }
  return answer.error.kind === 'Refused'
    ? { kind: 'Refused', ending: answer.error.ending ?? 'refused' }
    : { kind: answer.error.kind === 'Unknown' ? 'Unheard' : answer.error.kind }
}

export function heardOfQuery(answer: Result<OrderEvidence, ProviderFailure>): Heard {
  if (answer.ok) return { kind: 'Evidence', evidence: answer.value, heard: 'asked' }
  return answer.error.kind === 'NotFound' ? { kind: 'NotFound' } : unheard
}

/** Nothing to end is as good as ended: what the order is, is asked next. */
export function heardOfUnwind(answer: Result<Reversal | undefined, ProviderFailure>): Heard {
  if (answer.ok) return { kind: answer.value === 'askAgain' ? 'UnwindPending' : 'Unwound' }
  switch (answer.error.kind) {
    case 'Refused':
      return { kind: 'Refused', ending: 'refused' }
    case 'NotFound':
      return { kind: 'Unwound' }
    case 'Settled':
      return { kind: 'Settled' }
    case 'Unknown':
      return unheard
  }
}

export function refundEventOf(answer: Result<RefundEvidence, ProviderFailure>): RefundEvent {
  if (!answer.ok) {
    const { kind } = answer.error
    return kind === 'Unknown' ? 'Unheard' : kind === 'Settled' ? 'Accepted' : kind
  }
  switch (answer.value.state) {
    case 'processing':
      return 'Accepted'
    case 'success':
      return 'Done'
    case 'closed':
    case 'abnormal':
      return 'Failed'
  }
}
