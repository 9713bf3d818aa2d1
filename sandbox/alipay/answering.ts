/**
 * What both doors of the gateway do with a call once they know who speaks: find the order it is about, run the method
 * in one transaction of the books, or excuse the platform. Knows nothing of HTTP and signatures.
 */

import * as v from 'valibot'
import type { FaultAction } from '../faults/actions.ts'
import type { Call, Method } from './method.ts'
import { letTimePass } from './passing-time.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import { type Reply, refusals } from './reply.ts'

const numberedSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ out_trade_no: v.optional(v.string()), trade_no: v.optional(v.string()) }),
)

/** The merchant's number of the order a call is about, so that a fault can aim at one order. */
export function numberOf({ store }: AlipayGatewayPorts, content: string): string | undefined {
  const parsed = v.safeParse(numberedSchema, content)
  if (!parsed.success) return undefined
  const { out_trade_no, trade_no } = parsed.output
  const byTradeNo = trade_no === undefined ? undefined : store.tradeByTradeNo(trade_no)
  return byTradeNo?.outTradeNo ?? out_trade_no
}

/** The method's answer, or the platform's excuse; `commit` decides whether anything was done. */
export function answerOf(
  ports: AlipayGatewayPorts,
  method: Method,
  call: Call,
  fault: FaultAction | undefined,
): Reply {
  letTimePass(ports)
  if (fault?.kind === 'rate_limited') return refusals.tooOften()
  const isUndone = fault?.kind === 'unsigned_error' || (fault?.kind === 'system_error' && !fault.commit)
  if (isUndone) return refusals.systemError()
  const answer = ports.store.transact(() => method.handle(ports, call, fault))
  return fault?.kind === 'system_error' ? refusals.systemError() : answer
}
