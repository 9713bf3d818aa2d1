/**
 * WeChat Pay v2, payment code and face: charge, query, reverse; and what went back of any order. A charge is sent once; whether it may have worked is
 * told by the provider's own table, and everything the table does not list is unknown. Reversing needs the merchant's
 * certificate on the connection, so it goes out through a sender of its own.
 */

import { err, ok, type Result } from '../../../domain/result.ts'
import { type CallFailure, chargeRefusalOf, type RefusalCode, unknownOutcome } from '../failure.ts'
import type { HttpSend } from '../ports.ts'
import type { Transaction } from '../schema.ts'
import { exchangeXml, type V2Ports } from './exchange.ts'
import { type RefundsOfOrder, refundsOf } from './refunds.ts'
import { transactionOf } from './transaction.ts'
import type { Fields } from './xml.ts'

export interface V2ClientPorts extends V2Ports {
  /** `https://api.mch.weixin.qq.com` */
  readonly baseUrl: string
  /** Where `/secapi` answers, and the way there with the merchant's certificate. */
  readonly securedBaseUrl: string
  readonly securedSend: HttpSend
}

/** Payment code and recognised face are charged at different doors, and asked about and reversed there too. */
export type Door = 'code' | 'face'

export interface V2Client {
  /** `fields` are those of the kept body and the credential's. `Unpaid` means that the shopper is asked. */
  readonly charge: (door: Door, fields: Fields) => Promise<Result<Transaction, CallFailure>>
  readonly queryOrder: (door: Door, outTradeNo: string) => Promise<Result<Transaction, CallFailure>>
  /** What went back of an order, whoever gave it. */
  readonly queryRefunds: (outTradeNo: string) => Promise<Result<RefundsOfOrder, CallFailure>>
  /** True when the provider wants to be called again. */
  readonly reverse: (door: Door, outTradeNo: string) => Promise<Result<boolean, CallFailure>>
}

const paths = {
  code: { charge: '/pay/micropay', query: '/pay/orderquery', reverse: '/secapi/pay/reverse' },
  face: { charge: '/pay/facepay', query: '/pay/facepayquery', reverse: '/secapi/pay/facepayreverse' },
} as const

const refundsPath = '/pay/refundquery'

const messageCharsMax = 256
const status = 200
const unreadable = err(unknownOutcome({ kind: 'AnswerUnreadable', status }))
const foreign = err(unknownOutcome({ kind: 'AnswerForeign' }))

function refused(answer: Fields, codeOf: (wireCode: string) => RefusalCode | undefined) {
  const wireCode = answer['err_code'] ?? ''
  const code = codeOf(wireCode)
  const message = (answer['err_code_des'] ?? '').slice(0, messageCharsMax)
  return code === undefined
    ? err(unknownOutcome({ kind: 'StatusUnlisted', status, code: wireCode.slice(0, 64) }))
    : err<CallFailure>({ kind: 'CallRefused', code, status, message })
}

const queryRefusalOf = (wireCode: string): RefusalCode | undefined =>
  wireCode === 'ORDERNOTEXIST' ? 'OrderNotFound' : undefined

const refundQueryRefusalOf = (wireCode: string): RefusalCode | undefined =>
  wireCode === 'REFUNDNOTEXIST' ? 'RefundNotFound' : undefined

function reverseRefusalOf(wireCode: string): RefusalCode | undefined {
  if (wireCode === 'REVERSE_EXPIRE') return 'ReversalTooLate'
  return wireCode === 'ORDERNOTEXIST' ? 'OrderNotFound' : undefined
}

/** The order an authentic answer speaks of; it must be the one that was asked about. */
function ownTransaction(answer: Fields, outTradeNo: string): Result<Transaction, CallFailure> {
  const transaction = transactionOf(answer)
  if (transaction === undefined) return unreadable
  return transaction.outTradeNo === outTradeNo ? ok(transaction) : foreign
}

function judgeCharge(answer: Fields, sent: Fields): Result<Transaction, CallFailure> {
  const outTradeNo = sent['out_trade_no'] ?? ''
  if (answer['result_code'] === 'SUCCESS')
    return ownTransaction({ ...answer, trade_state: 'SUCCESS' }, outTradeNo)
  // The one failure that is none. Its answer names no order, but it is signed and this is the only one asked about.
  if (answer['err_code'] === 'USERPAYING')
    return ownTransaction({ ...answer, out_trade_no: outTradeNo, trade_state: 'USERPAYING' }, outTradeNo)
  return refused(answer, chargeRefusalOf)
}

export function createV2Client(ports: V2ClientPorts): V2Client {
  const secured: V2Ports = { ...ports, send: ports.securedSend }
  return {
    async charge(door, fields) {
      const answer = await exchangeXml(ports, ports.baseUrl + paths[door].charge, fields)
      return answer.ok ? judgeCharge(answer.value, fields) : answer
    },
    async queryOrder(door, outTradeNo) {
      const fields = { out_trade_no: outTradeNo }
      const answer = await exchangeXml(ports, ports.baseUrl + paths[door].query, fields)
      if (!answer.ok) return answer
      return answer.value['result_code'] === 'SUCCESS'
        ? ownTransaction(answer.value, outTradeNo)
        : refused(answer.value, queryRefusalOf)
    },
    async queryRefunds(outTradeNo) {
      const answer = await exchangeXml(ports, ports.baseUrl + refundsPath, { out_trade_no: outTradeNo })
      if (!answer.ok) return answer
      if (answer.value['result_code'] !== 'SUCCESS') return refused(answer.value, refundQueryRefusalOf)
      const refunds = refundsOf(answer.value)
      if (refunds === undefined) return unreadable
      return refunds.outTradeNo === outTradeNo ? ok(refunds) : foreign
    },
    async reverse(door, outTradeNo) {
      const fields = { out_trade_no: outTradeNo }
      const answer = await exchangeXml(secured, ports.securedBaseUrl + paths[door].reverse, fields)
      if (!answer.ok) return answer
      const { result_code, recall } = answer.value
      if (recall === 'Y') return ok(true)
      return result_code === 'SUCCESS' && recall === 'N' ? ok(false) : refused(answer.value, reverseRefusalOf)
    },
  }
}
