/**
 * Messages as a faulty or hostile platform would send them: another amount, another merchant, a ciphertext that was
 * touched. They are signed all the same, so that only the reader's own checks stand between them and the books.
 */

import * as v from 'valibot'
import type { FaultAction } from '../faults/actions.ts'
import { newSealNonce } from './ids.ts'
import type { WechatGatewayPorts } from './ports.ts'
import { seal, unseal } from './signature.ts'

const foreignMchid = '1900009999'

const envelopeSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({
    resource: v.looseObject({
      original_type: v.string(),
      ciphertext: v.string(),
      nonce: v.string(),
      associated_data: v.string(),
    }),
  }),
)
const resourceSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ amount: v.looseObject({ total: v.number() }) }),
)

type SealingPorts = Pick<WechatGatewayPorts, 'keys' | 'random'>

function rewritten(
  { keys, random }: SealingPorts,
  body: string,
  alter: (resource: v.InferOutput<typeof resourceSchema>) => object,
): string {
  const envelope = v.parse(envelopeSchema, body)
  const resource = v.parse(resourceSchema, unseal(keys.apiV3Key, envelope.resource))
  const { original_type, associated_data } = envelope.resource
  const sealed = seal(keys.apiV3Key, JSON.stringify(alter(resource)), associated_data, newSealNonce(random))
  return JSON.stringify({ ...envelope, resource: { original_type, ...sealed } })
}

function touched(body: string): string {
  const envelope = v.parse(envelopeSchema, body)
  const bytes = Buffer.from(envelope.resource.ciphertext, 'base64')
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0)
  return JSON.stringify({
    ...envelope,
    resource: { ...envelope.resource, ciphertext: bytes.toString('base64') },
  })
}

/** The body as it leaves under this fault. */
export function spoiledBody(ports: SealingPorts, body: string, fault: FaultAction | undefined): string {
  if (fault?.kind === 'notify_tampered') return touched(body)
  if (fault?.kind === 'notify_wrong_merchant')
    return rewritten(ports, body, (resource) => ({ ...resource, mchid: foreignMchid }))
  if (fault?.kind !== 'notify_wrong_amount') return body
  return rewritten(ports, body, (resource) => ({
    ...resource,
    amount: { ...resource.amount, total: resource.amount.total + 1 },
  }))
}
