/**
 * The store's side of WeChat Pay API v3: Native payment (create, query, close, refund, query refund) and, where a
 * merchant has it, payment codes (charge, reverse). Every answer
 * is authentic or its outcome is unknown. Keeps no state and decides nothing about a sale: that is the payment
 * machine's. Bodies are given by the caller, who has them on disk before the first send.
 */

import { assert, err, ok, type Result } from '../../domain/result.ts'
import { type ExchangePorts, exchange } from './exchange.ts'
import { type CallFailure, chargeRefusalOf, unknownOutcome } from './failure.ts'
import { outRefundNoPattern, outTradeNoPattern } from './order-body.ts'
import {
  type NativeOrder,
  nativeAnswerSchema,
  parseJson,
  type Refund,
  refundSchema,
  reversalSchema,
  type Transaction,
  transactionSchema,
} from './schema.ts'

export interface WechatClient {
  /** Repeatable with the same bytes: the last `codeUrl` is the one that works. */
  readonly createNative: (body: string) => Promise<Result<NativeOrder, CallFailure>>
  readonly queryOrder: (outTradeNo: string) => Promise<Result<Transaction, CallFailure>>
  /** `OrderPaid` as a refusal means that the shopper was faster. */
  readonly closeOrder: (outTradeNo: string) => Promise<Result<undefined, CallFailure>>
  /** Repeatable with the same bytes. Success is "accepted": ask `queryRefund` for the end. */
  readonly refund: (outRefundNo: string, body: string) => Promise<Result<Refund, CallFailure>>
  readonly queryRefund: (outRefundNo: string) => Promise<Result<Refund, CallFailure>>
  /** Sent once and never again; `body` carries the payer's code. `Unpaid` means that the shopper is asked. */
  readonly charge: (outTradeNo: string, body: string) => Promise<Result<Transaction, CallFailure>>
  /** Ends an order by payment code; an unknown outcome wants to be called again. */
  readonly reverse: (outTradeNo: string) => Promise<Result<undefined, CallFailure>>
}

const orderTarget = (outTradeNo: string): string => `/v3/pay/transactions/out-trade-no/${outTradeNo}`
const refundsTarget = '/v3/refund/domestic/refunds'

const unreadable = err(unknownOutcome({ kind: 'AnswerUnreadable', status: 200 }))
const foreign = err(unknownOutcome({ kind: 'AnswerForeign' }))

function judgeTransaction(body: string, asked: Pick<Transaction, 'appid' | 'mchid' | 'outTradeNo'>) {
  const transaction = parseJson(transactionSchema, body)
  if (transaction === undefined) return unreadable
  const isOurs =
    transaction.appid === asked.appid &&
    transaction.mchid === asked.mchid &&
    transaction.outTradeNo === asked.outTradeNo
  return isOurs ? ok(transaction) : foreign
}

function judgeRefund(body: string, outRefundNo: string): Result<Refund, CallFailure> {
  const refund = parseJson(refundSchema, body)
  if (refund === undefined) return unreadable
  return refund.outRefundNo === outRefundNo ? ok(refund) : foreign
}

export function createWechatClient(ports: ExchangePorts): WechatClient {
  const { appid, mchid } = ports.keys
  const get = (target: string) => exchange(ports, { method: 'GET', target, body: '', expectedStatus: 200 })
  const post = (target: string, body: string, expectedStatus: 200 | 204) =>
    exchange(ports, { method: 'POST', target, body, expectedStatus })
  return {
    async createNative(body) {
      const answer = await post('/v3/pay/transactions/native', body, 200)
      if (!answer.ok) return answer
      const order = parseJson(nativeAnswerSchema, answer.value)
      return order === undefined ? unreadable : ok(order)
    },
    async queryOrder(outTradeNo) {
      assert(outTradeNoPattern.test(outTradeNo), 'order number has the common form of both providers')
      const answer = await get(`${orderTarget(outTradeNo)}?mchid=${mchid}`)
      return answer.ok ? judgeTransaction(answer.value, { appid, mchid, outTradeNo }) : answer
    },
    async closeOrder(outTradeNo) {
      assert(outTradeNoPattern.test(outTradeNo), 'order number has the common form of both providers')
      const answer = await post(`${orderTarget(outTradeNo)}/close`, JSON.stringify({ mchid }), 204)
      return answer.ok ? ok(undefined) : answer
    },
    async charge(outTradeNo, body) {
      const target = '/v3/pay/transactions/codepay'
      const call = { method: 'POST', target, body, expectedStatus: 200, refusalOf: chargeRefusalOf } as const
      const answer = await exchange(ports, call)
      return answer.ok ? judgeTransaction(answer.value, { appid, mchid, outTradeNo }) : answer
    },
    async reverse(outTradeNo) {
      assert(outTradeNoPattern.test(outTradeNo), 'order number has the common form of both providers')
      const answer = await post(`${orderTarget(outTradeNo)}/reverse`, JSON.stringify({ appid, mchid }), 200)
      if (!answer.ok) return answer
      return parseJson(reversalSchema, answer.value)?.out_trade_no === outTradeNo ? ok(undefined) : unreadable
    },
    async refund(outRefundNo, body) {
      const answer = await post(refundsTarget, body, 200)
      return answer.ok ? judgeRefund(answer.value, outRefundNo) : answer
    },
    async queryRefund(outRefundNo) {
      assert(outRefundNoPattern.test(outRefundNo), 'refund number has the common form of both providers')
      const answer = await get(`${refundsTarget}/${outRefundNo}`)
      return answer.ok ? judgeRefund(answer.value, outRefundNo) : answer
    },
  }
}
