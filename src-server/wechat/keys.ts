/**
 * Loads what the store holds to speak with WeChat Pay: its own private key, the APIv3 key, and the provider's public
 * keys by serial. Refuses a key file that group or others may read. Keys become opaque key objects at once; their
 * text is never kept, logged or put into a refusal.
 */

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import * as v from 'valibot'
import { err, ok, type Result } from '../../domain/result.ts'
import { type KeyFileRefusal, readGuarded, readKey } from '../key-files.ts'
import { apiV3KeyOf } from './resource.ts'
import { parseJson } from './schema.ts'
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
}

export type KeysRefusal = KeyFileRefusal | { readonly kind: 'ApiV3KeyLength'; readonly bytes: number }

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

/** `directory` holds `merchant.json`, `private-key.pem`, `apiv3.key` and the platform key files it names. */
export function loadMerchantKeys(directory: string): Result<MerchantKeys, KeysRefusal> {
  const file = join(directory, 'merchant.json')
  const text = readGuarded(file)
  if (!text.ok) return text
  const merchant = parseJson(merchantFileSchema, text.value)
  if (merchant === undefined) return err({ kind: 'KeyFileUnreadable', file })
  const privateKey = readKey(join(directory, 'private-key.pem'), createPrivateKey)
  if (!privateKey.ok) return privateKey
  const secret = readGuarded(join(directory, 'apiv3.key'))
  if (!secret.ok) return secret
  const apiV3Key = apiV3KeyOf(secret.value.trim())
  if (!apiV3Key.ok) return apiV3Key
  const platformKeys = readKeyring(directory, merchant.platformKeys)
  if (!platformKeys.ok) return platformKeys
  const { mchid, appid, serial, answerSerial } = merchant
  if (!platformKeys.value.has(answerSerial)) return err({ kind: 'KeyFileUnreadable', file })
  return ok({
    mchid,
    appid,
    serial,
    answerSerial,
    privateKey: privateKey.value,
    platformKeys: platformKeys.value,
    apiV3Keys: [apiV3Key.value],
  })
}
