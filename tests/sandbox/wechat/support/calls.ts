/**
 * WeChat Pay's calls one by one, as the store's own exchanges make them: signed, and believed only when the answer
 * proves itself. What was believed is shown with its status and body, everything else by the doubt.
 */

import { err, ok, present } from '../../../../domain/result.ts'
import { type ExchangePorts, exchange, signedRequest } from '../../../../src-server/wechat/exchange.ts'
import type { CallFailure } from '../../../../src-server/wechat/failure.ts'
import type { HttpResponse, HttpSend } from '../../../../src-server/wechat/ports.ts'
import { exchangeXml } from '../../../../src-server/wechat/v2/exchange.ts'
import type { Fields } from '../../../../src-server/wechat/v2/xml.ts'
import { type Bench, type DemoKeys, shownBy } from '../../support/bench.ts'

export type Heard =
  | { readonly doubt: string }
  | { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

const baseUrl = 'http://pay.example'
let nonces = 0
const nonce = (): string => `nonce${String(++nonces).padStart(16, '0')}`

const portsOf = (bench: Bench, keys: DemoKeys, send: HttpSend): ExchangePorts => ({
  keys: keys.merchant,
  clock: bench.clock,
  nonce,
  send,
  baseUrl,
})

/** What keeps an answer from being believed; a refusal that proves itself does not. */
function doubtOf(failure: CallFailure): string | undefined {
  if (failure.kind !== 'OutcomeUnknown' || failure.reason.kind === 'StatusUnlisted') return undefined
  return failure.reason.kind === 'AnswerNotAuthentic' ? failure.reason.refusal.kind : failure.reason.kind
}

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly body?: object
  /** For calls whose success says nothing more. */
  readonly expectedStatus?: 204
}

export async function v3(bench: Bench, keys: DemoKeys, called: Call): Promise<Heard> {
  const { method, target, body, expectedStatus = 200 } = called
  let answered: HttpResponse | undefined
  const send: HttpSend = async (request) => {
    const sent = await bench.send(request)
    answered = sent.ok ? sent.value : undefined
    return sent
  }
  const text = body === undefined ? '' : JSON.stringify(body)
  const judged = await exchange(portsOf(bench, keys, send), { method, target, body: text, expectedStatus })
  const doubt = judged.ok ? undefined : doubtOf(judged.error)
  if (doubt !== undefined) return { doubt }
  const { status, body: written } = present(answered, 'what is believed was answered')
  return { status, body: written === '' ? {} : JSON.parse(written) }
}

/** A file behind an address, unsigned, for who signs the question. */
export async function file(bench: Bench, keys: DemoKeys, address: string): Promise<Buffer | undefined> {
  const { pathname, search } = new URL(address)
  const call = { method: 'GET', target: pathname + search, body: '' } as const
  const { headers } = signedRequest(portsOf(bench, keys, bench.send), call)
  try {
    const answer = await bench.gateway.app.inject({
      method: 'GET',
      url: call.target,
      headers: { ...headers },
    })
    return answer.statusCode === 200 ? answer.rawPayload : undefined
  } catch {
    return undefined
  }
}

/** Over v2; the guarded doors are shown the merchant's certificate. */
export async function v2(bench: Bench, keys: DemoKeys, path: string, fields: Fields): Promise<Heard> {
  const { appid, mchid, v2: own } = keys.merchant
  const { keys: v2Keys, identity } = present(own, 'the demo keys speak v2')
  const send = path.startsWith('/secapi') ? shownBy(identity.certificate)(bench.send) : bench.send
  const judged = await exchangeXml({ appid, mchid, v2Keys, nonce, send }, baseUrl + path, fields)
  if (judged.ok) return { status: 200, body: judged.value }
  return { doubt: doubtOf(judged.error) ?? judged.error.kind }
}

/** `/pay/downloadbill`: the bill's bytes without a signature, or signed words why not. */
export async function v2Bill(bench: Bench, keys: DemoKeys, fields: Fields): Promise<Heard> {
  const { appid, mchid, v2: own } = keys.merchant
  const { keys: v2Keys } = present(own, 'the demo keys speak v2')
  let bytes: Buffer | undefined
  const send: HttpSend = async ({ method, url, headers, body }) => {
    try {
      const call = { method, url: new URL(url).pathname, headers: { ...headers }, payload: body }
      const { statusCode: status, rawPayload } = await bench.gateway.app.inject(call)
      bytes = status === 200 ? rawPayload : undefined
      return ok({ status, headers: {}, body: rawPayload.toString('utf8') })
    } catch {
      return err({ kind: 'TransportFailed', reason: 'connection reset' })
    }
  }
  const judged = await exchangeXml(
    { appid, mchid, v2Keys, nonce, send },
    `${baseUrl}/pay/downloadbill`,
    fields,
  )
  if (judged.ok) return { status: 200, body: judged.value }
  const isBill = bytes !== undefined && bytes[0] !== '<'.charCodeAt(0)
  return isBill ? { status: 200, body: { bytes } } : { doubt: doubtOf(judged.error) ?? judged.error.kind }
}
