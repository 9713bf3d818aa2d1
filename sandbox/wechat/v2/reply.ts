/** What a v2 endpoint answers before it is signed: `SUCCESS` with words, or `FAIL` with one of the provider's codes. */

import type { Words } from './xml.ts'

export interface V2Reply {
  readonly words: Words
}

export const succeeded = (words: Words): V2Reply => ({
  words: { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'SUCCESS', ...words },
})

export const failed = (code: string, sentence: string, words: Words = {}): V2Reply => ({
  words: {
    return_code: 'SUCCESS',
    return_msg: 'OK',
    result_code: 'FAIL',
    err_code: code,
    err_code_des: sentence,
    ...words,
  },
})

/** Before the merchant is known nothing can be signed: the answer proves nothing. */
export const unsigned = (code: string, sentence: string): Words => ({
  return_code: 'FAIL',
  return_msg: sentence,
  err_code: code,
})

export const v2Refusals = {
  lackParameter: (field: string) => failed('LACK_PARAMS', `缺少参数 ${field}`),
  parameter: (field: string) => failed('PARAM_ERROR', `参数错误 ${field}`),
  foreignMerchant: () => failed('APPID_MCHID_NOT_MATCH', '商户号与应用不匹配'),
  orderNotFound: () => failed('ORDERNOTEXIST', '此交易订单号不存在'),
  systemError: () => failed('SYSTEMERROR', '系统超时'),
  tooOften: () => failed('FREQUENCY_LIMITED', '请求过于频繁,请稍后再试'),
} as const
