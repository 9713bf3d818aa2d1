/**
 * Writes a self-signed RSA certificate (X.509 v3 in DER, RFC 5280), because the sandbox's payment platform hands
 * certificates to its merchants as the real one does and Node can read them but not make them. For the sandbox only.
 */

import { createPublicKey, type KeyObject, sign } from 'node:crypto'

const tags = {
  integer: 0x02,
  bitString: 0x03,
  null: 0x05,
  objectId: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
} as const

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff)
  return [0x80 | bytes.length, ...bytes]
}

const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(content.length)]), content])
}

/** OIDs in their encoded form: sha256WithRSAEncryption and commonName. */
const sha256WithRsa = der(
  tags.sequence,
  der(tags.objectId, Buffer.from('2a864886f70d01010b', 'hex')),
  der(tags.null),
)
const commonName = der(tags.objectId, Buffer.from('550403', 'hex'))

const nameOf = (name: string): Buffer =>
  der(
    tags.sequence,
    der(tags.set, der(tags.sequence, commonName, der(tags.utf8String, Buffer.from(name, 'utf8')))),
  )

/** `YYMMDDhhmmssZ`; good until 2049. */
const utcTime = (ms: number): Buffer =>
  der(tags.utcTime, Buffer.from(`${new Date(ms).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`, 'ascii'))

export interface CertificateRequest {
  readonly privateKey: KeyObject
  /** Upper-case hex; its first byte must be 01–7F, so that it is a positive integer of fixed length. */
  readonly serial: string
  readonly commonName: string
  readonly fromMs: number
  readonly untilMs: number
}

/** The certificate as PEM. */
export function selfSignedCertificate(request: CertificateRequest): string {
  const name = nameOf(request.commonName)
  const toBeSigned = der(
    tags.sequence,
    der(tags.version, der(tags.integer, Buffer.from([2]))),
    der(tags.integer, Buffer.from(request.serial, 'hex')),
    sha256WithRsa,
    name,
    der(tags.sequence, utcTime(request.fromMs), utcTime(request.untilMs)),
    name,
    createPublicKey(request.privateKey).export({ type: 'spki', format: 'der' }),
  )
  const signature = sign('RSA-SHA256', toBeSigned, request.privateKey)
  const certificate = der(
    tags.sequence,
    toBeSigned,
    sha256WithRsa,
    der(tags.bitString, Buffer.from([0]), signature),
  )
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
