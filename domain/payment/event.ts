/**
 * What can happen to an attempt, and what it may want done. An answer counts as definite only where the provider
 * signed it; everything else is `Unheard`.
 */

import type { PaymentEnding } from '../sale/fact.ts'

export type AttemptEvent =
  /** Whoever opened it goes to work, with the shopper's code in hand where there is one. */
  | { readonly kind: 'Started' }
  /** Its time to be looked at has come. In `submitting` that means: the answer is lost. */
  | { readonly kind: 'Due' }
  | { readonly kind: 'CancelWished' }
  /** The provider made the QR. */
  | { readonly kind: 'Offered'; readonly codeUrl: string }
  /** It is not paid and may yet be. */
  | { readonly kind: 'Unpaid' }
  /** The wallet gave up on it, but the provider keeps it open. */
  | { readonly kind: 'PayerFailed' }
  /** It is over at the provider: no money can come. */
  | { readonly kind: 'Closed' }
  | { readonly kind: 'NotFound' }
  /** Money, proven. `order`: whether its sale still waits for it; `heard`: answered to us, or told unasked. */
  | { readonly kind: 'Paid'; readonly order: 'waiting' | 'taken'; readonly heard: 'asked' | 'told' }
  /** Money came, and all of it went back. */
  | { readonly kind: 'PaidBack' }
  /** Money came, and some or all of it went back: the provider does not say how much. */
  | { readonly kind: 'BackUnclear' }
  /** What was sent was surely not done. */
  | { readonly kind: 'Refused'; readonly ending: PaymentEnding }
  /** The provider says the number is used, paid or closed: ask which. */
  | { readonly kind: 'Settled' }
  /** Nobody knows what became of the call. */
  | { readonly kind: 'Unheard' }
  /** The provider says that it ended it, or that there is nothing to end. */
  | { readonly kind: 'Unwound' }
  /** It wants to be asked again. */
  | { readonly kind: 'UnwindPending' }
  /** A person who looked at the provider's own pages says that it is over, and that no money is left with us. */
  | { readonly kind: 'Released' }

export type EventKind = AttemptEvent['kind']

/** Calls to the provider: at most one comes of a step, and only after the step is on disk. */
export const providerCalls = ['Create', 'Charge', 'Query', 'Close', 'Reverse'] as const

export type ProviderCall = (typeof providerCalls)[number]

/** What is no call belongs into the step's own transaction. */
export type Action =
  | ProviderCall
  | 'PayOrder'
  | 'ReleaseOrder'
  | 'OweRefund'
  | 'Alarm'
  | 'CallPerson'
  /** The attempt is over and may have taken money all the same, and nobody says for sure whether it did. */
  | 'CallAboutMoney'
  /** Money went back, and not by us. */
  | 'CallRefundedElsewhere'
  /** The same, of a live attempt, and nobody says how much. */
  | 'CallRefundUnclear'
