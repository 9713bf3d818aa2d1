/**
 * The way to the provider's guarded door: HTTPS with the merchant's own certificate, answering only to the given
 * authorities. One answer per call, capped and timed like `fetch-send.ts`; what goes wrong is `TransportFailed`.
 */

import type { KeyObject } from 'node:crypto'
import { Agent, type RequestOptions, request } from 'node:https'
import { err, ok, type Result } from '../../domain/result.ts'
import { defaultFetchLimits, type FetchLimits } from './fetch-send.ts'
import type { HttpRequest, HttpResponse, HttpSend, TransportFailed } from './ports.ts'

/** Certificates as PEM. Without authorities the system's own are trusted. */
export interface ClientIdentity {
  readonly certificate: string
  readonly privateKey: KeyObject
  readonly authorities: string | undefined
}

type Sent = Result<HttpResponse, TransportFailed>

const failed = (reason: string): Sent => err({ kind: 'TransportFailed', reason })
const socketsMax = 8

/** Names the cause without the address or any byte of the message. */
const causeOf = (thrown: Error): string =>
  'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name

function exchangeOnce(options: RequestOptions, sent: HttpRequest, limits: FetchLimits): Promise<Sent> {
  return new Promise((resolve) => {
    const call = request(sent.url, options, (response) => {
      const chunks: Buffer[] = []
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= limits.answerBytesMax) chunks.push(chunk)
        else call.destroy(new Error('answer is too heavy'))
      })
      response.on('error', (thrown) => resolve(failed(causeOf(thrown))))
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8')
        resolve(ok({ status: response.statusCode ?? 0, headers: {}, body }))
      })
    })
    call.on('error', (thrown) => resolve(failed(causeOf(thrown))))
    call.end(sent.body)
  })
}

export function createTlsSend(
  { certificate, privateKey, authorities }: ClientIdentity,
  limits: FetchLimits = defaultFetchLimits,
): HttpSend {
  const ca = authorities === undefined ? {} : { ca: authorities }
  const agent = new Agent({
    cert: certificate,
    // Only here, inside the agent, does the key become text.
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ...ca,
    maxSockets: socketsMax,
    // A resumed session carries no certificate; the guarded door wants to see it each time.
    maxCachedSessions: 0,
  })
  return async (sent) => {
    const { method, headers } = sent
    const signal = AbortSignal.timeout(limits.exchangeTimeoutMs)
    // An address that is no HTTPS one is reported by throwing.
    try {
      return await exchangeOnce({ agent, method, headers: { ...headers }, signal }, sent, limits)
    } catch {
      return failed('ERR_INVALID_ADDRESS')
    }
  }
}
