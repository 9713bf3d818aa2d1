/**
 * One signed call to Alipay's gateway and the judgement of its answer: authentic and done, authentic and refused, or
 * unknown. Authenticity comes first: before the signature fits, no code means anything. Never logs; never resends
 * (whether to ask again is the payment machine's decision).
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { Clock, HttpRequest, HttpSend } from '../wechat/ports.ts'
import { type Answer, readAnswer } from './answer.ts'
import { type CallFailure, refusalClassOf, type UnknownReason, unknownOutcome } from './failure.ts'
import type { AlipayKeys, Trust } from './keys.ts'
import { headSchema, parseJson } from './schema.ts'
import { isSignatureOf, joined, type Parameters, signText, signType } from './signature.ts'
import { beijingTime } from './time.ts'

export interface AlipayPorts {
  readonly keys: AlipayKeys
  readonly clock: Clock
  readonly send: HttpSend
  /** With its path: `https://openapi.alipay.com/gateway.do`. */
  readonly gatewayUrl: string
}

export interface Call {
  readonly method: string
  readonly bizContent: string
  /** Where the provider reports what becomes of it. */
  readonly notifyUrl?: string | undefined
}

/** Success, and "the shopper is asked to confirm". Nothing else means that the call was taken. */
const doneCodes: ReadonlySet<string> = new Set(['10000', '10003'])
/** Only under this code is the sub-code the business' own word. */
const businessFailed = '40004'
/** The provider's sentence is shown to staff; this much of it is enough. */
const messageCharsMax = 256

const serialsOf = (trust: Trust): Parameters =>
  trust.mode === 'certificate' ? { app_cert_sn: trust.appCertSn, alipay_root_cert_sn: trust.rootCertSn } : {}

function signedRequest({ keys, clock, gatewayUrl }: AlipayPorts, call: Call): HttpRequest {
  const common = {
    app_id: keys.appId,
    method: call.method,
    format: 'JSON',
    charset: 'utf-8',
    sign_type: signType,
    timestamp: beijingTime(clock.nowMs()),
    version: '1.0',
    ...(call.notifyUrl !== undefined && { notify_url: call.notifyUrl }),
    ...serialsOf(keys.trust),
  }
  const sign = signText(joined({ ...common, biz_content: call.bizContent }), keys.privateKey)
  return {
    method: 'POST',
    // The gateway reads the charset of the body from the address, so what is common travels there.
    url: `${gatewayUrl}?${new URLSearchParams({ ...common, sign })}`,
    body: new URLSearchParams({ biz_content: call.bizContent }).toString(),
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
      'user-agent': 'Scanway',
    },
  }
}

function checkAuthentic({ node, signature = '', certificateSn = '' }: Answer, trust: Trust) {
  if (trust.mode === 'key')
    return trust.platformKeys.some((key) => isSignatureOf(node, signature, key))
      ? undefined
      : 'SignatureWrong'
  const key = trust.platformKeyBySn.get(certificateSn)
  if (key === undefined) return 'CertificateUnknown'
  return isSignatureOf(node, signature, key) ? undefined : 'SignatureWrong'
}

const unknown = (reason: UnknownReason) => err(unknownOutcome(reason))

function judgeNode(node: string): Result<string, CallFailure> {
  const head = parseJson(headSchema, node)
  if (head === undefined) return unknown({ kind: 'AnswerUnreadable', refusal: 'NodeUnreadable' })
  const { code, sub_code: subCode, sub_msg, msg } = head
  if (doneCodes.has(code)) return ok(node)
  const refusal = code === businessFailed ? refusalClassOf(subCode) : undefined
  if (refusal === undefined) return unknown({ kind: 'CodeUnlisted', code, subCode })
  return err({ kind: 'CallRefused', refusal, subCode, message: (sub_msg || msg).slice(0, messageCharsMax) })
}

/** The authentic node of a call that was done, or why there is none. */
export async function exchange(ports: AlipayPorts, call: Call): Promise<Result<string, CallFailure>> {
  const sent = await ports.send(signedRequest(ports, call))
  if (!sent.ok) return unknown(sent.error)
  const { status, body } = sent.value
  if (status !== 200) return unknown({ kind: 'StatusUnexpected', status })
  const answer = readAnswer(body, call.method)
  if (!answer.ok) return unknown({ kind: 'AnswerUnreadable', refusal: answer.error.kind })
  if (answer.value.isError) return unknown({ kind: 'ErrorResponse' })
  const offence = checkAuthentic(answer.value, ports.keys.trust)
  return offence === undefined ? judgeNode(answer.value.node) : unknown({ kind: offence })
}
