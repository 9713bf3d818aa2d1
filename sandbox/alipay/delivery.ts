/**
 * How Alipay delivers what it owes: a signed form, its own ladder of waits, and the one word by which a merchant says
 * that a message has arrived.
 */

import { createNotifier, type Notifier } from '../delivery.ts'
import type { FaultAction } from '../faults/actions.ts'
import type { AlipayGatewayPorts } from './ports.ts'
import { signingKey } from './sealing.ts'
import { messageSignature, type Parameters } from './signature.ts'
import { beijingTime } from './time.ts'

const minutes = 60_000
const hours = 60 * minutes

/** The provider's published waits between one delivery and the next: twenty-five hours in all. */
export const retryLadderMs: readonly number[] = [
  4 * minutes,
  10 * minutes,
  10 * minutes,
  1 * hours,
  2 * hours,
  6 * hours,
  15 * hours,
]

const foreignSeller = '2088999999999999'

/** One fen more. */
const raised = (amount: string): string => {
  const fen = Number(amount.replace('.', '')) + 1
  return `${String(fen).slice(0, -2)}.${String(fen).slice(-2).padStart(2, '0')}`
}

/** The parameters as they leave under this fault, rightly signed afterwards. */
function spoiled(parameters: Parameters, fault: FaultAction | undefined): Parameters {
  if (fault?.kind === 'notify_wrong_merchant') return { ...parameters, seller_id: foreignSeller }
  if (fault?.kind !== 'notify_wrong_amount') return parameters
  return { ...parameters, total_amount: raised(parameters['total_amount'] ?? '') }
}

function signedForm(ports: AlipayGatewayPorts, owed: Parameters, fault: FaultAction | undefined): string {
  const notify_time = beijingTime(ports.clock.nowMs() + (fault?.kind === 'skew' ? fault.ms : 0))
  const parameters = { ...spoiled(owed, fault), notify_time }
  if (fault?.kind === 'no_signature') return new URLSearchParams(parameters).toString()
  const { privateKey } = signingKey(ports, fault)
  const isSignedOtherwise = fault?.kind === 'bad_signature' || fault?.kind === 'unknown_serial'
  const signed = isSignedOtherwise ? { ...parameters, notify_id: 'another' } : parameters
  const sign = messageSignature(signed, privateKey)
  // Touched on its way: after it was signed.
  const sent = fault?.kind === 'notify_tampered' ? { ...parameters, buyer_id: '2088' } : parameters
  return new URLSearchParams({ ...sent, sign_type: 'RSA2', sign }).toString()
}

const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }

export const alipayNotifier = (ports: AlipayGatewayPorts): Notifier =>
  createNotifier({
    api: 'alipay_notify',
    ...ports,
    retryLadderMs,
    messageOf: ({ url, body }, fault) => ({ url, headers, body: signedForm(ports, JSON.parse(body), fault) }),
    isTaken: ({ status, body }) => status === 200 && body === 'success',
  })
