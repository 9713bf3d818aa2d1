/**
 * Opens what WeChat Pay encrypts for the merchant: AEAD_AES_256_GCM under the APIv3 key, the tag being the last 16
 * bytes. Only 32-byte keys are taken. A ciphertext that does not authenticate yields a refusal and nothing else.
 */

import { createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto'
import { err, ok, type Result } from '../../domain/result.ts'

const keyBytes = 32
const tagBytes = 16

export interface EncryptedResource {
  readonly ciphertext: string
  readonly nonce: string
  readonly associated_data?: string | undefined
}

export type ApiV3KeyRefusal = { readonly kind: 'ApiV3KeyLength'; readonly bytes: number }

/** The APIv3 key is 32 characters of ASCII; they are the key's bytes. */
export function apiV3KeyOf(text: string): Result<KeyObject, ApiV3KeyRefusal> {
  const bytes = Buffer.from(text, 'utf8')
  return bytes.length === keyBytes
    ? ok(createSecretKey(bytes))
    : err({ kind: 'ApiV3KeyLength', bytes: bytes.length })
}

export type ResourceRefusal = { readonly kind: 'ResourceNotOpened' }

function openWith(key: KeyObject, resource: EncryptedResource): string | undefined {
  const sealed = Buffer.from(resource.ciphertext, 'base64')
  if (sealed.length < tagBytes || resource.nonce.length === 0) return undefined
  // Decryption throws when the tag does not fit: here that is a stranger's message, not a defect.
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(resource.nonce, 'utf8'), {
      authTagLength: tagBytes,
    })
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    decipher.setAAD(Buffer.from(resource.associated_data ?? '', 'utf8'))
    const opened = Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
    return opened.toString('utf8')
  } catch {
    return undefined
  }
}

/** Tries each key in turn: the current one and, while a reset is under way, the previous one. */
export function openResource(
  resource: EncryptedResource,
  keys: readonly KeyObject[],
): Result<string, ResourceRefusal> {
  for (const key of keys) {
    const opened = openWith(key, resource)
    if (opened !== undefined) return ok(opened)
  }
  return err({ kind: 'ResourceNotOpened' })
}
