/**
 * Makes the demo's WeChat Pay key set once and lays it out as in life: `merchant/` is what a store holds, `gateway/`
 * what the provider holds, and neither has the other's private key. Files are for the owner only. Demo keys protect
 * nothing; they are made afresh on every machine so that none is ever shipped.
 */

import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { ensureKeySet, type Files } from '../key-set.ts'
import { type CertificateRequest, newCertificate } from '../x509.ts'

const mchid = '1900000001'
const appid = 'wx5ca0e1d2c3b4a596'
const rsaBits = 2048
/** Certificates of the real platform live five years. */
const certificateLifeMs = 5 * 365 * 86_400_000
/** Where the sandbox's guarded door stands. */
const doorHosts: readonly string[] = ['127.0.0.1', 'localhost']
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789'

export interface WechatKeyDirectories {
  readonly merchant: string
  readonly gateway: string
}

interface KeyWithCertificate {
  readonly commonName: string
  readonly serial: string
  readonly privateKey: KeyObject
  readonly certificate: string
}

const newPrivateKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: rsaBits }).privateKey

/** Twenty bytes, the first one a plain positive digit, as the provider's own serials are. */
const newSerial = (): string => `5A${randomBytes(19).toString('hex')}`.toUpperCase()

/** 32 letters and digits, as both API keys are. */
const newApiKey = (): string =>
  Array.from(randomBytes(32), (byte) => alphabet.charAt(byte % alphabet.length)).join('')

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const publicPemOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()

type Kind = Pick<CertificateRequest, 'issuer' | 'isAuthority' | 'hosts'>

function certified(commonName: string, nowMs: number, kind: Kind = {}): KeyWithCertificate {
  const privateKey = newPrivateKey()
  const serial = newSerial()
  const untilMs = nowMs + certificateLifeMs
  const certificate = newCertificate({ privateKey, serial, commonName, fromMs: nowMs, untilMs, ...kind })
  return { serial, privateKey, certificate, commonName }
}

function newKeySet(
  merchantName: string,
  nowMs: number,
): { readonly merchant: Files; readonly gateway: Files } {
  const authority = certified('Scanway sandbox authority', nowMs, { isAuthority: true })
  const merchant = certified('Scanway demo merchant', nowMs, { issuer: authority })
  const door = certified('Scanway sandbox gateway', nowMs, { issuer: authority, hosts: doorHosts })
  const platform = certified('Scanway sandbox payment platform', nowMs)
  const publicKeyId = `PUB_KEY_ID_0${mchid}${randomBytes(8).toString('hex').toUpperCase()}`
  const publicKey = newPrivateKey()
  const [apiV3Key, apiV2Key] = [newApiKey(), newApiKey()]
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
      'apiv2.key': apiV2Key,
      'certificate.pem': merchant.certificate,
      'authorities.pem': authority.certificate,
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
      'apiv2.key': apiV2Key,
      'authority.pem': authority.certificate,
      'door.key.pem': pemOf(door.privateKey),
      'door.certificate.pem': door.certificate,
      [`${platform.serial}.key.pem`]: pemOf(platform.privateKey),
      [`${platform.serial}.certificate.pem`]: platform.certificate,
      [`${publicKeyId}.key.pem`]: pemOf(publicKey),
    },
  }
}

/** A set from before payment codes lacks half of what is needed; it is put aside, as a demo's keys may be. */
function putAsideOld(directory: string): void {
  const isOld = existsSync(directory) && !existsSync(join(directory, 'merchant', 'apiv2.key'))
  if (isOld) renameSync(directory, `${directory}.old`)
}

/** Leaves an existing key set alone. */
export function ensureWechatKeys(
  directory: string,
  merchantName: string,
  nowMs: number,
): WechatKeyDirectories {
  putAsideOld(directory)
  ensureKeySet(directory, () => newKeySet(merchantName, nowMs))
  return { merchant: join(directory, 'merchant'), gateway: join(directory, 'gateway') }
}
