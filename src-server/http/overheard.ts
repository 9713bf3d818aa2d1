/**
 * What goes over the wire during one call, written down for the diary: a sender that is overheard, and a place that
 * listens for as long as the call takes. Nothing anyone could pay with is written down: what the caller calls a secret
 * is blanked wherever it stands and however it is written, and so are the contents of QRs.
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { HttpSend } from '../wechat/ports.ts'

/** More of a call than this is nobody's business. */
const exchangesMax = 4
const bodyCharsMax = 4_000

const listening = new AsyncLocalStorage<string[]>()

/** The same sender; while somebody listens, what it sends and hears is written down. */
export const overheard =
  (send: HttpSend): HttpSend =>
  async (request) => {
    const heard = listening.getStore()
    const answer = await send(request)
    if (heard !== undefined && heard.length < exchangesMax) {
      const { method, url, body } = request
      const told = answer.ok ? `${answer.value.status}\n${answer.value.body}` : answer.error.reason
      heard.push(`> ${method} ${new URL(url).pathname}\n${body}\n< ${told}`)
    }
    return answer
  }

/** Names of fields by which money could be moved, in JSON, in XML and as form fields. */
const payable = 'code_url|qr_code|auth_code|face_code|authinfo'
const blanks: readonly RegExp[] = [
  new RegExp(`("(?:${payable})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, 'g'),
  new RegExp(`(<(${payable})>).*?(?=</\\2>)`, 'gs'),
  new RegExp(`((?:%22|&quot;)(?:${payable})(?:%22|&quot;)(?:%3A|:)(?:%22|&quot;)).*?(?=%22|&quot;)`, 'g'),
]

/** The ways one text is written inside another. */
const spellings = (text: string): readonly string[] => [
  text,
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1),
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
]

export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.flatMap(spellings)
  const unknown = known.reduce((rest, secret) => rest.replaceAll(secret, '[not kept]'), text)
  return blanks.reduce((rest, blank) => rest.replace(blank, '$1[not kept]'), unknown)
}

/** The call's outcome, and what went over the wire for it; `null` where no overheard sender was at work. */
export async function overhear<T>(
  secrets: readonly string[],
  call: () => Promise<T>,
): Promise<{ readonly outcome: T; readonly raw: string | null }> {
  const heard: string[] = []
  const outcome = await listening.run(heard, call)
  const raw = heard.map((exchange) => withoutSecrets(exchange, secrets).slice(0, bodyCharsMax))
  return { outcome, raw: raw.length === 0 ? null : raw.join('\n\n') }
}
