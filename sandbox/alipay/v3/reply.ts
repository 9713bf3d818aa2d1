/**
 * A method's answer in the words of the REST door: the status says what the older door's `code` says, the fields stand
 * bare, and a failure is its sub-code without the gateway's prefix, with a link to more.
 */

import { invalid, type Reply } from '../reply.ts'

/** What only this door can refuse. */
export const v3Refusals = {
  timestampMissing: () => invalid('isv.missing-timestamp', '缺少时间戳参数'),
  verb: () => invalid('isv.invalid-http-method', '不支持的HTTP方法'),
  replayed: () => invalid('isv.suspected-attack', '随机串重复'),
  contentType: () => invalid('isv.invalid-content-type', '不支持的Content-Type'),
} as const

export interface V3Answer {
  readonly status: number
  readonly body: object
}

/** `waiting` is not done: who takes every 200 for money must not meet one there. */
const statusByCode: ReadonlyMap<unknown, number> = new Map([
  ['10000', 200],
  ['10003', 202],
  ['20000', 500],
  ['40005', 429],
])

/** Where a path names nothing, and the words that differ in more than their prefix. */
const statusBySubCode: ReadonlyMap<unknown, number> = new Map([['isv.invalid-method', 404]])
const codeBySubCode: ReadonlyMap<unknown, string> = new Map([['isp.bill_not_exist', 'BILL_NOT_EXIST']])

const gatewayPrefix = /^(?:isv|isp|aop)\./

export function v3Answer(reply: Reply, traceId: string): V3Answer {
  const { code, msg: _msg, sub_code, sub_msg, ...fields } = reply
  const status = statusBySubCode.get(sub_code) ?? statusByCode.get(code) ?? 400
  if (status < 400) return { status, body: fields }
  const link = `https://open.alipay.com/api/errCheck?traceId=${traceId}&source=openapi`
  const name = codeBySubCode.get(sub_code) ?? String(sub_code).replace(gatewayPrefix, '')
  return { status, body: { code: name, links: [{ link, desc: '解决方案' }], message: sub_msg } }
}
