/**
 * What the sandbox's Alipay holds: the application's public key and certificate, its own signing keys and their
 * certificates. Read from the `gateway/` part of the demo key set; never holds the merchant's private key. Serials
 * are computed here apart from the store's own code: a mistake in one must not be mirrored by the other.
 */

import { createHash, createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

export interface AlipayPlatformKey {
  readonly privateKey: KeyObject
  readonly certificateSn: string
}

export interface AlipayGatewayKeys {
  readonly appId: string
  readonly sellerId: string
  /** What the wallet shows above the amount. */
  readonly merchantName: string
  readonly appKey: KeyObject
  readonly appCertificateSn: string
  readonly rootCertificateSn: string
  readonly current: AlipayPlatformKey
  /** The platform's next key, known to merchants already. */
  readonly next: AlipayPlatformKey
}

const fileSchema = v.object({ appId: v.string(), sellerId: v.string(), merchantName: v.string() })

function serialOf(pem: string): string {
  const { issuer, serialNumber } = new X509Certificate(pem)
  const parts = issuer.split('\n')
  parts.reverse()
  const decimal = BigInt(`0x${serialNumber}`).toString(10)
  return createHash('md5')
    .update(`${parts.join(',')}${decimal}`)
    .digest('hex')
}

/** Only our own generator writes this directory, so a broken file here is a defect and stops the start. */
export function loadAlipayGatewayKeys(directory: string): AlipayGatewayKeys {
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8')
  const platformKey = (name: string): AlipayPlatformKey => ({
    privateKey: createPrivateKey(read(`${name}.key.pem`)),
    certificateSn: serialOf(read(`${name}.crt`)),
  })
  return {
    ...v.parse(fileSchema, JSON.parse(read('gateway.json'))),
    appKey: createPublicKey(read('app-public-key.pem')),
    appCertificateSn: serialOf(read('app.crt')),
    rootCertificateSn: serialOf(read('root.crt')),
    current: platformKey('platform'),
    next: platformKey('platform-next'),
  }
}
