/**
 * The twenty-four classes of trouble a payment meets, each with the faults that make it. `GET /ctl/faults/classes`
 * hands the table to whoever wants to try them; the tests arm every one.
 */

import type { FaultKind } from './actions.ts'

export interface FaultClass {
  readonly title: string
  readonly kinds: readonly FaultKind[]
}

export const faultClasses = {
  F1: { title: 'it takes its time', kinds: ['delay'] },
  F2: { title: 'the connection breaks before anything is done', kinds: ['drop_before_commit'] },
  F3: { title: 'it is done and the answer is lost', kinds: ['drop_after_commit', 'delay_after_commit'] },
  F4: { title: 'an error page instead of an answer', kinds: ['error_after_commit', 'error_before_commit'] },
  F5: { title: 'the answer breaks off', kinds: ['truncate_answer'] },
  F6: {
    title: 'the answer proves nothing',
    kinds: ['bad_signature', 'no_signature', 'unknown_serial', 'signature_probe', 'unsigned_error'],
  },
  F7: { title: 'the clocks disagree', kinds: ['skew'] },
  F8: { title: 'the shopper is slow', kinds: ['slow_shopper'] },
  F9: { title: 'the shopper never confirms', kinds: ['user_paying_forever'] },
  F10: { title: "the payer's side refuses", kinds: ['payer_refused'] },
  F11: { title: 'password asked, then cancelled', kinds: ['password_cancelled'] },
  F12: { title: 'the platform says it failed, and perhaps did not', kinds: ['system_error'] },
  F13: { title: 'the query lags behind the truth', kinds: ['query_lies'] },
  F14: {
    title: 'ending an order does not end it',
    kinds: ['reverse_again', 'reverse_paying', 'no_action', 'drop_after_commit'],
  },
  F15: { title: 'the charge arrives after its own reversal', kinds: ['hold_until_reversed'] },
  F16: { title: 'the shopper pays just before the close', kinds: ['pay_before_close'] },
  F17: {
    title: 'messages lost, doubled, out of order, late, or forged',
    kinds: [
      'notify_drop',
      'notify_duplicate',
      'notify_refund_first',
      'notify_delay',
      'notify_wrong_amount',
      'notify_wrong_merchant',
      'notify_tampered',
      'notify_replay',
      'notify_fast_ladder',
    ],
  },
  F18: {
    title: 'a refund that is not one yet, or never',
    kinds: [
      'refund_processing',
      'refund_abnormal',
      'refund_closed',
      'refund_not_enough',
      'drop_after_commit',
    ],
  },
  F19: { title: 'too many requests', kinds: ['rate_limited'] },
  F20: { title: 'the platform changes its key, a share at a time', kinds: ['other_key'] },
  F21: {
    title: 'a bill that is late, wrong or spoilt',
    kinds: [
      'bill_late',
      'bill_missing_row',
      'bill_extra_row',
      'bill_wrong_amount',
      'bill_encoding',
      'bill_bad_hash',
      'bill_expired_url',
    ],
  },
  F22: { title: 'the main host is gone, the second works', kinds: ['host_refuses'] },
  F23: {
    title: 'states that look like others',
    kinds: ['duplicate_transaction_id', 'closed_after_refund'],
  },
  F24: { title: 'the platform restarts', kinds: ['restart'] },
} as const satisfies Readonly<Record<string, FaultClass>>
