/**
 * One signed call to WeChat Pay and the judgement of its answer: authentic and expected, authentic and refused, or
 * unknown. Authenticity comes first: before the signature fits, neither status nor body mean anything.
 * Never logs; never resends (whether to ask again is the payment machine's decision).
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { ClockGuard } from './clock-guard.ts'
import { type CallFailure, type RefusalCode, refusalCodeOf, unknownOutcome } from './failure.ts'
import type { MerchantKeys } from './keys.ts'
import type { Clock, HttpRequest, HttpResponse, HttpSend, NonceSource } from './ports.ts'
import { errorAnswerSchema, parseJson } from './schema.ts'
import { authorization } from './signature.ts'
import { type KeyRenewal, type SignatureRefusal, verifyAnswer } from './verify.ts'

export interface ExchangePorts {
  readonly keys: MerchantKeys
  readonly clock: Clock
  readonly nonce: NonceSource
  readonly send: HttpSend
  /** Scheme and host without a path: `https://api.mch.weixin.qq.com`. */
  readonly baseUrl: string
  /** Absent: the provider's keys are those given by hand. */
  readonly renewal?: KeyRenewal
  /** Absent: our clock is believed. */
  readonly clockGuard?: ClockGuard
}

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly target: string
  readonly body: string
  readonly expectedStatus: 200 | 204
  /** Which codes are final for this call; absent: those of orders and refunds. */
  readonly refusalOf?: (wireCode: string) => RefusalCode | undefined
}

/** The provider's sentence is shown to staff; this much of it is enough. */
const messageCharsMax = 256

/** `call` as it leaves, signed now for this merchant. */
export function signedRequest(
  ports: ExchangePorts,
  call: Pick<Call, 'method' | 'target' | 'body'>,
): HttpRequest {
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

function judgeRefusal({ status, body }: HttpResponse, call: Call): CallFailure {
  const parsed = parseJson(errorAnswerSchema, body)
  if (parsed === undefined) return unknownOutcome({ kind: 'AnswerUnreadable', status })
  const code = (call.refusalOf ?? refusalCodeOf)(parsed.code)
  const isFinal = status >= 400 && status < 500 && status !== 429
  return code !== undefined && isFinal
    ? { kind: 'CallRefused', code, status, message: parsed.message.slice(0, messageCharsMax) }
    : unknownOutcome({ kind: 'StatusUnlisted', status, code: parsed.code })
}

/** A serial that nobody has told us is asked about once; the answer itself is judged again, never sent for again. */
async function verified(
  ports: ExchangePorts,
  answer: HttpResponse,
): Promise<Result<undefined, SignatureRefusal>> {
  const { keys, clock, renewal } = ports
  const keyring = renewal?.keyring ?? keys.platformKeys
  const first = verifyAnswer(answer, keyring, clock.nowMs())
  if (first.ok || first.error.kind !== 'SerialUnknown' || renewal === undefined) return first
  await renewal.renew()
  return verifyAnswer(answer, keyring, clock.nowMs())
}

/** The authentic body of the expected answer, or why there is none. */
export async function exchange(ports: ExchangePorts, call: Call): Promise<Result<string, CallFailure>> {
  const { renewal, clockGuard } = ports
  const skewMs = await clockGuard?.obstacle()
  if (skewMs !== undefined) return err(unknownOutcome({ kind: 'ClockSkewed', skewMs }))
  renewal?.touch()
  const sent = await ports.send(signedRequest(ports, call))
  if (!sent.ok) return err(unknownOutcome(sent.error))
  const answer = sent.value
  clockGuard?.heard(answer.headers)
  const authentic = await verified(ports, answer)
  if (!authentic.ok) {
    const { status } = answer
    return err(unknownOutcome({ kind: 'AnswerNotAuthentic', status, refusal: authentic.error }))
  }
  return answer.status === call.expectedStatus ? ok(answer.body) : err(judgeRefusal(answer, call))
}
