/** The server's command line, checked once. Secrets are never arguments: they stand in files for the owner only. */

import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { err, ok, type Result } from '../domain/result.ts'

const portSchema = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/),
  v.transform(Number),
  v.integer(),
  v.minValue(0),
  v.maxValue(65_535),
)

const urlSchema = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https?:\/\//),
  v.transform((url) => url.replace(/\/+$/, '')),
)

/** A provider's dispute takes weeks; nobody needs the bytes of ten years ago. */
const daysSchema = v.pipe(
  v.string(),
  v.regex(/^\d{1,4}$/),
  v.transform(Number),
  v.integer(),
  v.minValue(30),
  v.maxValue(3_650),
)

const parts = v.object({
  /** Directory of the database, the images and the office's token. */
  data: v.pipe(v.string(), v.minLength(1)),
  port: portSchema,
  'wechat-gateway': urlSchema,
  /** The provider's second host, called when the first cannot be connected to. */
  'wechat-second-gateway': v.optional(urlSchema),
  /** Where the provider looks at the merchant's certificate, when that is not the gateway. */
  'wechat-door': v.optional(v.pipe(urlSchema, v.startsWith('https://'))),
  /** Where face terminals are opened; without it there are none. */
  'wechat-face-gateway': v.optional(urlSchema),
  /** The interface that charges payment codes: v3 must have been granted to the merchant. */
  'wechat-codes': v.optional(v.picklist(['v2', 'v3']), 'v2'),
  /** Whether a recognised face has a door of its own or is taken like a payment code. */
  'wechat-face': v.optional(v.picklist(['facepay', 'asCode']), 'asCode'),
  'merchant-keys': v.pipe(v.string(), v.minLength(1)),
  /** With its path. Left out, with its keys: the store takes no Alipay. */
  'alipay-gateway': v.optional(urlSchema),
  'alipay-keys': v.optional(v.pipe(v.string(), v.minLength(1))),
  /** The method that opens face terminals, as the merchant was granted it; without it none are. */
  'alipay-smile': v.optional(v.pipe(v.string(), v.regex(/^[a-z]+(?:\.[a-z]+){1,6}$/))),
  /** A file with the bank's address and the store's secrets there. Left out: the store takes no PIX. */
  pix: v.optional(v.pipe(v.string(), v.minLength(1))),
  'public-url': urlSchema,
  /** Where the provider reaches this server, when that is not the public address. */
  'notify-url': v.optional(urlSchema),
  /** For how many days the exact bytes of calls to providers are kept. */
  'diary-days': v.optional(daysSchema),
  /** A JSON-lines file that fills a new store. */
  seed: v.optional(v.string()),
})

/** A wallet's gateway and its keys are given together or not at all. */
const argumentsSchema = v.pipe(
  parts,
  v.forward(
    v.partialCheck(
      [['alipay-gateway'], ['alipay-keys']],
      (given) => (given['alipay-gateway'] === undefined) === (given['alipay-keys'] === undefined),
    ),
    ['alipay-keys'],
  ),
)

export type Arguments = v.InferOutput<typeof argumentsSchema>

export const usage =
  'node src-server/main.ts --data DIR --port N --wechat-gateway URL --merchant-keys DIR --public-url URL ' +
  '[--wechat-second-gateway URL] [--wechat-door URL] [--wechat-face-gateway URL] [--wechat-codes v2|v3] ' +
  '[--wechat-face facepay|asCode] [--alipay-gateway URL --alipay-keys DIR [--alipay-smile METHOD]] [--pix FILE] [--notify-url URL] [--diary-days N] [--seed FILE]'

const options = {
  data: { type: 'string' },
  port: { type: 'string' },
  'wechat-gateway': { type: 'string' },
  'wechat-second-gateway': { type: 'string' },
  'wechat-door': { type: 'string' },
  'wechat-face-gateway': { type: 'string' },
  'wechat-codes': { type: 'string' },
  'wechat-face': { type: 'string' },
  'merchant-keys': { type: 'string' },
  pix: { type: 'string' },
  'alipay-gateway': { type: 'string' },
  'alipay-keys': { type: 'string' },
  'alipay-smile': { type: 'string' },
  'public-url': { type: 'string' },
  'notify-url': { type: 'string' },
  'diary-days': { type: 'string' },
  seed: { type: 'string' },
} as const

export function readArguments(
  argv: readonly string[],
): Result<Arguments, { readonly kind: 'ArgumentsRefused'; readonly reason: string }> {
  // The argument parser answers unknown options by throwing.
  try {
    const { values } = parseArgs({ args: [...argv], options, strict: true })
    const parsed = v.safeParse(argumentsSchema, values)
    if (parsed.success) return ok(parsed.output)
    const name = v.getDotPath(parsed.issues[0]) ?? 'unknown'
    return err({ kind: 'ArgumentsRefused', reason: `--${name} is missing or not usable` })
  } catch (thrown) {
    return err({
      kind: 'ArgumentsRefused',
      reason: thrown instanceof Error ? thrown.message : 'not readable',
    })
  }
}

const environmentSchema = v.object({
  /** A PostgreSQL database instead of the embedded one. May hold a password, so it is no argument. */
  DATABASE_URL: v.optional(v.pipe(v.string(), v.regex(/^postgres(?:ql)?:\/\/\S+$/))),
})

/** The address of the chain's database, where there is one; its contents are never printed. */
export function readDatabaseUrl(
  environment: Readonly<Record<string, string | undefined>>,
): Result<string | undefined, { readonly kind: 'EnvironmentRefused'; readonly reason: string }> {
  const parsed = v.safeParse(environmentSchema, environment)
  if (parsed.success) return ok(parsed.output.DATABASE_URL)
  return err({ kind: 'EnvironmentRefused', reason: 'DATABASE_URL is no postgres:// address' })
}
