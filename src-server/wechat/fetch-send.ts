/**
 * The real way to the provider: global fetch, ended by a time-out, with a cap on what an answer may weigh. Follows
 * no redirect (a signed request belongs to one address) and turns everything that goes wrong into `TransportFailed`.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { Headers, HttpDownload, HttpRequest, HttpSend, TransportFailed } from './ports.ts'

export interface FetchLimits {
  /** From the first byte out to the last byte in; the provider may take seconds on purpose. */
  readonly exchangeTimeoutMs: number
  readonly answerBytesMax: number
}

export const defaultFetchLimits: FetchLimits = { exchangeTimeoutMs: 12_000, answerBytesMax: 1_048_576 }

const failed = (reason: string) => err<TransportFailed>({ kind: 'TransportFailed', reason })

async function readBytes(response: Response, bytesMax: number): Promise<Result<Uint8Array, TransportFailed>> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    // Leaving the loop cancels the stream and with it the connection.
    if (bytes > bytesMax) return failed(`answer is over ${bytesMax} bytes`)
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}

const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

async function exchangeOnce(
  request: HttpRequest,
  limits: FetchLimits,
): Promise<Result<Answer, TransportFailed>> {
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers,
    ...(request.method !== 'GET' && { body: request.body }),
    redirect: 'error',
    signal: AbortSignal.timeout(limits.exchangeTimeoutMs),
  })
  const bytes = await readBytes(response, limits.answerBytesMax)
  if (!bytes.ok) return bytes
  return ok({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bytes: bytes.value,
  })
}

/** Names the cause (`ECONNREFUSED`, `TimeoutError`) without the address or any byte of the message. */
function causeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'unknown'
  const { cause } = thrown
  const hasCode = typeof cause === 'object' && cause !== null && 'code' in cause
  return hasCode ? String(cause.code) : thrown.name
}

/** `read` may throw at bytes that are not what was expected. */
async function attempt<T>(
  request: HttpRequest,
  limits: FetchLimits,
  read: (answer: Answer) => T,
): Promise<Result<T, TransportFailed>> {
  try {
    const answer = await exchangeOnce(request, limits)
    return answer.ok ? ok(read(answer.value)) : answer
  } catch (thrown) {
    return failed(causeOf(thrown))
  }
}

export function createFetchSend(limits: FetchLimits = defaultFetchLimits): HttpSend {
  return (request) =>
    attempt(request, limits, ({ status, headers, bytes }) => ({ status, headers, body: textOf(bytes) }))
}

/** A day's bill of a large merchant, packed, takes longer and weighs more than an answer. */
const downloadLimits: FetchLimits = { exchangeTimeoutMs: 60_000, answerBytesMax: 32 * 1_048_576 }

export function createFetchDownload(limits: FetchLimits = downloadLimits): HttpDownload {
  return (request) => attempt(request, limits, ({ status, bytes }) => ({ status, bytes }))
}
