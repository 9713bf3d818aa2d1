/**
 * Decides which lane a request comes from: by its Ed25519 signature over method, path with query, time, nonce and
 * body. Changes nothing; every refusal is named so that a technician knows whether it is the key, the clock or the
 * network. Only enrolled lanes that were not revoked are heard.
 */

import { verify } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { clockSkewMaxMs, signatureHeaders, signedText } from '../../domain/contract/wire.ts'
import { laneIdSchema } from '../../domain/journal.ts'
import { ok, type Result } from '../../domain/result.ts'
import { sha256 } from '../hash.ts'
import { bytesOf } from '../http/body.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import type { ServerPorts } from '../ports.ts'
import type { Nonces } from './nonces.ts'
import { readPublicKey } from './public-key.ts'

export interface Lane {
  readonly storeId: string
  readonly laneId: string
  readonly laneName: string
  readonly epoch: number
}

/** The signed headers of a request; Fastify gives header names in lower case. */
const headersSchema = v.pipe(
  v.object({
    [signatureHeaders.lane]: laneIdSchema,
    [signatureHeaders.timestamp]: v.pipe(v.string(), v.regex(/^\d{1,15}$/)),
    [signatureHeaders.nonce]: v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{8,64}$/)),
    [signatureHeaders.signature]: v.pipe(v.string(), v.regex(/^[0-9A-Za-z+/_=-]{80,100}$/)),
  }),
  v.transform((headers) => ({
    laneId: headers[signatureHeaders.lane],
    timestampMs: Number(headers[signatureHeaders.timestamp]),
    nonce: headers[signatureHeaders.nonce],
    signature: headers[signatureHeaders.signature],
  })),
)

type SignedHeaders = v.InferOutput<typeof headersSchema>

function isSigned(request: FastifyRequest, headers: SignedHeaders, publicKey: string): boolean {
  const key = readPublicKey(publicKey)
  if (key === undefined) return false
  const { timestampMs, nonce, signature } = headers
  const bodyHash = sha256(bytesOf(request.body))
  const text = signedText({ method: request.method, path: request.originalUrl, timestampMs, nonce, bodyHash })
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}

function checkFresh(headers: SignedHeaders, nonces: Nonces, nowMs: number): Result<undefined, HttpRefusal> {
  const { laneId, nonce, timestampMs } = headers
  const skewMs = timestampMs - nowMs
  if (Math.abs(skewMs) > clockSkewMaxMs) {
    const seconds = Math.round(skewMs / 1000)
    return refuse(401, 'ClockSkew', `The lane's clock is ${seconds} s off the server's. Set the clock.`)
  }
  switch (nonces.take(laneId, nonce, timestampMs, nowMs)) {
    case 'fresh':
      return ok(undefined)
    case 'replayed':
      return refuse(401, 'RequestReplayed', 'This signed request was heard before.')
    case 'tooMany':
      return refuse(429, 'TooManyRequests', 'The lane asks faster than any lane should.')
  }
}

const unsigned = refuse(401, 'NotSigned', 'The request carries no lane signature in the known form.')
const unknownLane = refuse(401, 'LaneUnknown', 'No lane of this name is enrolled here.')
const revoked = refuse(403, 'LaneRevoked', 'This lane was taken out of service by the office.')
const wrong = refuse(401, 'SignatureWrong', "The signature does not fit the lane's enrolled key.")

export async function authenticate(
  ports: Pick<ServerPorts, 'db' | 'clock'>,
  nonces: Nonces,
  request: FastifyRequest,
): Promise<Result<Lane, HttpRefusal>> {
  const headers = v.safeParse(headersSchema, request.headers)
  if (!headers.success) return unsigned
  const row = await ports.db
    .selectFrom('lane')
    .selectAll()
    .where('lane_id', '=', headers.output.laneId)
    .executeTakeFirst()
  if (row === undefined || row.public_key === null) return unknownLane
  if (!isSigned(request, headers.output, row.public_key)) return wrong
  if (row.revoked_ms !== null) return revoked
  const fresh = checkFresh(headers.output, nonces, ports.clock.nowMs())
  if (!fresh.ok) return fresh
  return ok({ storeId: row.store_id, laneId: row.lane_id, laneName: row.lane_name, epoch: row.epoch })
}
