/**
 * Opens a face terminal's SDK: the terminal's own words go to the provider, and its authority (`authinfo`) comes back.
 * Knows no faces and no payments: what the terminal recognises is a credential like a payment code.
 */

import * as v from 'valibot'
import { err, ok, type Result } from '../../domain/result.ts'
import { type CallFailure, unknownOutcome } from './failure.ts'
import type { Clock } from './ports.ts'
import { exchangeXml, type V2Ports } from './v2/exchange.ts'

export interface FacePorts extends V2Ports {
  readonly clock: Clock
  /** `https://payapp.weixin.qq.com` */
  readonly faceBaseUrl: string
}

export interface FaceTerminal {
  readonly storeId: string
  readonly storeName: string
  readonly deviceId: string
  /** What the terminal's SDK gave, as it is. */
  readonly rawData: string
}

/** It also says for how long; we ask anew before every look, which is shorter than that by far. */
const answerSchema = v.object({
  result_code: v.literal('SUCCESS'),
  authinfo: v.pipe(v.string(), v.minLength(1), v.maxLength(4_096)),
})

export async function openFaceTerminal(
  ports: FacePorts,
  { storeId, storeName, deviceId, rawData }: FaceTerminal,
): Promise<Result<string, CallFailure>> {
  const answer = await exchangeXml(ports, `${ports.faceBaseUrl}/face/get_wxpayface_authinfo`, {
    store_id: storeId,
    store_name: storeName,
    device_id: deviceId,
    rawdata: rawData,
    now: String(Math.floor(ports.clock.nowMs() / 1000)),
    version: '1',
  })
  if (!answer.ok) return answer
  const opened = v.safeParse(answerSchema, answer.value)
  return opened.success
    ? ok(opened.output.authinfo)
    : err(unknownOutcome({ kind: 'AnswerUnreadable', status: 200 }))
}
