/**
 * Writes RSA certificates (X.509 v3 in DER, RFC 5280), because the sandbox's payment platform hands certificates to
 * its merchants and guards a door by them as the real one does, and Node can read them but not make them. Signed by
 * an authority of the sandbox's own, or by themselves. For the sandbox only.
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
  extensions: 0xa3,
  boolean: 0x01,
  octetString: 0x04,
  dnsName: 0x82,
  ipAddress: 0x87,
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

/** OIDs in their encoded form: basicConstraints and subjectAltName (RFC 5280, 4.2.1). */
const basicConstraints = der(tags.objectId, Buffer.from('551d13', 'hex'))
const subjectAltName = der(tags.objectId, Buffer.from('551d11', 'hex'))
const yes = der(tags.boolean, Buffer.from([0xff]))

const hostOf = (host: string): Buffer =>
  /^[\d.]+$/.test(host)
    ? der(tags.ipAddress, Buffer.from(host.split('.').map(Number)))
    : der(tags.dnsName, Buffer.from(host, 'ascii'))

function extensionsOf({ isAuthority, hosts }: CertificateRequest): Buffer {
  const authority = der(tags.sequence, basicConstraints, yes, der(tags.octetString, der(tags.sequence, yes)))
  const names = (list: readonly string[]) =>
    der(tags.sequence, subjectAltName, der(tags.octetString, der(tags.sequence, ...list.map(hostOf))))
  const list = [...(isAuthority ? [authority] : []), ...(hosts === undefined ? [] : [names(hosts)])]
  return list.length === 0 ? Buffer.alloc(0) : der(tags.extensions, der(tags.sequence, ...list))
}

export interface CertificateRequest {
  readonly privateKey: KeyObject
  /** Upper-case hex; its first byte must be 01–7F, so that it is a positive integer of fixed length. */
  readonly serial: string
  readonly commonName: string
  readonly fromMs: number
  readonly untilMs: number
  /** Absent: it signs itself. */
  readonly issuer?: { readonly commonName: string; readonly privateKey: KeyObject }
  readonly isAuthority?: boolean
  /** Names and IPv4 addresses it serves. */
  readonly hosts?: readonly string[]
}

/** The certificate as PEM. */
export function newCertificate(request: CertificateRequest): string {
  const issuer = request.issuer ?? request
  const toBeSigned = der(
    tags.sequence,
    der(tags.version, der(tags.integer, Buffer.from([2]))),
    der(tags.integer, Buffer.from(request.serial, 'hex')),
    sha256WithRsa,
    nameOf(issuer.commonName),
    der(tags.sequence, utcTime(request.fromMs), utcTime(request.untilMs)),
    nameOf(request.commonName),
    createPublicKey(request.privateKey).export({ type: 'spki', format: 'der' }),
    extensionsOf(request),
  )
  const signature = sign('RSA-SHA256', toBeSigned, issuer.privateKey)
  const certificate = der(
    tags.sequence,
    toBeSigned,
    sha256WithRsa,
    der(tags.bitString, Buffer.from([0]), signature),
  )
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
