/**
 * One signed v2 call and the judgement of its answer. An answer counts only when it came with 200, as flat XML, with
 * our own key's signature over every field and for our own merchant; a failure without a signature is no failure but
 * an unknown outcome. Never logs; never resends.
 */

import type { KeyObject } from 'node:crypto'
import { err, ok, type Result } from '../../../domain/result.ts'
import { type CallFailure, unknownOutcome } from '../failure.ts'
import type { HttpSend, NonceSource } from '../ports.ts'
import { isSigned, signFields } from './signature.ts'
import { type Fields, readXml, writeXml } from './xml.ts'

export interface V2Ports {
  readonly appid: string
  readonly mchid: string
  /** The current APIv2 key signs; the current and the previous one verify. */
  readonly v2Keys: readonly [KeyObject, ...KeyObject[]]
  readonly nonce: NonceSource
  readonly send: HttpSend
}

/** The words of this merchant around the call's own, signed. */
function signedFields({ appid, mchid, v2Keys, nonce }: V2Ports, fields: Fields): Fields {
  const complete = { appid, mch_id: mchid, nonce_str: nonce(), sign_type: 'HMAC-SHA256', ...fields }
  return { ...complete, sign: signFields(complete, v2Keys[0]) }
}

/** The authentic answer to `fields` posted to `url`, or why there is none; `result_code` is still to be read. */
export async function exchangeXml(
  ports: V2Ports,
  url: string,
  fields: Fields,
): Promise<Result<Fields, CallFailure>> {
  const sent = await ports.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'text/xml; charset=utf-8', 'user-agent': 'Scanway' },
    body: writeXml(signedFields(ports, fields)),
  })
  if (!sent.ok) return err(unknownOutcome(sent.error))
  const { status, body } = sent.value
  const read = status === 200 ? readXml(body) : err(undefined)
  if (!read.ok) return err(unknownOutcome({ kind: 'AnswerUnreadable', status }))
  const answer = read.value
  if (answer['return_code'] !== 'SUCCESS' || !isSigned(answer, ports.v2Keys))
    return err(unknownOutcome({ kind: 'AnswerNotAuthentic', status, refusal: { kind: 'SignatureWrong' } }))
  const isOurs = answer['appid'] === ports.appid && answer['mch_id'] === ports.mchid
  return isOurs ? ok(answer) : err(unknownOutcome({ kind: 'AnswerForeign' }))
}
