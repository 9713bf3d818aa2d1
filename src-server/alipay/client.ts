/**
 * The store's side of Alipay's openapi, payment in person: QR (precreate), the shopper's own code (pay), query,
 * cancel, close, refund and its query, bills. Every answer is authentic or its outcome is unknown. Keeps no state and
 * decides nothing about a sale: that is the payment machine's.
 */

import type * as v from 'valibot'
import { err, ok, type Result } from '../../domain/result.ts'
import { type AlipayPorts, type Call, exchange } from './exchange.ts'
import { type CallFailure, unknownOutcome } from './failure.ts'
import { type PayScene, withAuthCode } from './order-body.ts'
import {
  billAnswerSchema,
  type Cancelled,
  cancelAnswerSchema,
  closeAnswerSchema,
  type OpenedSmile,
  parseJson,
  payAnswerSchema,
  precreateAnswerSchema,
  queryAnswerSchema,
  type RefundTaken,
  refundAnswerSchema,
  refundQueryAnswerSchema,
  smileAnswerSchema,
  type Trade,
} from './schema.ts'

type Answered<T> = Promise<Result<T, CallFailure>>

/** Where a payment by code stands: paid, or the shopper is asked to confirm. */
export type Charge = { readonly kind: 'Paid'; readonly trade: Trade } | { readonly kind: 'Waiting' }

export interface RefundDone {
  readonly refundFen: number
}

export type BillType = 'trade' | 'signcustomer'

export interface AlipayClient {
  /** Repeatable with the same bytes. The trade does not exist before a shopper has scanned the code. */
  readonly precreate: (outTradeNo: string, body: string) => Answered<{ readonly codeUrl: string }>
  /** Sent once; after anything but a sure answer, query. */
  readonly pay: (outTradeNo: string, body: string, scene: PayScene, authCode: string) => Answered<Charge>
  readonly query: (outTradeNo: string) => Answered<Trade>
  /** Ends an unpaid trade and gives back the money of a paid one, within a day. */
  readonly cancel: (outTradeNo: string) => Answered<Cancelled>
  /** Ends a trade that waits for its buyer; nothing else. */
  readonly close: (outTradeNo: string) => Answered<undefined>
  /** Repeatable with the same bytes. */
  readonly refund: (outTradeNo: string, body: string) => Answered<RefundTaken>
  /** `undefined`: not received or failed; the same number may be sent again. */
  readonly queryRefund: (outTradeNo: string, outRequestNo: string) => Answered<RefundDone | undefined>
  /**
   * Opens a face terminal for one look. `method` is the one the merchant was granted; `metaInfo` the terminal's own.
   */
  readonly openSmile: (method: string, metaInfo: string) => Answered<OpenedSmile>
  /** Where the bill of a day (`YYYY-MM-DD`) can be fetched, for half a minute. */
  readonly billUrl: (day: string, type: BillType) => Answered<string>
}

const unreadable = err(unknownOutcome({ kind: 'AnswerUnreadable', refusal: 'NodeUnreadable' }))
const foreign = err(unknownOutcome({ kind: 'AnswerForeign' }))
const credit = err(unknownOutcome({ kind: 'CreditPayment' }))

type Ask = <TSchema extends v.GenericSchema>(schema: TSchema, call: Call) => Answered<v.InferOutput<TSchema>>

const asking =
  (ports: AlipayPorts): Ask =>
  async (schema, call) => {
    const node = await exchange(ports, call)
    if (!node.ok) return node
    const answer = parseJson(schema, node.value)
    return answer === undefined ? unreadable : ok(answer)
  }

/** An answer counts only for the number it was asked about. */
function about<T extends { readonly outTradeNo: string }>(
  outTradeNo: string,
  answer: Result<T, CallFailure>,
): Result<T, CallFailure> {
  return answer.ok && answer.value.outTradeNo !== outTradeNo ? foreign : answer
}

const numberOnly = (outTradeNo: string): string => JSON.stringify({ out_trade_no: outTradeNo })

async function pay(ask: Ask, outTradeNo: string, call: Call): Answered<Charge> {
  const answer = await ask(payAnswerSchema, call)
  if (!answer.ok) return answer
  const { value } = answer
  if (value.kind === 'Waiting') return value.outTradeNo === outTradeNo ? ok({ kind: 'Waiting' }) : foreign
  if (value.trade.outTradeNo !== outTradeNo) return foreign
  return value.isCredit ? credit : ok({ kind: 'Paid', trade: value.trade })
}

async function query(ask: Ask, outTradeNo: string): Answered<Trade> {
  const bizContent = numberOnly(outTradeNo)
  const answer = await ask(queryAnswerSchema, { method: 'alipay.trade.query', bizContent })
  if (!answer.ok) return answer
  const { trade, isCredit } = answer.value
  if (trade.outTradeNo !== outTradeNo) return foreign
  return isCredit ? credit : ok(trade)
}

/** The call was done; only what it tells is news to us. */
const doneCode = '10000'

async function queryRefund(ask: Ask, outTradeNo: string, outRequestNo: string) {
  const bizContent = JSON.stringify({ out_trade_no: outTradeNo, out_request_no: outRequestNo })
  const method = 'alipay.trade.fastpay.refund.query'
  const answer = await ask(refundQueryAnswerSchema, { method, bizContent })
  if (!answer.ok) return answer
  const { status, refundFen, ...told } = answer.value
  if (status === undefined) return ok(undefined)
  // Whoever is told "not received" may pay it out in another way: a word we do not know is no such answer.
  if (status !== 'REFUND_SUCCESS')
    return err(unknownOutcome({ kind: 'CodeUnlisted', code: doneCode, subCode: status }))
  if (told.outTradeNo !== outTradeNo || told.outRequestNo !== outRequestNo) return foreign
  return refundFen === undefined ? unreadable : ok({ refundFen })
}

/** `notifyUrl` is where the provider reaches this server. */
export function createAlipayClient(ports: AlipayPorts, notifyUrl: string): AlipayClient {
  const ask = asking(ports)
  return {
    async precreate(outTradeNo, bizContent) {
      const call = { method: 'alipay.trade.precreate', bizContent, notifyUrl }
      return about(outTradeNo, await ask(precreateAnswerSchema, call))
    },
    pay(outTradeNo, body, scene, authCode) {
      const bizContent = withAuthCode(body, scene, authCode)
      return pay(ask, outTradeNo, { method: 'alipay.trade.pay', bizContent, notifyUrl })
    },
    query: (outTradeNo) => query(ask, outTradeNo),
    async cancel(outTradeNo) {
      const call = { method: 'alipay.trade.cancel', bizContent: numberOnly(outTradeNo) }
      return about(outTradeNo, await ask(cancelAnswerSchema, call))
    },
    async close(outTradeNo) {
      const call = { method: 'alipay.trade.close', bizContent: numberOnly(outTradeNo) }
      const answer = about(outTradeNo, await ask(closeAnswerSchema, call))
      return answer.ok ? ok(undefined) : answer
    },
    async refund(outTradeNo, bizContent) {
      return about(outTradeNo, await ask(refundAnswerSchema, { method: 'alipay.trade.refund', bizContent }))
    },
    queryRefund: (outTradeNo, outRequestNo) => queryRefund(ask, outTradeNo, outRequestNo),
    openSmile: (method, metaInfo) => ask(smileAnswerSchema, { method, bizContent: metaInfo }),
    async billUrl(day, type) {
      const bizContent = JSON.stringify({ bill_type: type, bill_date: day })
      const method = 'alipay.data.dataservice.bill.downloadurl.query'
      const answer = await ask(billAnswerSchema, { method, bizContent })
      return answer.ok ? ok(answer.value.bill_download_url) : answer
    },
  }
}
