/**
 * Which armed fault strikes a call. A test or a person arms them over `/ctl/faults`; endpoints and notifiers ask here
 * before and after they do their work. Arming a fault never changes the ledger by itself.
 */

import * as v from 'valibot'
import { err, ok, type Result } from '../../domain/result.ts'
import { actionSchema, type FaultAction, isFitting } from './actions.ts'
import { type Api, apis, traitsByApi } from './apis.ts'

const faultsMax = 100
const callsMax = 10_000

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(callsMax))

const faultParts = v.strictObject({
  match: v.strictObject({
    api: v.picklist(apis),
    out_trade_no: v.optional(v.pipe(v.string(), v.maxLength(64))),
    /** Counts matching calls from 1 since the fault was armed; absent means every one. */
    nth: v.optional(count),
    /** The first so many matching calls; absent means no end. */
    times: v.optional(count),
  }),
  do: actionSchema,
})

/** A fault that could never strike is a mistake worth hearing about. */
export const faultSchema = v.pipe(
  faultParts,
  v.check((fault) => isFitting(fault.do.kind, traitsByApi[fault.match.api]), 'fault fits its api'),
)

export type Fault = v.InferOutput<typeof faultSchema>

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

const isMatch = ({ fault: { match } }: ArmedFault, api: Api, outTradeNo: string | undefined): boolean =>
  match.api === api && (match.out_trade_no === undefined || match.out_trade_no === outTradeNo)

const isStriking = ({ fault: { match }, seen }: ArmedFault): boolean =>
  (match.nth === undefined || match.nth === seen) && (match.times === undefined || seen <= match.times)

export function createFaults(): Faults {
  let armed: readonly ArmedFault[] = []
  let lastId = 0
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
      return armed.find((each) => isMatch(each, api, outTradeNo) && isStriking(each))?.fault.do
    },
    list: () => armed,
    clear: () => {
      armed = []
    },
  }
}
