/**
 * Everything that can go wrong, as data: the shape of each fault and the calls it fits. What a fault does is done by
 * the endpoint it strikes; nothing here moves money or bytes.
 */

import * as v from 'valibot'
import type { ApiTraits, Role, Wire } from './apis.ts'

const delayMsMax = 86_400_000
const timesMax = 20

const plain = <const Kind extends string>(kind: Kind) => v.strictObject({ kind: v.literal(kind) })
const ms = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(delayMsMax))
const status = v.optional(v.pipe(v.number(), v.integer(), v.minValue(500), v.maxValue(599)), 500)
const times = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(timesMax))
const skewMs = v.pipe(v.number(), v.integer(), v.minValue(-delayMsMax), v.maxValue(delayMsMax))
const percent = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))

export const actionSchema = v.variant('kind', [
  /** It is done late. */
  v.strictObject({ kind: v.literal('delay'), ms }),
  /** It is done, and the answer comes late. */
  v.strictObject({ kind: v.literal('delay_after_commit'), ms }),
  /** The request is lost on its way: nothing happens here. */
  plain('drop_before_commit'),
  /** It is done, and the answer is lost. */
  plain('drop_after_commit'),
  /** It is done, and a machine in between answers with an error page. */
  v.strictObject({ kind: v.literal('error_after_commit'), status }),
  /** Nothing is done, and the answer looks the same as above. */
  v.strictObject({ kind: v.literal('error_before_commit'), status }),
  /** It is done, and the answer breaks off in its middle. */
  plain('truncate_answer'),
  /** It is done, the platform dies without a word and comes back with its books. */
  plain('restart'),
  /** The answer is true, but its signature does not fit. */
  plain('bad_signature'),
  /** The answer carries no signature at all. */
  plain('no_signature'),
  /** Signed by a key nobody has told the merchant about. */
  plain('unknown_serial'),
  /** The provider's own test of whether its signatures are checked. */
  plain('signature_probe'),
  /** Nothing is done; an unsigned error says so, which anybody on the way could have written. */
  plain('unsigned_error'),
  /** Signed rightly, by a clock that is wrong. */
  v.strictObject({ kind: v.literal('skew'), ms: skewMs }),
  /** This share of answers is signed by the platform's next key. */
  v.strictObject({ kind: v.literal('other_key'), percent }),
  /** The platform says it failed; did it? */
  v.strictObject({ kind: v.literal('system_error'), commit: v.boolean() }),
  plain('rate_limited'),
  /** The shopper confirms this much later. */
  v.strictObject({ kind: v.literal('slow_shopper'), ms }),
  plain('user_paying_forever'),
  v.strictObject({ kind: v.literal('payer_refused'), reason: v.picklist(['balance', 'risk', 'code']) }),
  /** The wallet asks for the password, and the shopper cancels this much later. */
  v.strictObject({ kind: v.literal('password_cancelled'), ms }),
  /** The charge is held on its way until somebody has ended the order. */
  plain('hold_until_reversed'),
  /** For so long after the payment the query knows nothing of it. */
  v.strictObject({ kind: v.literal('query_lies'), as: v.picklist(['unpaid', 'absent']), ms }),
  plain('duplicate_transaction_id'),
  /** An order whose money went back whole is reported as closed. */
  plain('closed_after_refund'),
  /** The shopper confirms just before this call is done. */
  plain('pay_before_close'),
  /** Nothing is done: ask again. */
  plain('reverse_again'),
  /** Nothing is done: the shopper is paying. */
  plain('reverse_paying'),
  /** The answer is a success that does not say what was done. */
  plain('no_action'),
  v.strictObject({ kind: v.literal('refund_processing'), ms }),
  plain('refund_abnormal'),
  plain('refund_closed'),
  /** The merchant's own balance is short. */
  plain('refund_not_enough'),
  plain('notify_drop'),
  v.strictObject({ kind: v.literal('notify_duplicate'), times }),
  v.strictObject({ kind: v.literal('notify_delay'), ms }),
  /** The payment's message waits until the refund's has left. */
  plain('notify_refund_first'),
  plain('notify_wrong_amount'),
  plain('notify_wrong_merchant'),
  plain('notify_tampered'),
  /** The very same signed bytes come again, this much later. */
  v.strictObject({ kind: v.literal('notify_replay'), ms }),
  /** Waits between deliveries shrink by this factor. */
  v.strictObject({ kind: v.literal('notify_fast_ladder'), factor: v.pipe(v.number(), v.minValue(2)) }),
  plain('bill_late'),
  plain('bill_missing_row'),
  plain('bill_extra_row'),
  plain('bill_wrong_amount'),
  v.strictObject({ kind: v.literal('bill_encoding'), as: v.picklist(['gbk', 'bom', 'plain', 'gzip']) }),
  plain('bill_bad_hash'),
  plain('bill_expired_url'),
  /** The main host refuses connections for so long; the second host works. */
  v.strictObject({ kind: v.literal('host_refuses'), ms }),
])

export type FaultAction = v.InferOutput<typeof actionSchema>
export type FaultKind = FaultAction['kind']

interface Fitting {
  readonly roles: readonly Role[]
  /** Absent: all. */
  readonly wires?: readonly Wire[]
}

const answers: readonly Role[] = [
  'order',
  'pay',
  'query',
  'close',
  'reverse',
  'refund',
  'refundQuery',
  'bill',
  'other',
]
const calls: Fitting = { roles: [...answers, 'billFile'] }
const notices: Fitting = { roles: ['notify'] }
const keyed: Fitting = {
  roles: [...answers, 'notify'],
  wires: ['v3', 'notify', 'openapi', 'openapiV3', 'form'],
}
const bills: Fitting = { roles: ['bill'] }
const pays: Fitting = { roles: ['pay'] }
const refunds: Fitting = { roles: ['refund'] }

/** Which calls a fault can strike at all. */
const fittingByKind: Readonly<Record<FaultKind, Fitting>> = {
  delay: calls,
  delay_after_commit: calls,
  drop_before_commit: calls,
  drop_after_commit: calls,
  error_after_commit: calls,
  error_before_commit: calls,
  truncate_answer: calls,
  restart: calls,
  bad_signature: { roles: [...answers, 'notify'] },
  no_signature: { roles: [...answers, 'notify'] },
  unknown_serial: keyed,
  signature_probe: { roles: [...answers, 'notify'], wires: ['v3', 'notify'] },
  unsigned_error: { roles: answers, wires: ['v2', 'openapi', 'openapiV3'] },
  skew: { roles: [...answers, 'notify'], wires: ['v3', 'notify', 'openapiV3', 'form'] },
  other_key: keyed,
  system_error: { roles: answers },
  rate_limited: calls,
  slow_shopper: { roles: ['pay', 'order'] },
  user_paying_forever: pays,
  payer_refused: pays,
  password_cancelled: pays,
  hold_until_reversed: pays,
  query_lies: { roles: ['query'] },
  duplicate_transaction_id: { roles: ['query'] },
  closed_after_refund: { roles: ['query'] },
  pay_before_close: { roles: ['close', 'reverse'] },
  reverse_again: { roles: ['reverse'] },
  reverse_paying: { roles: ['reverse'] },
  no_action: { roles: ['reverse'], wires: ['openapi', 'openapiV3'] },
  refund_processing: refunds,
  refund_abnormal: refunds,
  refund_closed: refunds,
  refund_not_enough: refunds,
  notify_drop: notices,
  notify_duplicate: notices,
  notify_delay: notices,
  notify_refund_first: notices,
  notify_wrong_amount: notices,
  notify_wrong_merchant: notices,
  notify_tampered: notices,
  notify_replay: notices,
  notify_fast_ladder: notices,
  bill_late: bills,
  bill_missing_row: bills,
  bill_extra_row: bills,
  bill_wrong_amount: bills,
  bill_encoding: bills,
  bill_bad_hash: { roles: ['bill'], wires: ['v3'] },
  bill_expired_url: { roles: ['billFile'] },
  host_refuses: { roles: ['host'] },
}

export function isFitting(kind: FaultKind, traits: ApiTraits): boolean {
  const { roles, wires } = fittingByKind[kind]
  return roles.includes(traits.role) && (wires === undefined || wires.includes(traits.wire))
}
