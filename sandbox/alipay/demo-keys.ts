/**
 * Makes the demo's Alipay key set once and lays it out as in life: what a store holds in key mode and in certificate
 * mode, and what the platform holds; neither has the other's private key. Both modes are of one application.
 */

import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { ensureKeySet, type Files } from '../key-set.ts'
import { newCertificate } from '../x509.ts'

const appId = '2021004190653217'
const sellerId = '2088641940653217'
const rsaBits = 2048
const certificateLifeMs = 5 * 365 * 86_400_000

export interface AlipayKeyDirectories {
  /** Key mode. */
  readonly merchant: string
  readonly certificateMerchant: string
  readonly gateway: string
}

interface Issuer {
  readonly commonName: string
  readonly privateKey: KeyObject
}

const newPrivateKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: rsaBits }).privateKey
const newSerial = (): string => `4A${randomBytes(15).toString('hex')}`.toUpperCase()
const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
const publicPemOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()

interface Holder extends Issuer {
  readonly certificate: string
}

function certified(commonName: string, nowMs: number, issuer?: Issuer): Holder {
  const privateKey = newPrivateKey()
  const life = { fromMs: nowMs, untilMs: nowMs + certificateLifeMs }
  const role = issuer === undefined ? { isAuthority: true } : { issuer }
  const certificate = newCertificate({ privateKey, serial: newSerial(), commonName, ...life, ...role })
  return { commonName, privateKey, certificate }
}

function newKeySet(merchantName: string, nowMs: number): Readonly<Record<string, Files>> {
  const root = certified('Scanway sandbox Alipay root', nowMs)
  const app = certified('Scanway demo application', nowMs, root)
  const platform = certified('Scanway sandbox Alipay', nowMs, root)
  const next = certified('Scanway sandbox Alipay, next', nowMs, root)
  return {
    merchant: {
      'alipay.json': JSON.stringify({
        mode: 'key',
        appId,
        sellerId,
        platformKeys: ['platform-public-key.pem', 'platform-next-public-key.pem'],
      }),
      'app-private-key.pem': pemOf(app.privateKey),
      'platform-public-key.pem': publicPemOf(platform.privateKey),
      'platform-next-public-key.pem': publicPemOf(next.privateKey),
    },
    'certificate-merchant': {
      'alipay.json': JSON.stringify({
        mode: 'certificate',
        appId,
        sellerId,
        appCertificate: 'app.crt',
        rootCertificates: 'root.crt',
        platformCertificates: ['platform.crt', 'platform-next.crt'],
      }),
      'app-private-key.pem': pemOf(app.privateKey),
      'app.crt': app.certificate,
      'root.crt': root.certificate,
      'platform.crt': platform.certificate,
      'platform-next.crt': next.certificate,
    },
    gateway: {
      'gateway.json': JSON.stringify({ appId, sellerId, merchantName }),
      'app-public-key.pem': publicPemOf(app.privateKey),
      'app.crt': app.certificate,
      'root.crt': root.certificate,
      'platform.key.pem': pemOf(platform.privateKey),
      'platform.crt': platform.certificate,
      'platform-next.key.pem': pemOf(next.privateKey),
      'platform-next.crt': next.certificate,
    },
  }
}

/** Leaves an existing key set alone. */
export function ensureAlipayKeys(
  directory: string,
  merchantName: string,
  nowMs: number,
): AlipayKeyDirectories {
  ensureKeySet(directory, () => newKeySet(merchantName, nowMs))
  return {
    merchant: join(directory, 'merchant'),
    certificateMerchant: join(directory, 'certificate-merchant'),
    gateway: join(directory, 'gateway'),
  }
}
