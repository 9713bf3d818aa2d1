/**
 * Loads what the store holds to speak with Alipay, in key mode (the platform's public keys) or in certificate mode
 * (our certificate, the platform's by serial, its root). Files are for their owner only; key texts are never kept,
 * logged or put into a refusal.
 */

import { createPrivateKey, createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import * as v from 'valibot'
import { err, ok, type Result } from '../../domain/result.ts'
import { type KeyFileRefusal, readGuarded, readKey } from '../key-files.ts'
import { certificateSn, certificatesOf, isIssuedUnder, rootSn } from './certificate.ts'
import { parseJson } from './schema.ts'

/** How we know that an answer is the platform's. */
export type Trust =
  /** The current public key, then others while a change is under way. */
  | { readonly mode: 'key'; readonly platformKeys: readonly KeyObject[] }
  | {
      readonly mode: 'certificate'
      readonly appCertSn: string
      readonly rootCertSn: string
      readonly platformKeyBySn: ReadonlyMap<string, KeyObject>
    }

export interface AlipayKeys {
  readonly appId: string
  /** The merchant's own account: whom the money is for. */
  readonly sellerId: string
  readonly privateKey: KeyObject
  readonly trust: Trust
}

export type AlipayKeysRefusal =
  | KeyFileRefusal
  /** Our certificate is not our key's, or the platform's was not issued under the root. */
  | { readonly kind: 'CertificateForeign'; readonly file: string }

const fileName = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_.-]{1,128}$/))
const files = v.pipe(v.array(fileName), v.minLength(1), v.maxLength(8))
const digits = v.pipe(v.string(), v.regex(/^\d{8,32}$/))

const merchantFileSchema = v.variant('mode', [
  v.object({ mode: v.literal('key'), appId: digits, sellerId: digits, platformKeys: files }),
  v.object({
    mode: v.literal('certificate'),
    appId: digits,
    sellerId: digits,
    appCertificate: fileName,
    rootCertificates: fileName,
    platformCertificates: files,
  }),
])

type CertificateFiles = Extract<v.InferOutput<typeof merchantFileSchema>, { mode: 'certificate' }>
type CertificateList = readonly [X509Certificate, ...X509Certificate[]]

function readCertificates(file: string): Result<CertificateList, KeyFileRefusal> {
  const text = readGuarded(file)
  if (!text.ok) return text
  // A certificate that does not parse arrives as an exception.
  try {
    const [first, ...others] = certificatesOf(text.value)
    return first === undefined ? err({ kind: 'KeyFileUnreadable', file }) : ok([first, ...others])
  } catch {
    return err({ kind: 'KeyFileUnreadable', file })
  }
}

function readPlatformKeys(paths: readonly string[]): Result<readonly KeyObject[], KeyFileRefusal> {
  const keys: KeyObject[] = []
  for (const file of paths) {
    const key = readKey(file, createPublicKey)
    if (!key.ok) return key
    keys.push(key.value)
  }
  return ok(keys)
}

function readPlatformCertificates(paths: readonly string[], roots: CertificateList) {
  const keys = new Map<string, KeyObject>()
  for (const file of paths) {
    const read = readCertificates(file)
    if (!read.ok) return read
    const [leaf, ...others] = read.value
    if (!isIssuedUnder(leaf, others, roots)) return err({ kind: 'CertificateForeign', file } as const)
    keys.set(certificateSn(leaf), leaf.publicKey)
  }
  return ok(keys)
}

function readCertificateTrust(
  directory: string,
  named: CertificateFiles,
  privateKey: KeyObject,
): Result<Trust, AlipayKeysRefusal> {
  const appFile = join(directory, named.appCertificate)
  const app = readCertificates(appFile)
  if (!app.ok) return app
  const [appCertificate] = app.value
  if (!appCertificate.checkPrivateKey(privateKey)) return err({ kind: 'CertificateForeign', file: appFile })
  const roots = readCertificates(join(directory, named.rootCertificates))
  if (!roots.ok) return roots
  const paths = named.platformCertificates.map((file) => join(directory, file))
  const platform = readPlatformCertificates(paths, roots.value)
  if (!platform.ok) return platform
  return ok({
    mode: 'certificate',
    appCertSn: certificateSn(appCertificate),
    rootCertSn: rootSn(roots.value),
    platformKeyBySn: platform.value,
  })
}

/** `directory` holds `alipay.json`, `app-private-key.pem` and the key or certificate files that the former names. */
export function loadAlipayKeys(directory: string): Result<AlipayKeys, AlipayKeysRefusal> {
  const file = join(directory, 'alipay.json')
  const text = readGuarded(file)
  if (!text.ok) return text
  const merchant = parseJson(merchantFileSchema, text.value)
  if (merchant === undefined) return err({ kind: 'KeyFileUnreadable', file })
  const privateKey = readKey(join(directory, 'app-private-key.pem'), createPrivateKey)
  if (!privateKey.ok) return privateKey
  const { appId, sellerId } = merchant
  const own = { appId, sellerId, privateKey: privateKey.value }
  if (merchant.mode === 'certificate') {
    const trust = readCertificateTrust(directory, merchant, privateKey.value)
    return trust.ok ? ok({ ...own, trust: trust.value }) : trust
  }
  const platformKeys = readPlatformKeys(merchant.platformKeys.map((name) => join(directory, name)))
  return platformKeys.ok
    ? ok({ ...own, trust: { mode: 'key', platformKeys: platformKeys.value } })
    : platformKeys
}
