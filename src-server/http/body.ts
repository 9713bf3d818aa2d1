/**
 * Request bodies as bytes: signatures cover bytes, so no parser may touch them first. Reading one through its
 * schema is the wall: what does not fit is refused by name, never guessed at.
 */

import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { ok, type Result } from '../../domain/result.ts'
import { type HttpRefusal, refuse } from './refusal.ts'

const noBytes: Uint8Array = new Uint8Array()

export function keepBodiesAsBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

export const bytesOf = (body: unknown): Uint8Array => (body instanceof Uint8Array ? body : noBytes)

/** Strict UTF-8; `undefined` for anything else. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const unreadable = refuse(400, 'BodyUnreadable', 'The body is not JSON in UTF-8.')

/** Names the first field that does not fit; a field's value is never repeated. */
function misfit(issues: readonly v.BaseIssue<unknown>[]): Result<never, HttpRefusal> {
  const [first] = issues
  const path = first === undefined ? null : v.getDotPath(first)
  const where = path === null ? 'The body' : `The field ${path.slice(0, 80)}`
  return refuse(400, 'BodyRefused', `${where} is missing, unknown, or not of the kind this path takes.`)
}

export function readBody<TSchema extends v.GenericSchema>(
  schema: TSchema,
  body: unknown,
): Result<v.InferOutput<TSchema>, HttpRefusal> {
  const text = textOf(bytesOf(body))
  if (text === undefined) return unreadable
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), text)
  if (!json.success) return unreadable
  const parsed = v.safeParse(schema, json.output, { abortEarly: true })
  return parsed.success ? ok(parsed.output) : misfit(parsed.issues)
}
