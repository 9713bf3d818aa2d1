/**
 * Signs an answer of the REST door as the gateway does, or as it does when something is wrong with it: another key, no
 * signature, a clock that is off, a signature for other bytes. What is signed is always the body that travels.
 */

import type { FaultAction } from '../../faults/actions.ts'
import { newTraceId } from '../ids.ts'
import type { AlipayGatewayPorts } from '../ports.ts'
import { signingKey, strangeSn } from '../sealing.ts'
import { signatureOf } from '../signature.ts'

export function sealedHeaders(
  ports: AlipayGatewayPorts,
  body: string,
  isCertified: boolean,
  fault: FaultAction | undefined,
): Readonly<Record<string, string>> {
  if (fault?.kind === 'no_signature' || fault?.kind === 'unsigned_error') return {}
  const timestamp = String(ports.clock.nowMs() + (fault?.kind === 'skew' ? fault.ms : 0))
  const nonce = newTraceId(ports.random)
  const key = signingKey(ports, fault)
  const isStrange = fault?.kind === 'unknown_serial'
  // A merchant without certificates knows no serials: to it, a stranger's key is a signature that does not fit.
  const isSpoilt = fault?.kind === 'bad_signature' || (isStrange && !isCertified)
  const text = `${timestamp}\n${nonce}\n${isSpoilt ? `${body} ` : body}\n`
  return {
    'alipay-timestamp': timestamp,
    'alipay-nonce': nonce,
    'alipay-signature': signatureOf(text, key.privateKey),
    ...(isCertified && { 'alipay-sn': isStrange ? strangeSn : key.certificateSn }),
  }
}
