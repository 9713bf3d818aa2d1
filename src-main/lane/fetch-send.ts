/**
 * Sends one HTTP request to the store server, bounded in time and in size. It follows no redirect: a captive portal
 * is no answer.
 */

import { err, ok } from '../../domain/result.ts'
import type { HttpSend } from '../../lane/sync/server-client.ts'

export const requestTimeoutMs = 8_000
const replyBytesMax = 16 * 1024 * 1024

async function readBounded(reply: Response): Promise<string | undefined> {
  if (!reply.body) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of reply.body) {
    bytes += chunk.byteLength
    if (bytes > replyBytesMax) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const reasonOf = (failure: unknown): string => {
  if (!(failure instanceof Error)) return 'request failed'
  return failure.cause instanceof Error ? failure.cause.message : failure.message
}

export const fetchSend: HttpSend = async ({ method, url, headers, body }) => {
  const signal = AbortSignal.timeout(requestTimeoutMs)
  try {
    const reply = await fetch(url, { method, headers, body: body ?? null, redirect: 'error', signal })
    const text = await readBounded(reply)
    if (text === undefined) return err({ kind: 'TransportFailed', reason: 'the answer is too large' })
    return ok({ status: reply.status, body: text })
  } catch (failure) {
    return err({ kind: 'TransportFailed', reason: reasonOf(failure) })
  }
}
