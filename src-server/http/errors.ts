/**
 * What leaves the server when no handler could answer: unknown paths, bodies too large, requests that are not HTTP,
 * and our own defects. A defect is an alarm with the error's name; its text stays off the wire.
 */

import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import type { Log } from '../log.ts'
import { type HttpRefusal, sendRefusal } from './refusal.ts'

const unknownRoute: HttpRefusal = {
  status: 404,
  error: 'UnknownRoute',
  message: 'There is nothing at this path for this method.',
}

function refusalOf(error: FastifyError): HttpRefusal | undefined {
  const status = error.statusCode ?? 500
  if (status === 413)
    return { status, error: 'BodyTooLarge', message: 'The body is larger than this path takes.' }
  if (status >= 400 && status < 500)
    return { status, error: 'RequestUnreadable', message: 'The request is not one this server can read.' }
  return undefined
}

export function answerError(log: Log, error: FastifyError, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error)
  if (refusal !== undefined) return sendRefusal(reply, refusal)
  log.alarm('RequestFailed', { error: error.name, code: error.code, reason: error.message })
  return sendRefusal(reply, {
    status: 500,
    error: 'ServerFailed',
    message: 'The server could not do this. Ask again; nothing was done by halves.',
  })
}

export function addErrorAnswers(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((_request, reply) => sendRefusal(reply, unknownRoute))
  app.setErrorHandler((error: FastifyError, _request, reply) => answerError(log, error, reply))
}
