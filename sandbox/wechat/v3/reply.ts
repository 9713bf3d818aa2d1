/**
 * What an endpoint answers, before it is signed: a status and a JSON body, and the provider's refusals by name.
 * Wordings follow the provider's; its five-figure reason codes travel in `detail.issue`.
 */

import { type ChargeRefusal, chargeSentences } from '../charging.ts'

export interface Reply {
  readonly status: number
  /** `undefined` for 204. */
  readonly body: unknown
  /** Bytes that leave as they are, unsigned. */
  readonly file?: Buffer
}

export const answered = (body: unknown): Reply => ({ status: 200, body })
export const done: Reply = { status: 204, body: undefined }

const refused = (status: number, code: string, message: string, detail?: object): Reply => ({
  status,
  body: { code, message, ...(detail && { detail }) },
})

export const refusals = {
  signature: (message: string) => refused(401, 'SIGN_ERROR', message),
  parameter: (field: string, issue: string) =>
    refused(400, 'PARAM_ERROR', '参数错误', { location: 'body', field, issue }),
  /** The provider's 270924358: it refuses what it does not know. */
  unknownField: (field: string) =>
    refused(400, 'PARAM_ERROR', '请求中含有未定义的参数', { location: 'body', field, issue: '270924358' }),
  /** The provider's 268498688: one number, two different requests. */
  differentParameters: () =>
    refused(400, 'INVALID_REQUEST', '请求重入时参数与首次不一致', { issue: '268498688' }),
  foreignMerchant: () => refused(400, 'APPID_MCHID_NOT_MATCH', '商户号与应用不匹配'),
  orderPaid: () => refused(400, 'ORDERPAID', '该订单已支付'),
  closeOfPaid: () => refused(400, 'ORDER_PAID', '该订单已支付,不能关单'),
  /** The provider's 268449641: an order by payment code can only be reversed. */
  closeOfCodeOrder: () => refused(400, 'INVALID_REQUEST', '付款码支付的订单只能撤销', { issue: '268449641' }),
  orderClosed: () => refused(400, 'ORDER_CLOSED', '该订单已关闭'),
  orderNotFound: () => refused(404, 'ORDER_NOT_EXIST', '订单不存在'),
  refundNotFound: () => refused(404, 'RESOURCE_NOT_EXISTS', '退款单不存在'),
  refundNotPossible: (message: string) => refused(400, 'INVALID_REQUEST', message),
  chargeRefused: (code: ChargeRefusal) => refused(400, code, chargeSentences[code]),
  userPaying: () => refused(202, 'USERPAYING', '用户支付中,请稍后重试'),
  notReversible: () => refused(400, 'INVALID_REQUEST', '该订单不能撤销'),
  reversalTooLate: () => refused(400, 'REVERSE_EXPIRE', '订单已超过可撤销的期限'),
  billCreating: () => refused(400, 'STATEMENT_CREATING', '账单正在生成中,请稍后再试'),
  billAbsent: () => refused(400, 'NO_STATEMENT_EXIST', '账单文件不存在'),
  billUrlExpired: () => refused(400, 'INVALID_REQUEST', '账单下载链接已失效'),
  replayed: () => refused(401, 'SIGN_ERROR', '随机串重复'),
  merchantShort: () => refused(403, 'NOT_ENOUGH', '商户余额不足'),
  systemError: () => refused(500, 'SYSTEM_ERROR', '系统异常,请用相同参数重新调用'),
  tooOften: () => refused(429, 'FREQUENCY_LIMITED', '请求过于频繁,请稍后再试'),
} as const
