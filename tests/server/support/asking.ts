/** A lane's payments as the tests of the server ask for them: numbered, for one sale, each answer read at the wall. */

import * as v from 'valibot'
import {
  type PaymentRequest,
  type PaymentStatus,
  paymentCancelPath,
  paymentPath,
  paymentStatusSchema,
} from '../../../domain/contract/payment.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import type { TestLane } from './rig.ts'

/** By a QR, where nothing else is said. */
export const requestOf = (number: number, changes: Partial<PaymentRequest> = {}): PaymentRequest => ({
  paymentId: `pay-${number}`,
  saleId: 'sale-1',
  wallet: 'wechat',
  amountMinor: 1280,
  currency: 'CNY',
  ...changes,
})

/** As the provider numbers it. */
export const numberOf = (number: number): string => outTradeNoOf('store-1', `pay-${number}`)

export const readStatus = (body: unknown): PaymentStatus => v.parse(paymentStatusSchema, body)

export const statusOf = async (lane: TestLane, number: number): Promise<PaymentStatus> =>
  readStatus((await lane.get(paymentPath(`pay-${number}`))).body)

export const cancelAt = async (lane: TestLane, number: number): Promise<PaymentStatus> =>
  readStatus((await lane.post(paymentCancelPath(`pay-${number}`), {})).body)
