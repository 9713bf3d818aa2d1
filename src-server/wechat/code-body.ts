/**
 * Writes what is kept of a charge by payment code before its one send: everything but the credential, which is never
 * at rest. At the send the credential joins these very words.
 */

import * as v from 'valibot'
import { assert, present } from '../../domain/result.ts'
import { cut, isFen, outTradeNoPattern } from './order-body.ts'
import { parseJson } from './schema.ts'

const descriptionCharsMax = 127

export interface CodeOrderRequest {
  readonly appid: string
  readonly mchid: string
  readonly outTradeNo: string
  /** What the shopper reads in the wallet; cut to what the provider takes. */
  readonly description: string
  readonly amountFen: number
  /** The address of the charging machine, as the provider asks for it. */
  readonly deviceIp: string
  /** The store's own number with the provider. */
  readonly storeId: string
}

function checked(request: CodeOrderRequest): CodeOrderRequest {
  assert(outTradeNoPattern.test(request.outTradeNo), 'order number has the common form of both providers')
  assert(isFen(request.amountFen), 'order amount is positive integer fen')
  return { ...request, description: cut(request.description, descriptionCharsMax) }
}

/** The v2 fields that are the order's own; merchant, nonce and signature join at the send. */
export function codeFieldsBody(request: CodeOrderRequest): string {
  const { description, outTradeNo, amountFen, deviceIp } = checked(request)
  return JSON.stringify({
    body: description,
    out_trade_no: outTradeNo,
    total_fee: String(amountFen),
    fee_type: 'CNY',
    spbill_create_ip: deviceIp,
  })
}

/** The v3 body without its payer. */
export function codepayBody(request: CodeOrderRequest): string {
  const { appid, mchid, description, outTradeNo, amountFen, deviceIp, storeId } = checked(request)
  return JSON.stringify({
    appid,
    mchid,
    description,
    out_trade_no: outTradeNo,
    amount: { total: amountFen, currency: 'CNY' },
    scene_info: { device_ip: deviceIp, store_info: { out_id: storeId } },
  })
}

const fieldsSchema = v.record(v.string(), v.string())
const bodySchema = v.looseObject({ out_trade_no: v.string() })

/** A kept v2 body, read back. */
export const codeFieldsOf = (body: string): Readonly<Record<string, string>> =>
  present(parseJson(fieldsSchema, body), 'a kept body is what was written')

export interface PaidByCode {
  readonly outTradeNo: string
  /** The bytes to send. */
  readonly body: string
}

/** A kept v3 body with its payer. */
export function withPayer(body: string, authCode: string): PaidByCode {
  const kept = present(parseJson(bodySchema, body), 'a kept body is what was written')
  return {
    outTradeNo: kept.out_trade_no,
    body: JSON.stringify({ ...kept, payer: { auth_code: authCode } }),
  }
}
