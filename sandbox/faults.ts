/**
 * Faults as data: which call goes wrong, and how. A test or a person arms them over `/ctl/faults`; the endpoint and
 * the notifier ask here before and after they do their work. Arming a fault never changes the ledger by itself.
 */

import * as v from 'valibot'
import { err, ok, type Result } from '../domain/result.ts'

const wechatApis = ['native', 'query', 'close', 'refund', 'refundQuery', 'certificates', 'notify'] as const
const alipayApis = [
  'alipay_precreate',
  'alipay_pay',
  'alipay_query',
  'alipay_cancel',
  'alipay_close',
  'alipay_refund',
  'alipay_refund_query',
  'alipay_bill',
  'alipay_bill_file',
  'alipay_notify',
] as const
const apis = [...wechatApis, ...alipayApis] as const
export type Api = (typeof apis)[number]

const delayMsMax = 86_400_000
const duplicatesMax = 20
const faultsMax = 100

const ms = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(delayMsMax))
const status = v.optional(v.pipe(v.number(), v.integer(), v.minValue(500), v.maxValue(599)), 500)

const actionSchema = v.variant('kind', [
  /** Answers late. */
  v.strictObject({ kind: v.literal('delay'), ms }),
  /** The request is lost on its way: nothing happens here. */
  v.strictObject({ kind: v.literal('drop_before_commit') }),
  /** It is done, and the answer is lost. */
  v.strictObject({ kind: v.literal('drop_after_commit') }),
  /** It is done, and a machine in between answers with an error page. */
  v.strictObject({ kind: v.literal('error_after_commit'), status }),
  /** Nothing is done, and the answer looks the same as above. */
  v.strictObject({ kind: v.literal('error_before_commit'), status }),
  /** The answer is true, but its signature does not fit. */
  v.strictObject({ kind: v.literal('bad_signature') }),
  /** The answer carries no signature at all. */
  v.strictObject({ kind: v.literal('no_signature') }),
  v.strictObject({ kind: v.literal('notify_drop') }),
  v.strictObject({
    kind: v.literal('notify_duplicate'),
    times: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(duplicatesMax)),
  }),
  v.strictObject({ kind: v.literal('notify_delay'), ms }),
])

const faultParts = v.strictObject({
  match: v.strictObject({
    api: v.picklist(apis),
    out_trade_no: v.optional(v.pipe(v.string(), v.maxLength(32))),
    /** Counts matching calls from 1 since the fault was armed; absent means every one. */
    nth: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  do: actionSchema,
})

/** Deliveries have faults of their own; a fault that could never strike is a mistake worth hearing about. */
export const faultSchema = v.pipe(
  faultParts,
  v.check(
    (fault) => fault.match.api.endsWith('notify') === fault.do.kind.startsWith('notify_'),
    'fault fits its api',
  ),
)

export type Fault = v.InferOutput<typeof faultSchema>
export type FaultAction = Fault['do']

export interface ArmedFault {
  readonly id: number
  readonly fault: Fault
  /** Matching calls seen. */
  readonly seen: number
}

export interface Faults {
  readonly arm: (fault: Fault) => Result<ArmedFault, { readonly kind: 'TooManyFaults' }>
  /** Counts the call in every fault that matches it and gives the first one that strikes now. */
  readonly strike: (api: Api, outTradeNo: string | undefined) => FaultAction | undefined
  readonly list: () => readonly ArmedFault[]
  readonly clear: () => void
}

export function createFaults(): Faults {
  let armed: readonly ArmedFault[] = []
  let lastId = 0
  const isMatch = ({ fault: { match } }: ArmedFault, api: Api, outTradeNo: string | undefined) =>
    match.api === api && (match.out_trade_no === undefined || match.out_trade_no === outTradeNo)
  return {
    arm(fault) {
      if (armed.length >= faultsMax) return err({ kind: 'TooManyFaults' })
      lastId += 1
      const added = { id: lastId, fault, seen: 0 }
      armed = [...armed, added]
      return ok(added)
    },
    strike(api, outTradeNo) {
      armed = armed.map((each) => (isMatch(each, api, outTradeNo) ? { ...each, seen: each.seen + 1 } : each))
      return armed.find(
        (each) => isMatch(each, api, outTradeNo) && (each.fault.match.nth ?? each.seen) === each.seen,
      )?.fault.do
    },
    list: () => armed,
    clear: () => {
      armed = []
    },
  }
}
