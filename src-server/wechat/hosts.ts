/**
 * Two hosts of one provider: the second is called when the first cannot even be connected to, so that nothing can have
 * been done there. Anything that broke after the connection stood is not repeated: that is the payment machine's
 * question.
 */

import type { Clock, HttpRequest, HttpSend } from './ports.ts'

/** After a refusal the second host is asked first for so long. */
const preferSecondForMs = 30_000

/** Causes that leave no doubt: not one byte of ours was read. */
const neverArrived: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Requests are signed over their path, not their host, so the same bytes serve both. */
const movedTo = (request: HttpRequest, from: string, to: string): HttpRequest =>
  request.url.startsWith(from) ? { ...request, url: to + request.url.slice(from.length) } : request

/** `first` and `second` are scheme and host without a path. */
export function sendToEither(send: HttpSend, clock: Clock, first: string, second: string): HttpSend {
  let secondUntilMs = 0
  return async (request) => {
    const isSecondPreferred = clock.nowMs() < secondUntilMs
    const atSecond = movedTo(request, first, second)
    const [now, later] = isSecondPreferred ? [atSecond, request] : [request, atSecond]
    const sent = await send(now)
    if (sent.ok || !neverArrived.has(sent.error.reason)) return sent
    secondUntilMs = isSecondPreferred ? 0 : clock.nowMs() + preferSecondForMs
    return send(later)
  }
}
