/**
 * Signs an answer or a delivery as the platform does, or as it does when something is wrong with it: another key, no
 * key, a clock that is off, a signature for other bytes. What is signed is always the body that travels.
 */

import type { FaultAction } from '../faults/actions.ts'
import { newNonce } from './ids.ts'
import type { PlatformKey } from './keys.ts'
import type { WechatGatewayPorts } from './ports.ts'
import { signatureHeaders } from './signature.ts'

/** No key of ours has it. */
const strangeSerial = '7E5705E1A1000000000000000000000000000000'
const probePrefix = 'WECHATPAY/SIGNTEST/'

type SigningPorts = Pick<WechatGatewayPorts, 'clock' | 'random' | 'keys'>

/** The share of messages that the platform's other key has taken over so far. */
function isTakenOver({ random }: SigningPorts, percent: number): boolean {
  const [drawn = 0] = random.bytes(1)
  return drawn % 100 < percent
}

function chosenKey(ports: SigningPorts, key: PlatformKey, fault: FaultAction | undefined): PlatformKey {
  if (fault?.kind !== 'other_key' || !isTakenOver(ports, fault.percent)) return key
  return ports.keys.platformKeys.find((other) => other.serial !== key.serial) ?? key
}

/** The headers around `body`, as the armed fault leaves them. */
export function sealedHeaders(
  ports: SigningPorts,
  body: string,
  key: PlatformKey,
  fault: FaultAction | undefined,
): Readonly<Record<string, string>> {
  if (fault?.kind === 'no_signature') return {}
  const { clock, random } = ports
  const atMs = clock.nowMs() + (fault?.kind === 'skew' ? fault.ms : 0)
  const headers = signatureHeaders(chosenKey(ports, key, fault), body, atMs, newNonce(random))
  if (fault?.kind === 'bad_signature') return { ...headers, 'wechatpay-nonce': newNonce(random) }
  if (fault?.kind === 'unknown_serial') return { ...headers, 'wechatpay-serial': strangeSerial }
  if (fault?.kind !== 'signature_probe') return headers
  return { ...headers, 'wechatpay-signature': probePrefix + headers['wechatpay-signature'] }
}
