/**
 * How the server says no: an HTTP status with a named reason and a sentence for the person who reads it. Nothing of
 * a request's content, and nothing of the server's inside, may be in it.
 */

import type { FastifyReply } from 'fastify'
import type { WireRefusal } from '../../domain/contract/wire.ts'
import { type Err, err, type Result } from '../../domain/result.ts'

export interface HttpRefusal extends WireRefusal {
  readonly status: number
  readonly retryAfterSeconds?: number
}

export const refuse = (status: number, error: string, message: string): Err<HttpRefusal> =>
  err({ status, error, message })

export function sendRefusal(reply: FastifyReply, refusal: HttpRefusal): FastifyReply {
  const { status, error, message, retryAfterSeconds } = refusal
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .send({ error, message } satisfies WireRefusal)
}

/** The value as JSON, or the refusal with its status. */
export function sendResult<T extends object>(
  reply: FastifyReply,
  result: Result<T, HttpRefusal>,
): FastifyReply {
  if (!result.ok) return sendRefusal(reply, result.error)
  return reply.header('cache-control', 'no-store').send(result.value)
}
