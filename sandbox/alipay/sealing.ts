/**
 * Writes and signs an answer as the gateway does, or as it does when something is wrong with it: another key, no
 * signature, one for other bytes, an error that anybody could have written. The node is signed in the characters in
 * which it travels.
 */

import type { FaultAction } from '../faults/actions.ts'
import type { AlipayPlatformKey } from './keys.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import { type Reply, refusals } from './reply.ts'
import { signatureOf } from './signature.ts'

/** No certificate of ours has it. */
export const strangeSn = 'f'.repeat(32)

type SealingPorts = Pick<AlipayGatewayPorts, 'keys' | 'random'>

/** The key that signs now: the next one has taken over this share of messages so far. */
export function signingKey(
  { keys, random }: SealingPorts,
  fault: FaultAction | undefined,
): AlipayPlatformKey {
  const [drawn = 0] = random.bytes(1)
  return fault?.kind === 'other_key' && drawn % 100 < fault.percent ? keys.next : keys.current
}

/** Slashes are escaped, as the provider escapes them. */
const written = (reply: Reply): string => JSON.stringify(reply).replaceAll('/', '\\/')

/** The text that gets signed when the signature is to be wrong. */
const otherText = (text: string, fault: FaultAction | undefined): string =>
  fault?.kind === 'bad_signature' ? `${text} ` : text

export function sealedAnswer(
  ports: SealingPorts,
  nodeName: string,
  reply: Reply,
  isCertified: boolean,
  fault: FaultAction | undefined,
): string {
  if (fault?.kind === 'unsigned_error') return `{"error_response":${written(refusals.systemError())}}`
  const node = written(reply)
  const named = `"${nodeName}":${node}`
  if (fault?.kind === 'no_signature') return `{${named}}`
  const key = signingKey(ports, fault)
  const isStrange = fault?.kind === 'unknown_serial'
  const sn = isStrange ? strangeSn : key.certificateSn
  // A merchant without certificates knows no serials: to it, a stranger's key is a signature that does not fit.
  const text = isStrange && !isCertified ? `${node} ` : otherText(node, fault)
  const serial = isCertified ? `,"alipay_cert_sn":"${sn}"` : ''
  return `{${named}${serial},"sign":"${signatureOf(text, key.privateKey)}"}`
}
