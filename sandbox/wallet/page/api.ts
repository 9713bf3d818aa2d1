/**
 * The wallet page's calls to the payment platform. An answer is a value, a named refusal, or `Unreached`: the last
 * says nothing about whether the platform acted, and the page must offer to ask again.
 */

import * as v from 'valibot'
import { err, ok, type Result } from '../../../domain/result.ts'
import type { RefusalKind } from './messages.ts'

const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
export const providers = ['wechat', 'alipay'] as const
export type Provider = (typeof providers)[number]

const sheetEntries = {
  provider: v.picklist(providers),
  out_trade_no: v.string(),
  merchant: v.string(),
  description: v.string(),
  amount,
  currency: v.literal('CNY'),
}
const sheetSchema = v.object(sheetEntries)
const receiptSchema = v.object({ ...sheetEntries, transaction_id: v.string(), paid_at_ms: v.number() })
const nearbySchema = v.object({
  asked: v.array(sheetSchema),
  orders: v.array(v.object({ ...sheetEntries, qr: v.string() })),
  is_code_used: v.boolean(),
})
const codeSchema = v.object({ code: v.string(), expires_at_ms: v.number() })
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
export type Around = v.InferOutput<typeof nearbySchema>
export type Nearby = Around['orders']

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

const orderOf = (payer: string, { provider, out_trade_no }: Sheet) => ({ provider, payer, out_trade_no })

export const confirm = (payer: string, sheet: Sheet, password: string | undefined) =>
  call(receiptSchema, '/wallet/confirm', { ...orderOf(payer, sheet), ...(password && { password }) })
export const reject = (payer: string, sheet: Sheet) =>
  call(sheetSchema, '/wallet/reject', orderOf(payer, sheet))
export const abandon = (payer: string, sheet: Sheet) =>
  call(sheetSchema, '/wallet/abandon', orderOf(payer, sheet))
export const mintCode = (provider: Provider, user: string) =>
  call(codeSchema, '/wallet/code', { provider, user })
/** `code` is the one this phone shows, to hear whether it was read. */
export const around = (payer: string, code: string | undefined) =>
  call(nearbySchema, `/wallet/nearby?${new URLSearchParams({ payer, ...(code && { code }) })}`)
