/**
 * Refunds with the rows they hang on, joined in one place, so that no query forgets half of a key. A refund of a sale
 * (`sale_refund`) has a part for each card it goes back to (`card_refund`) and at most one for the wallet (`refund`).
 */

import type { Database } from './schema.ts'

/** What goes back to cards, with the refund it is part of. */
export const cardRefunds = (db: Database) =>
  db
    .selectFrom('card_refund')
    .innerJoin('sale_refund', (join) =>
      join
        .onRef('sale_refund.store_id', '=', 'card_refund.store_id')
        .onRef('sale_refund.refund_id', '=', 'card_refund.refund_id'),
    )

/** What goes back to wallets, with the payment it came by. */
export const walletRefunds = (db: Database) =>
  db.selectFrom('refund').innerJoin('payment_attempt', 'payment_attempt.out_trade_no', 'refund.out_trade_no')

/** What goes back to wallets, with the refund it is part of; an orphan's money is part of none. */
export const walletRefundsOfSales = (db: Database) =>
  db.selectFrom('refund').leftJoin('sale_refund', 'sale_refund.number', 'refund.out_refund_no')
