/**
 * What a store must know to take PIX: its bank's address, its client there, its key, and the secret that the bank's
 * messages are sealed with. Read from one file for the owner only; never logged.
 */

import * as v from 'valibot'
import { parseJson } from '../../domain/parse.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { type KeyFileRefusal, readGuarded } from '../key-files.ts'
import { walletLanguages } from '../payments/refund-words.ts'

const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?$/
const secure = /^https:\/\/[^/?#]+$/

const text = (max: number) => v.pipe(v.string(), v.regex(/^[ -~]+$/), v.maxLength(max))
const secret = v.pipe(v.string(), v.regex(/^[!-~]{16,256}$/))

const pixSettingsSchema = v.strictObject({
  /** Answers are authentic by their connection alone: https, or a sandbox on this very machine. */
  baseUrl: v.pipe(
    v.string(),
    v.check((url) => secure.test(url) || loopback.test(url), 'https, or the loopback'),
  ),
  clientId: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,128}$/)),
  clientSecret: secret,
  /** The receiver's PIX key: telephone, tax number, e-mail or random. */
  key: text(77),
  receiverName: text(25),
  receiverCity: text(15),
  /** What those who pay read in their bank. */
  language: v.optional(v.picklist(walletLanguages), 'pt-BR'),
  /** Seals the bank's messages to us. */
  noticeSecret: secret,
})

export type PixSettings = Readonly<v.InferOutput<typeof pixSettingsSchema>>

export type PixSettingsRefusal =
  | KeyFileRefusal
  | { readonly kind: 'PixSettingsRefused'; readonly reason: string }

export function loadPixSettings(file: string): Result<PixSettings, PixSettingsRefusal> {
  const read = readGuarded(file)
  if (!read.ok) return read
  const settings = parseJson(pixSettingsSchema, read.value)
  return settings.ok ? ok(settings.value) : err({ kind: 'PixSettingsRefused', reason: settings.error.reason })
}
