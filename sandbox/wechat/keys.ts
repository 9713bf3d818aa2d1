/**
 * What the sandbox's WeChat Pay platform holds: the merchant's certificate, its own signing keys and the APIv3 key
 * shared with the merchant. Read from the `gateway/` half of the demo key set; never holds the merchant's private key.
 */

import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  X509Certificate,
} from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

export interface PlatformKey {
  readonly serial: string
  readonly privateKey: KeyObject
  /** Absent for a key that merchants know by its public key id. */
  readonly certificatePem: string | undefined
}

export interface WechatGatewayKeys {
  readonly mchid: string
  readonly appid: string
  /** What the wallet shows above the amount. */
  readonly merchantName: string
  readonly merchantSerial: string
  readonly merchantKey: KeyObject
  /** The first signs notifications, and answers to who names no other. */
  readonly platformKeys: readonly [PlatformKey, ...PlatformKey[]]
  readonly apiV3Key: KeyObject
  readonly apiV2Key: string
  readonly door: DoorKeys
}

/** The guarded door's own identity, and whose certificates it looks at. All PEM. */
export interface DoorKeys {
  readonly privateKey: string
  readonly certificate: string
  readonly authority: string
  /** The one certificate that is let in, as DER. */
  readonly merchantCertificate: Buffer
}

const gatewayFileSchema = v.object({
  mchid: v.string(),
  appid: v.string(),
  merchantName: v.string(),
  merchantSerial: v.string(),
  serials: v.tupleWithRest([v.string()], v.string()),
})

/** Only our own generator writes this directory, so a broken file here is a defect and stops the start. */
export function loadWechatGatewayKeys(directory: string): WechatGatewayKeys {
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8')
  const platformKey = (serial: string): PlatformKey => {
    const certificate = `${serial}.certificate.pem`
    return {
      serial,
      privateKey: createPrivateKey(read(`${serial}.key.pem`)),
      certificatePem: existsSync(join(directory, certificate)) ? read(certificate) : undefined,
    }
  }
  const { serials, ...names } = v.parse(gatewayFileSchema, JSON.parse(read('gateway.json')))
  const [first, ...others] = serials
  return {
    ...names,
    merchantKey: createPublicKey(read('merchant-certificate.pem')),
    platformKeys: [platformKey(first), ...others.map(platformKey)],
    apiV2Key: read('apiv2.key').trim(),
    door: {
      privateKey: read('door.key.pem'),
      certificate: read('door.certificate.pem'),
      authority: read('authority.pem'),
      merchantCertificate: new X509Certificate(read('merchant-certificate.pem')).raw,
    },
    apiV3Key: createSecretKey(Buffer.from(read('apiv3.key').trim(), 'utf8')),
  }
}
