/**
 * Speaks to a PIX bank: a token by the client's secret, then charges and returns as JSON. An answer counts once it has
 * the form it must have; whatever else comes leaves the outcome unknown. Keeps a token in memory and nothing else.
 */

import type * as v from 'valibot'
import { parseJson } from '../../domain/parse.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { ProviderFailure } from '../payments/providers/provider.ts'
import type { Clock, HttpRequest, HttpResponse, HttpSend } from '../wechat/ports.ts'
import {
  type Charge,
  chargeSchema,
  type PixReturn,
  problemSchema,
  returnSchema,
  tokenSchema,
} from './schema.ts'
import type { PixSettings } from './settings.ts'

export interface PixPorts {
  readonly settings: PixSettings
  readonly clock: Clock
  readonly send: HttpSend
}

type Answered<T> = Promise<Result<T, ProviderFailure>>

export interface PixClient {
  createCharge(txid: string, body: string): Answered<Charge>
  readCharge(txid: string): Answered<Charge>
  removeCharge(txid: string): Answered<Charge>
  giveBack(endToEndId: string, id: string, body: string): Answered<PixReturn>
  readReturn(endToEndId: string, id: string): Answered<PixReturn>
}

const unknown = (reason: string) => err<ProviderFailure>({ kind: 'Unknown', reason })

/** A token that ends within this is not used any more. */
const tokenMarginMs = 30_000

/** The last part of a problem's type names it: `…/error/CobOperacaoInvalida`. `undefined`: the bank did not say this. */
function problemOf(body: string): string | undefined {
  const problem = parseJson(problemSchema, body)
  return problem.ok
    ? problem.value.type.slice(problem.value.type.lastIndexOf('/') + 1).slice(0, 60)
    : undefined
}

/** Statuses by which the bank surely did nothing, where it names the problem; all others leave it open. */
const refusedStatuses: ReadonlySet<number> = new Set([400, 409, 410, 422])

function read<S extends v.GenericSchema>(
  schema: S,
  { status, body }: HttpResponse,
): Result<v.InferOutput<S>, ProviderFailure> {
  const code = problemOf(body)
  if (status === 404 && code !== undefined) return err({ kind: 'NotFound' })
  if (refusedStatuses.has(status) && code !== undefined) return err({ kind: 'Refused', code })
  if (status !== 200 && status !== 201) return unknown(`Status${status}`)
  const parsed = parseJson(schema, body)
  return parsed.ok ? ok(parsed.value) : unknown('AnswerMalformed')
}

/** Gives a token that is good for a while, and forgets the one it is told was refused. */
function tokens({ settings, clock, send }: PixPorts) {
  let held: { readonly token: string; readonly untilMs: number } | undefined
  const credentials = Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString('base64')
  return {
    async token(): Answered<string> {
      if (held !== undefined && clock.nowMs() < held.untilMs) return ok(held.token)
      const answer = await send({
        method: 'POST',
        url: `${settings.baseUrl}/oauth/token`,
        headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
        body: '{"grant_type":"client_credentials"}',
      })
      if (!answer.ok) return unknown(answer.error.kind)
      const granted = answer.value.status === 200 ? parseJson(tokenSchema, answer.value.body) : undefined
      if (granted?.ok !== true) return unknown('NoToken')
      const { access_token: token, expires_in } = granted.value
      held = { token, untilMs: clock.nowMs() + expires_in * 1000 - tokenMarginMs }
      return ok(token)
    },
    forget(): void {
      held = undefined
    },
  }
}

export function createPixClient(ports: PixPorts): PixClient {
  const { settings, send } = ports
  const access = tokens(ports)
  const once = async (method: HttpRequest['method'], path: string, body: string): Answered<HttpResponse> => {
    const token = await access.token()
    if (!token.ok) return token
    const headers = { authorization: `Bearer ${token.value}`, 'content-type': 'application/json' }
    const answer = await send({ method, url: settings.baseUrl + path, headers, body })
    return answer.ok ? answer : unknown(answer.error.kind)
  }
  const call = async <S extends v.GenericSchema>(
    schema: S,
    method: HttpRequest['method'],
    path: string,
    body = '',
  ): Answered<v.InferOutput<S>> => {
    const first = await once(method, path, body)
    if (!first.ok) return first
    if (first.value.status !== 401) return read(schema, first.value)
    // A bank may end a token before its time; nothing was done with it.
    access.forget()
    const second = await once(method, path, body)
    return second.ok ? read(schema, second.value) : second
  }
  return {
    createCharge: (txid, body) => call(chargeSchema, 'PUT', `/cob/${txid}`, body),
    readCharge: (txid) => call(chargeSchema, 'GET', `/cob/${txid}`),
    removeCharge: (txid) =>
      call(chargeSchema, 'PATCH', `/cob/${txid}`, '{"status":"REMOVIDA_PELO_USUARIO_RECEBEDOR"}'),
    giveBack: (endToEndId, id, body) => call(returnSchema, 'PUT', `/pix/${endToEndId}/devolucao/${id}`, body),
    readReturn: (endToEndId, id) => call(returnSchema, 'GET', `/pix/${endToEndId}/devolucao/${id}`),
  }
}
