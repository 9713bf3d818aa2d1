/**
 * Reads a notification from WeChat Pay: authentic first, then opened, then understood, then ours. The result is a
 * statement "the provider says X about this number", safe to apply again and again; amount and number are still to be
 * compared with the payment attempt. Any refusal is to be answered with 4xx and must change nothing.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { MerchantKeys } from './keys.ts'
import { openResource } from './resource.ts'
import {
  notificationSchema,
  parseJson,
  type Refund,
  refundNoticeSchema,
  type Transaction,
  transactionSchema,
} from './schema.ts'
import { type SignatureRefusal, type SignedAnswer, verifyAnswer } from './verify.ts'

export type Notification =
  | { readonly kind: 'TransactionReported'; readonly id: string; readonly transaction: Transaction }
  | { readonly kind: 'RefundReported'; readonly id: string; readonly refund: Refund }

export type NotificationRefusal =
  | SignatureRefusal
  | { readonly kind: 'NotificationUnreadable' }
  | { readonly kind: 'ResourceNotOpened' }
  | { readonly kind: 'EventUnknown'; readonly eventType: string }
  | { readonly kind: 'MerchantForeign' }

type NotificationKeys = Pick<MerchantKeys, 'appid' | 'mchid' | 'platformKeys' | 'apiV3Keys'>

function readTransaction(id: string, opened: string, keys: NotificationKeys) {
  const transaction = parseJson(transactionSchema, opened)
  if (transaction === undefined) return err({ kind: 'NotificationUnreadable' } as const)
  const isOurs = transaction.mchid === keys.mchid && transaction.appid === keys.appid
  return isOurs
    ? ok({ kind: 'TransactionReported', id, transaction } as const)
    : err({ kind: 'MerchantForeign' } as const)
}

function readRefund(id: string, opened: string, keys: NotificationKeys) {
  const notice = parseJson(refundNoticeSchema, opened)
  if (notice === undefined) return err({ kind: 'NotificationUnreadable' } as const)
  return notice.mchid === keys.mchid
    ? ok({ kind: 'RefundReported', id, refund: notice.refund } as const)
    : err({ kind: 'MerchantForeign' } as const)
}

/** `message.body` must be the bytes as received, before any JSON parser. */
export function readNotification(
  message: SignedAnswer,
  keys: NotificationKeys,
  nowMs: number,
): Result<Notification, NotificationRefusal> {
  const verified = verifyAnswer(message, keys.platformKeys, nowMs)
  if (!verified.ok) return verified
  const envelope = parseJson(notificationSchema, message.body)
  if (envelope === undefined) return err({ kind: 'NotificationUnreadable' })
  const opened = openResource(envelope.resource, keys.apiV3Keys)
  if (!opened.ok) return opened
  const eventType = envelope.event_type
  if (eventType.startsWith('TRANSACTION.')) return readTransaction(envelope.id, opened.value, keys)
  if (eventType.startsWith('REFUND.')) return readRefund(envelope.id, opened.value, keys)
  return err({ kind: 'EventUnknown', eventType })
}
