/**
 * Reads key material from files that only their owner may read. Keys become opaque key objects at once; their text is
 * never kept, logged or put into a refusal, which names the file and nothing of what is in it.
 */

import type { KeyObject } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { err, ok, type Result } from '../domain/result.ts'

export type KeyFileRefusal =
  | { readonly kind: 'KeyFileMissing'; readonly file: string }
  | { readonly kind: 'KeyFileExposed'; readonly file: string; readonly mode: string }
  | { readonly kind: 'KeyFileUnreadable'; readonly file: string }

/** Bits that let anyone but the owner read, write or enter. */
const othersBits = 0o077

export function readGuarded(file: string): Result<string, KeyFileRefusal> {
  // The file system answers by throwing; a missing or locked file is life, not a defect.
  try {
    const mode = statSync(file).mode & 0o777
    const isExposed = process.platform !== 'win32' && (mode & othersBits) !== 0
    if (isExposed) return err({ kind: 'KeyFileExposed', file, mode: mode.toString(8) })
    return ok(readFileSync(file, 'utf8'))
  } catch {
    return err({ kind: 'KeyFileMissing', file })
  }
}

/** `parse` may throw at what is no PEM; only RSA keys are taken. */
export function readKey(file: string, parse: (pem: string) => KeyObject): Result<KeyObject, KeyFileRefusal> {
  const text = readGuarded(file)
  if (!text.ok) return text
  try {
    const key = parse(text.value)
    return key.asymmetricKeyType === 'rsa' ? ok(key) : err({ kind: 'KeyFileUnreadable', file })
  } catch {
    return err({ kind: 'KeyFileUnreadable', file })
  }
}
