/**
 * Makes the demo's WeChat Pay key set once and lays it out as in life: `merchant/` is what a store holds, `gateway/`
 * what the provider holds, and neither has the other's private key. Files are for the owner only. Demo keys protect
 * nothing; they are made afresh on every machine so that none is ever shipped.
 */

import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { ensureKeySet, type Files } from './key-set.ts'
import { newCertificate } from './x509.ts'

const mchid = '1900000001'
const appid = 'wx5ca0e1d2c3b4a596'
const rsaBits = 2048
/** Certificates of the real platform live five years. */
const certificateLifeMs = 5 * 365 * 86_400_000
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789'

export interface DemoKeyDirectories {
  readonly merchant: string
  readonly gateway: string
}

interface KeyWithCertificate {
  readonly serial: string
  readonly privateKey: KeyObject
  readonly certificate: string
}

const newPrivateKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: rsaBits }).privateKey

/** Twenty bytes, the first one a plain positive digit, as the provider's own serials are. */
const newSerial = (): string => `5A${randomBytes(19).toString('hex')}`.toUpperCase()

const newApiV3Key = (): string =>
  Array.from(randomBytes(32), (byte) => alphabet.charAt(byte % alphabet.length)).join('')

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const publicPemOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()

function certified(commonName: string, nowMs: number): KeyWithCertificate {
  const privateKey = newPrivateKey()
  const serial = newSerial()
  const untilMs = nowMs + certificateLifeMs
  return {
    serial,
    privateKey,
    certificate: newCertificate({ privateKey, serial, commonName, fromMs: nowMs, untilMs }),
  }
}

function newKeySet(
  merchantName: string,
  nowMs: number,
): { readonly merchant: Files; readonly gateway: Files } {
  const merchant = certified('Scanway demo merchant', nowMs)
  const platform = certified('Scanway sandbox payment platform', nowMs)
  const publicKeyId = `PUB_KEY_ID_0${mchid}${randomBytes(8).toString('hex').toUpperCase()}`
  const publicKey = newPrivateKey()
  const apiV3Key = newApiV3Key()
  const serials = [platform.serial, publicKeyId]
  return {
    merchant: {
      'merchant.json': JSON.stringify({
        mchid,
        appid,
        serial: merchant.serial,
        answerSerial: platform.serial,
        platformKeys: serials.map((serial) => ({ serial, file: `platform-${serial}.pem` })),
      }),
      'private-key.pem': pemOf(merchant.privateKey),
      'apiv3.key': apiV3Key,
      [`platform-${platform.serial}.pem`]: platform.certificate,
      [`platform-${publicKeyId}.pem`]: publicPemOf(publicKey),
    },
    gateway: {
      'gateway.json': JSON.stringify({
        mchid,
        appid,
        merchantName,
        merchantSerial: merchant.serial,
        serials,
      }),
      'merchant-certificate.pem': merchant.certificate,
      'apiv3.key': apiV3Key,
      [`${platform.serial}.key.pem`]: pemOf(platform.privateKey),
      [`${platform.serial}.certificate.pem`]: platform.certificate,
      [`${publicKeyId}.key.pem`]: pemOf(publicKey),
    },
  }
}

/** Leaves an existing key set alone. */
export function ensureDemoKeys(directory: string, merchantName: string, nowMs: number): DemoKeyDirectories {
  ensureKeySet(directory, () => newKeySet(merchantName, nowMs))
  return { merchant: join(directory, 'merchant'), gateway: join(directory, 'gateway') }
}
