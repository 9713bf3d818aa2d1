/**
 * What a method answers, before it is signed: a code, a message and fields, or a refusal with the provider's own
 * sub-code. Wordings follow the provider's.
 */

export type Reply = Readonly<Record<string, unknown>>

export const done = (fields: object): Reply => ({ code: '10000', msg: 'Success', ...fields })

/** The buyer is asked on the phone. */
export const waiting = (fields: object): Reply => ({
  code: '10003',
  msg: ' order success pay inprocess',
  ...fields,
})

const failed = (subCode: string, subMsg: string): Reply => ({
  code: '40004',
  msg: 'Business Failed',
  sub_code: subCode,
  sub_msg: subMsg,
})

/** The gateway itself refuses, before any business. */
export const invalid = (subCode: string, subMsg: string): Reply => ({
  code: '40002',
  msg: 'Invalid Arguments',
  sub_code: subCode,
  sub_msg: subMsg,
})

export const refusals = {
  signature: () =>
    invalid('isv.invalid-signature', '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配'),
  signType: () => invalid('isv.invalid-signature-type', '无效的签名类型'),
  timestamp: () => invalid('isv.invalid-timestamp', '非法的时间戳参数'),
  application: () => invalid('isv.invalid-app-id', '无效的AppID参数'),
  certificate: () => invalid('isv.invalid-cert', '应用公钥证书或支付宝根证书不匹配'),
  charset: () => invalid('isv.invalid-charset', '字符集错误'),
  method: () => invalid('isv.invalid-method', '不存在的方法名'),
  parameter: (field: string) => failed('ACQ.INVALID_PARAMETER', `参数无效：${field}`),
  tradeNotExist: () => failed('ACQ.TRADE_NOT_EXIST', '交易不存在'),
  tradeHasSuccess: () => failed('ACQ.TRADE_HAS_SUCCESS', '交易已被支付'),
  tradeHasClose: () => failed('ACQ.TRADE_HAS_CLOSE', '交易已经关闭'),
  tradeHasFinished: () => failed('ACQ.TRADE_HAS_FINISHED', '交易已完结'),
  contextInconsistent: () => failed('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改'),
  buyerNotMatch: () => failed('ACQ.TRADE_BUYER_NOT_MATCH', '交易买家不匹配'),
  tradeStatus: () => failed('ACQ.TRADE_STATUS_ERROR', '交易状态不合法'),
  codeInvalid: () =>
    failed('ACQ.PAYMENT_AUTH_CODE_INVALID', '支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款'),
  balance: () => failed('ACQ.BUYER_BALANCE_NOT_ENOUGH', '买家余额不足'),
  risk: () => failed('ACQ.PAYMENT_REQUEST_HAS_RISK', '支付有风险'),
  cancelTooLate: () => failed('ACQ.TRADE_CANCEL_TIME_OUT', '超过可撤销的时间范围'),
  refundTooMuch: () => failed('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限'),
  refundDiffers: () => failed('ACQ.DISCORDANT_REPEAT_REQUEST', '不一致的请求'),
  sellerShort: () => failed('ACQ.SELLER_BALANCE_NOT_ENOUGH', '卖家余额不足'),
  billNotExist: () => failed('isp.bill_not_exist', '账单不存在'),
  systemError: (): Reply => ({
    code: '20000',
    msg: 'Service Currently Unavailable',
    sub_code: 'isp.unknow-error',
    sub_msg: '系统繁忙',
  }),
  tooOften: (): Reply => ({
    code: '40005',
    msg: 'Call Limited',
    sub_code: 'isv.app-call-limited',
    sub_msg: '应用调用次数超限',
  }),
} as const
