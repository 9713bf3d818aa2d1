/** The office's lists, newest first and bounded. Reads only; no request bodies, keys or QR contents are among them. */

import { cardRefunds, walletRefundsOfSales } from '../db/refund-joins.ts'
import type { Database } from '../db/schema.ts'

export const listSales = (db: Database, limit: number) =>
  db
    .selectFrom('sale')
    .select([
      'store_id as storeId',
      'sale_id as saleId',
      'lane_id as laneId',
      'epoch',
      'payment_id as paymentId',
      'receipt_number as receiptNumber',
      'receipt_token as receiptToken',
      'currency',
      'pieces',
      'total_minor as totalMinor',
      'tax_minor as taxMinor',
      'paid_at_ms as paidAtMs',
    ])
    .orderBy('paid_at_ms', 'desc')
    .orderBy('sale_id')
    .limit(limit)
    .execute()

export const listQuarantine = (db: Database, limit: number) =>
  db
    .selectFrom('quarantine')
    .select([
      'store_id as storeId',
      'lane_id as laneId',
      'epoch',
      'seq',
      'hash',
      'reason',
      'sale_id as saleId',
      'at_ms as atMs',
    ])
    .orderBy('at_ms', 'desc')
    .orderBy('lane_id')
    .orderBy('seq')
    .limit(limit)
    .execute()

/** One row for each life of a lane's journal; without a head where nothing has arrived yet. */
export const listLanes = (db: Database) =>
  db
    .selectFrom('lane')
    .leftJoin('lane_head', (join) =>
      join.onRef('lane_head.lane_id', '=', 'lane.lane_id').onRef('lane_head.store_id', '=', 'lane.store_id'),
    )
    .select([
      'lane.store_id as storeId',
      'lane.lane_id as laneId',
      'lane_name as laneName',
      'lane.epoch as epoch',
      'revoked_ms as revokedMs',
      'lane_head.epoch as headEpoch',
      'lane_head.seq as headSeq',
      'lane_head.hash as headHash',
      'heard_ms as heardMs',
    ])
    .orderBy('lane.lane_id')
    .orderBy('lane_head.epoch')
    .execute()

export const listPayments = (db: Database, limit: number) =>
  db
    .selectFrom('payment_attempt')
    .select([
      'payment_id as paymentId',
      'sale_id as saleId',
      'lane_id as laneId',
      'amount_minor as amountMinor',
      'currency',
      'out_trade_no as outTradeNo',
      'wallet',
      'mode',
      'state',
      'ending',
      'transaction_id as transactionId',
      'created_ms as createdMs',
    ])
    .orderBy('created_ms', 'desc')
    .orderBy('payment_id')
    .limit(limit)
    .execute()

/** What went back to cards. */
export const listCardRefunds = (db: Database, limit: number) =>
  cardRefunds(db)
    .select([
      'card_refund.store_id as storeId',
      'number',
      'card_refund.refund_id as refundId',
      'sale_id as saleId',
      'tender_id as tenderId',
      'card_refund.amount_minor as amountMinor',
      'reason',
      'badge',
      'created_ms as createdMs',
    ])
    .orderBy('created_ms', 'desc')
    .orderBy('number')
    .orderBy('tender_id')
    .limit(limit)
    .execute()

/** What goes back to wallets. */
export const listRefunds = (db: Database, limit: number) =>
  walletRefundsOfSales(db)
    .select([
      'refund.store_id as storeId',
      'out_refund_no as outRefundNo',
      'refund_id as refundId',
      'payment_id as paymentId',
      'kind',
      'refund.amount_minor as amountMinor',
      'refund.reason',
      'badge',
      'state',
      'refund.created_ms as createdMs',
    ])
    .orderBy('refund.created_ms', 'desc')
    .orderBy('out_refund_no')
    .limit(limit)
    .execute()
