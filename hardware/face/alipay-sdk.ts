/**
 * Alipay's face SDK (`Zoloz`, smile to pay): its meta information goes to the server, whose `zim_id` and data open one
 * look; a seen face is an `ftoken`.
 */

import * as v from 'valibot'
import { faceRawDataMax } from '../../domain/contract/face.ts'
import { err, ok } from '../../domain/result.ts'
import { type FaceSdk, faceToken, sdkText } from './sdk.ts'

const done = { code: v.literal('1000') }
const accountSchema = v.object({ ...done, metainfo: sdkText(faceRawDataMax) })
const faceSchema = v.object({ ...done, ftoken: faceToken })
const failedSchema = v.fallback(v.object({ code: v.string() }), { code: '' })
const wordOf = (answer: unknown): string => v.parse(failedSchema, answer).code

export const alipaySdk: FaceSdk = {
  describe: () => ({ method: 'zolozGetMetaInfo' }),
  accountOf(answer) {
    const read = v.safeParse(accountSchema, answer)
    return read.success ? ok(read.output.metainfo) : err(wordOf(answer))
  },
  look: ({ authority, terms }) => ({
    method: 'zolozVerify',
    zimId: terms['zim_id'] ?? '',
    params: { 'zim.init.resp': authority },
  }),
  faceOf(answer) {
    const read = v.safeParse(faceSchema, answer)
    return read.success ? ok({ kind: 'face', value: read.output.ftoken }) : err(wordOf(answer))
  },
  stop: () => ({ method: 'zolozStop' }),
  words: { '1003': 'cancelled', '1004': 'timedOut', '1005': 'cancelled', '2006': 'notRecognised' },
}
