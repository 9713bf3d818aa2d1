/**
 * Every movement of money, booked twice: what a wallet's account gains, another loses, and the sum is always nothing.
 * Entries have names that follow from what they are about, so that booking twice is booking once. Nothing here, nor
 * anywhere, changes or removes an entry.
 */

import type { Currency } from '../../domain/money.ts'
import { assert } from '../../domain/result.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import type { Trx } from '../db/schema.ts'

/**
 * `wallet:…`: money at the provider. `sales`: earned. `orphans`: owed back. `returns`: given back of sales. `payouts`:
 * given back by hand, out of a drawer or an account that is not the provider's.
 */
type Account = `wallet:${Wallet}` | 'sales' | 'orphans' | 'returns' | 'payouts'

interface Entry {
  readonly storeId: string
  readonly entryId: string
  readonly currency: Currency
  readonly atMs: number
  readonly amounts: readonly (readonly [Account, number])[]
}

async function post(trx: Trx, { storeId, entryId, currency, atMs, amounts }: Entry): Promise<void> {
  assert(amounts.reduce((sum, [, minor]) => sum + minor, 0) === 0, 'an entry of the ledger sums to nothing')
  const rows = amounts.map(([account, minor]) => ({
    store_id: storeId,
    entry_id: entryId,
    account,
    amount_minor: minor,
    currency,
    at_ms: atMs,
  }))
  await trx
    .insertInto('ledger')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

interface Money {
  readonly storeId: string
  /** The number at the provider. */
  readonly number: string
  readonly wallet: Wallet
  readonly amountMinor: number
  readonly currency: Currency
  readonly atMs: number
}

export const bookCapture = (trx: Trx, money: Money, as: 'sales' | 'orphans'): Promise<void> => {
  const { number, wallet, amountMinor } = money
  return post(trx, {
    ...money,
    entryId: `capture ${number}`,
    amounts: [
      [`wallet:${wallet}`, amountMinor],
      [as, -amountMinor],
    ],
  })
}

export const bookRefund = (trx: Trx, money: Money, of: 'returns' | 'orphans'): Promise<void> => {
  const { number, wallet, amountMinor } = money
  return post(trx, {
    ...money,
    entryId: `refund ${number}`,
    amounts: [
      [`wallet:${wallet}`, -amountMinor],
      [of, amountMinor],
    ],
  })
}

/** Under a name of its own: should the provider give it back as well, both stand in the books. */
export const bookPayout = (trx: Trx, money: Money, of: 'returns' | 'orphans'): Promise<void> => {
  const { number, amountMinor } = money
  return post(trx, {
    ...money,
    entryId: `payout ${number}`,
    amounts: [
      ['payouts', -amountMinor],
      [of, amountMinor],
    ],
  })
}
