/**
 * One signed call to WeChat Pay and the judgement of its answer: authentic and expected, authentic and refused, or
 * unknown. Authenticity comes first: before the signature fits, neither status nor body mean anything.
 * Never logs; never resends (whether to ask again is the payment machine's decision).
 */

import { err, ok, type Result } from '../../domain/result.ts'
import { type CallFailure, refusalCodeOf, unknownOutcome } from './failure.ts'
import type { MerchantKeys } from './keys.ts'
import type { Clock, HttpRequest, HttpResponse, HttpSend, NonceSource } from './ports.ts'
import { errorAnswerSchema, parseJson } from './schema.ts'
import { authorization } from './signature.ts'
import { verifyAnswer } from './verify.ts'

export interface ExchangePorts {
  readonly keys: MerchantKeys
  readonly clock: Clock
  readonly nonce: NonceSource
  readonly send: HttpSend
  /** Scheme and host without a path: `https://api.mch.weixin.qq.com`. */
  readonly baseUrl: string
}

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly body: string
  readonly expectedStatus: 200 | 204
}

/** The provider's sentence is shown to staff; this much of it is enough. */
const messageCharsMax = 256

function signedRequest(ports: ExchangePorts, call: Call): HttpRequest {
  const timestampSeconds = Math.floor(ports.clock.nowMs() / 1000)
  const { method, target, body } = call
  const signed = { method, target, body, timestampSeconds, nonce: ports.nonce() }
  return {
    method,
    url: ports.baseUrl + target,
    body,
    headers: {
      accept: 'application/json',
      'accept-language': 'zh-CN',
      'content-type': 'application/json',
      'user-agent': 'Scanway',
      authorization: authorization(ports.keys, signed),
      'wechatpay-serial': ports.keys.answerSerial,
    },
  }
}

function judgeRefusal({ status, body }: HttpResponse): CallFailure {
  const parsed = parseJson(errorAnswerSchema, body)
  if (parsed === undefined) return unknownOutcome({ kind: 'AnswerUnreadable', status })
  const code = refusalCodeOf(parsed.code)
  const isFinal = status >= 400 && status < 500 && status !== 429
  return code !== undefined && isFinal
    ? { kind: 'CallRefused', code, status, message: parsed.message.slice(0, messageCharsMax) }
    : unknownOutcome({ kind: 'StatusUnlisted', status, code: parsed.code })
}

/** The authentic body of the expected answer, or why there is none. */
export async function exchange(ports: ExchangePorts, call: Call): Promise<Result<string, CallFailure>> {
  const sent = await ports.send(signedRequest(ports, call))
  if (!sent.ok) return err(unknownOutcome(sent.error))
  const answer = sent.value
  const verified = verifyAnswer(answer, ports.keys.platformKeys, ports.clock.nowMs())
  if (!verified.ok) {
    const { status } = answer
    return err(unknownOutcome({ kind: 'AnswerNotAuthentic', status, refusal: verified.error }))
  }
  return answer.status === call.expectedStatus ? ok(answer.body) : err(judgeRefusal(answer))
}
