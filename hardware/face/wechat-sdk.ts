/**
 * WeChat Pay's face SDK (`WxPayFace`): JSON calls by `cmd`, answers with `return_code`. Whether the token is a face's
 * own or a payment code, and for which order, the server's terms say (`face_code_type`, `out_trade_no`).
 */

import * as v from 'valibot'
import { faceRawDataMax } from '../../domain/contract/face.ts'
import { err, ok } from '../../domain/result.ts'
import { type FaceSdk, faceToken, sdkText } from './sdk.ts'

const call = (cmd: string, epochMs: number) => ({
  cmd,
  version: '1',
  now: String(Math.floor(epochMs / 1_000)),
})

const done = { return_code: v.literal('SUCCESS') }
const accountSchema = v.object({ ...done, rawdata: sdkText(faceRawDataMax) })
const faceSchema = v.object({
  ...done,
  face_code: faceToken,
  openid: v.pipe(v.string(), v.regex(/^[!-~]{1,128}$/)),
})
const failedSchema = v.fallback(v.object({ return_code: v.string() }), { return_code: '' })
const wordOf = (answer: unknown): string => v.parse(failedSchema, answer).return_code

export const wechatSdk: FaceSdk = {
  describe: (epochMs) => call('getWxpayfaceRawdata', epochMs),
  accountOf(answer) {
    const read = v.safeParse(accountSchema, answer)
    return read.success ? ok(read.output.rawdata) : err(wordOf(answer))
  },
  // Our own screens ask before the look and tell the outcome after it, so the SDK's stay away.
  look: ({ authority, terms }, epochMs) => ({
    ...call('getWxpayfaceCode', epochMs),
    ...terms,
    authinfo: authority,
    face_authtype: 'FACEPAY',
    ask_face_permit: '0',
    ask_ret_page: '0',
    ignore_update_pay_result: '1',
  }),
  faceOf(answer) {
    const read = v.safeParse(faceSchema, answer)
    if (!read.success) return err(wordOf(answer))
    return ok({ kind: 'face', value: read.output.face_code, holder: read.output.openid })
  },
  stop: (epochMs) => call('stopWxpayface', epochMs),
  words: { USER_CANCEL: 'cancelled', SCAN_PAYMENT: 'cancelled', ERROR: 'notRecognised' },
}
