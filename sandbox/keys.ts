/**
 * Makes the demo's WeChat Pay key set once and lays it out as in life: `merchant/` is what a store holds, `gateway/`
 * what the provider holds, and neither has the other's private key. Files are for the owner only. Demo keys protect
 * nothing; they are made afresh on every machine so that none is ever shipped.
 */

import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { selfSignedCertificate } from './x509.ts'

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
    certificate: selfSignedCertificate({ privateKey, serial, commonName, fromMs: nowMs, untilMs }),
  }
}

type Files = Readonly<Record<string, string>>

function writePrivately(directory: string, files: Files): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  for (const [name, text] of Object.entries(files)) {
    const file = join(directory, name)
    writeFileSync(file, text, { mode: 0o600, flush: true })
    chmodSync(file, 0o600)
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

/**
 * Leaves an existing key set alone. A new one is written beside its place and moved there whole, so that a start
 * that was cut short leaves no half of one.
 */
export function ensureDemoKeys(directory: string, merchantName: string, nowMs: number): DemoKeyDirectories {
  const directories = { merchant: join(directory, 'merchant'), gateway: join(directory, 'gateway') }
  if (existsSync(directory)) return directories
  mkdirSync(dirname(directory), { recursive: true, mode: 0o700 })
  const draft = mkdtempSync(`${directory}.`)
  const keySet = newKeySet(merchantName, nowMs)
  writePrivately(join(draft, 'merchant'), keySet.merchant)
  writePrivately(join(draft, 'gateway'), keySet.gateway)
  moveIntoPlace(draft, directory)
  return directories
}

/** Two first starts at once: the one that comes second throws its own draft away. */
function moveIntoPlace(draft: string, directory: string): void {
  try {
    renameSync(draft, directory)
  } catch {
    rmSync(draft, { recursive: true, force: true })
  }
}
