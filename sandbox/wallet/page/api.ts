/**
 * The wallet page's calls to the payment platform. An answer is a value, a named refusal, or `Unreached`: the last
 * says nothing about whether the platform acted, and the page must offer to ask again.
 */

import * as v from 'valibot'
import { err, ok, type Result } from '../../../domain/result.ts'
import type { RefusalKind } from './messages.ts'

const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const sheetEntries = {
  out_trade_no: v.string(),
  merchant: v.string(),
  description: v.string(),
  amount,
  currency: v.literal('CNY'),
}
const sheetSchema = v.object(sheetEntries)
const receiptSchema = v.object({ ...sheetEntries, transaction_id: v.string(), paid_at_ms: v.number() })
const nearbySchema = v.object({ orders: v.array(v.object({ ...sheetEntries, qr: v.string() })) })
const refusalKinds = [
  'BadRequest',
  'CodeUnknown',
  'CodeExpired',
  'OrderExpired',
  'OrderClosed',
  'OrderPaid',
  'OrderOfAnotherPayer',
  'OrderUnknown',
  'PasswordNeeded',
  'PasswordWrong',
  'BalanceShort',
  'RiskRefused',
] as const satisfies readonly RefusalKind[]
const refusedSchema = v.object({ refusal: v.object({ kind: v.picklist(refusalKinds) }) })

export type Sheet = v.InferOutput<typeof sheetSchema>
export type Receipt = v.InferOutput<typeof receiptSchema>
export type Nearby = v.InferOutput<typeof nearbySchema>['orders']

export type WalletFailure =
  | { readonly kind: 'Refused'; readonly refusal: RefusalKind }
  | { readonly kind: 'Unreached' }

const timeoutMs = 10_000

async function call<TSchema extends v.GenericSchema>(
  schema: TSchema,
  path: string,
  body?: object,
): Promise<Result<v.InferOutput<TSchema>, WalletFailure>> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  // A lost connection and an answer that is no JSON both arrive as exceptions.
  try {
    const response = await fetch(path, { ...(body && post), signal: AbortSignal.timeout(timeoutMs) })
    const answer: unknown = await response.json()
    const parsed = v.safeParse(schema, answer)
    if (response.ok && parsed.success) return ok(parsed.output)
    const refused = v.safeParse(refusedSchema, answer)
    if (!response.ok && refused.success) return err({ kind: 'Refused', refusal: refused.output.refusal.kind })
  } catch {
    return err({ kind: 'Unreached' })
  }
  return err({ kind: 'Unreached' })
}

export const scan = (payer: string, qr: string) => call(sheetSchema, '/wallet/scan', { payer, qr })
export const confirm = (payer: string, out_trade_no: string) =>
  call(receiptSchema, '/wallet/confirm', { payer, out_trade_no })
export const reject = (payer: string, out_trade_no: string) =>
  call(sheetSchema, '/wallet/reject', { payer, out_trade_no })
export const nearby = (payer: string) =>
  call(nearbySchema, `/wallet/nearby?payer=${encodeURIComponent(payer)}`)
