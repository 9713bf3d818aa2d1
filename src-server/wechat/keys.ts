/**
 * Loads what the store holds to speak with WeChat Pay: its own private key and certificate, the APIv3 and APIv2 keys,
 * and the provider's public keys by serial. Refuses a key file that group or others may read. Keys become opaque key
 * objects at once; their text is never kept, logged or put into a refusal.
 */

import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import * as v from 'valibot'
import { err, ok, type Result } from '../../domain/result.ts'
import { type KeyFileRefusal, readGuarded, readKey } from '../key-files.ts'
import { apiV3KeyOf } from './resource.ts'
import { parseJson } from './schema.ts'
import type { ClientIdentity } from './tls-send.ts'
import type { Keyring } from './verify.ts'

export interface MerchantKeys {
  readonly mchid: string
  readonly appid: string
  readonly serial: string
  readonly privateKey: KeyObject
  readonly platformKeys: Keyring
  /** Which of the platform's keys we ask it to sign its answers with. */
  readonly answerSerial: string
  /** The current APIv3 key, then the previous one while a reset is under way. */
  readonly apiV3Keys: readonly KeyObject[]
  /** What payment codes over v2 need; absent for a merchant that has no such key set. */
  readonly v2: V2Keys | undefined
}

export interface V2Keys {
  /** The current APIv2 key, then the previous one while a reset is under way. */
  readonly keys: readonly [KeyObject, ...KeyObject[]]
  readonly identity: ClientIdentity
}

export type KeysRefusal =
  | KeyFileRefusal
  | { readonly kind: 'ApiV3KeyLength'; readonly bytes: number }
  | { readonly kind: 'ApiV2KeyForm'; readonly file: string }

const fileName = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_.-]{1,128}$/))
const word = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_]{1,128}$/))

const merchantFileSchema = v.object({
  mchid: word,
  appid: word,
  serial: word,
  answerSerial: word,
  platformKeys: v.pipe(v.array(v.object({ serial: word, file: fileName })), v.minLength(1), v.maxLength(8)),
})

type PlatformKeyFile = { readonly serial: string; readonly file: string }

function readKeyring(directory: string, files: readonly PlatformKeyFile[]): Result<Keyring, KeysRefusal> {
  const keyring = new Map<string, KeyObject>()
  for (const { serial, file } of files) {
    // A certificate and a bare public key read the same way.
    const key = readKey(join(directory, file), createPublicKey)
    if (!key.ok) return key
    keyring.set(serial, key.value)
  }
  return ok(keyring)
}

type Optional<T> = Result<T | undefined, KeysRefusal>

/** A file that may be absent, but not exposed. */
function readIfThere(file: string): Optional<string> {
  const text = readGuarded(file)
  if (text.ok) return text
  return text.error.kind === 'KeyFileMissing' ? ok(undefined) : text
}

/** The current key and, where a reset is under way, the previous one beside it. */
function readSecrets<T>(
  directory: string,
  name: string,
  keyOf: (text: string, file: string) => Result<T, KeysRefusal>,
): Optional<readonly [T, ...T[]]> {
  const found: T[] = []
  for (const file of [join(directory, `${name}.key`), join(directory, `${name}.previous.key`)]) {
    const text = readIfThere(file)
    if (!text.ok) return text
    const key = text.value === undefined ? ok(undefined) : keyOf(text.value.trim(), file)
    if (!key.ok) return key
    if (key.value !== undefined) found.push(key.value)
  }
  const [first, ...others] = found
  return ok(first === undefined ? undefined : [first, ...others])
}

/** 32 letters and digits; they are the key's bytes. */
const apiV2KeyOf = (text: string, file: string): Result<KeyObject, KeysRefusal> =>
  /^[0-9A-Za-z]{32}$/.test(text) ? ok(createSecretKey(text, 'utf8')) : err({ kind: 'ApiV2KeyForm', file })

function readV2(directory: string, privateKey: KeyObject): Optional<V2Keys> {
  const keys = readSecrets(directory, 'apiv2', apiV2KeyOf)
  if (!keys.ok) return keys
  const certificate = readIfThere(join(directory, 'certificate.pem'))
  if (!certificate.ok) return certificate
  const authorities = readIfThere(join(directory, 'authorities.pem'))
  if (!authorities.ok) return authorities
  if (keys.value === undefined || certificate.value === undefined) return ok(undefined)
  const identity = { certificate: certificate.value, privateKey, authorities: authorities.value }
  return ok({ keys: keys.value, identity })
}

/**
 * `directory` holds `merchant.json`, `private-key.pem`, `apiv3.key` and the platform key files it names; for payment
 * codes also `apiv2.key` and `certificate.pem`, and `authorities.pem` where the provider's own is not a public one.
 */
export function loadMerchantKeys(directory: string): Result<MerchantKeys, KeysRefusal> {
  const file = join(directory, 'merchant.json')
  const text = readGuarded(file)
  if (!text.ok) return text
  const merchant = parseJson(merchantFileSchema, text.value)
  if (merchant === undefined) return err({ kind: 'KeyFileUnreadable', file })
  const privateKey = readKey(join(directory, 'private-key.pem'), createPrivateKey)
  if (!privateKey.ok) return privateKey
  const apiV3Keys = readSecrets<KeyObject>(directory, 'apiv3', apiV3KeyOf)
  if (!apiV3Keys.ok) return apiV3Keys
  if (apiV3Keys.value === undefined)
    return err({ kind: 'KeyFileMissing', file: join(directory, 'apiv3.key') })
  const platformKeys = readKeyring(directory, merchant.platformKeys)
  if (!platformKeys.ok) return platformKeys
  const v2 = readV2(directory, privateKey.value)
  if (!v2.ok) return v2
  const { mchid, appid, serial, answerSerial } = merchant
  if (!platformKeys.value.has(answerSerial)) return err({ kind: 'KeyFileUnreadable', file })
  return ok({
    mchid,
    appid,
    serial,
    answerSerial,
    privateKey: privateKey.value,
    platformKeys: platformKeys.value,
    apiV3Keys: apiV3Keys.value,
    v2: v2.value,
  })
}
