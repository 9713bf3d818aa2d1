/**
 * What Alipay's certificate mode needs of certificates: the serials it writes into messages (MD5 over the issuer's
 * name, written from its end, and the decimal serial number) and whether one certificate was issued under another.
 * MD5 identifies here and protects nothing.
 */

import { createHash, X509Certificate } from 'node:crypto'

/** OpenSSL's word for "RSA signs this certificate"; Alipay's root file also holds others, which do not count. */
const rsaSignatures = '1.2.840.113549.1.1.'
const chainStepsMax = 4

const pemPattern = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Throws at what is no certificate, as the parser of keys does: both are read through `key-files`. */
export const certificatesOf = (pem: string): readonly X509Certificate[] =>
  Array.from(pem.matchAll(pemPattern), ([one]) => new X509Certificate(one))

/** OpenSSL escapes what RFC 2253 would read as punctuation; the serial is taken over the name as it is. */
const unescaped = (part: string): string => part.replaceAll(/\\(.)/g, '$1')

/** `C=CN\nO=…\nCN=…` becomes `CN=…,O=…,C=CN`. */
const issuerOf = ({ issuer }: X509Certificate): string =>
  issuer.split('\n').map(unescaped).toReversed().join(',')

export const certificateSn = (certificate: X509Certificate): string =>
  createHash('md5')
    .update(issuerOf(certificate) + BigInt(`0x${certificate.serialNumber}`).toString(), 'utf8')
    .digest('hex')

/** The serials of all RSA roots, in the order of the file. */
export const rootSn = (roots: readonly X509Certificate[]): string =>
  roots
    .filter(({ signatureAlgorithmOid }) => signatureAlgorithmOid.startsWith(rsaSignatures))
    .map(certificateSn)
    .join('_')

/** Whether a chain of signatures leads from `leaf` over `others` to one of `roots`. */
export function isIssuedUnder(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): boolean {
  const isIssuer = (child: X509Certificate) => (parent: X509Certificate) =>
    child.checkIssued(parent) && child.verify(parent.publicKey)
  let current: X509Certificate | undefined = leaf
  for (let step = 0; step < chainStepsMax && current !== undefined; step += 1) {
    if (roots.some(isIssuer(current))) return true
    current = others.find(isIssuer(current))
  }
  return false
}
