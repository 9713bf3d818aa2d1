/**
 * The real way to the provider: global fetch, ended by a time-out, with a cap on what an answer may weigh. Follows
 * no redirect (a signed request belongs to one address) and turns everything that goes wrong into `TransportFailed`.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { Headers, HttpRequest, HttpResponse, HttpSend, TransportFailed } from './ports.ts'

export interface FetchLimits {
  /** From the first byte out to the last byte in; the provider may take seconds on purpose. */
  readonly exchangeTimeoutMs: number
  readonly answerBytesMax: number
}

export const defaultFetchLimits: FetchLimits = { exchangeTimeoutMs: 12_000, answerBytesMax: 1_048_576 }

const failed = (reason: string) => err<TransportFailed>({ kind: 'TransportFailed', reason })

async function readBody(response: Response, bytesMax: number): Promise<Result<string, TransportFailed>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    // Leaving the loop cancels the stream and with it the connection.
    if (bytes > bytesMax) return failed(`answer is over ${bytesMax} bytes`)
    chunks.push(chunk)
  }
  return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks)))
}

async function exchangeOnce(
  request: HttpRequest,
  limits: FetchLimits,
): Promise<Result<HttpResponse, TransportFailed>> {
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers,
    ...(request.method === 'POST' && { body: request.body }),
    redirect: 'error',
    signal: AbortSignal.timeout(limits.exchangeTimeoutMs),
  })
  const body = await readBody(response, limits.answerBytesMax)
  if (!body.ok) return body
  const headers: Headers = Object.fromEntries(response.headers)
  return ok({ status: response.status, headers, body: body.value })
}

/** Names the cause (`ECONNREFUSED`, `TimeoutError`) without the address or any byte of the message. */
function causeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown'
  const { cause } = thrown
  const hasCode = typeof cause === 'object' && cause !== null && 'code' in cause
  return hasCode ? String(cause.code) : thrown.name
}

export function createFetchSend(limits: FetchLimits = defaultFetchLimits): HttpSend {
  return async (request) => {
    try {
      return await exchangeOnce(request, limits)
    } catch (thrown) {
      return failed(causeOf(thrown))
    }
  }
}
