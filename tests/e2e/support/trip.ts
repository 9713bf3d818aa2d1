/** The stretch of a shopper's trip that several tests walk: from an empty lane to the payment code on the screen. */

import { expect } from '@playwright/test'
import type { Wallet } from '../../../domain/sale/fact.ts'
import type { Good } from './goods.ts'
import { money } from './goods.ts'
import { factsOf } from './journal.ts'
import type { Lane } from './lane.ts'
import { readQr } from './qr.ts'
import type { Store } from './store.ts'

export async function fillBasket({ scan, shopper }: Lane, goods: readonly Good[]): Promise<void> {
  const { lines, total } = shopper()
  for (const [index, { code }] of goods.entries()) {
    scan(code)
    await expect(lines).toHaveCount(index + 1)
  }
  await expect(total).toHaveText(money(...goods))
}

/** Touches "Pay": the choice of wallets is on the screen. */
export async function openTender({ shopper }: Lane, goods: readonly Good[]): Promise<void> {
  const { heading, press, words } = shopper()
  await press(words.basket.pay(money(...goods)))
  await expect(heading(words.tender.title)).toBeVisible()
}

export const chooseWallet = ({ shopper }: Lane, wallet: Wallet): Promise<void> => {
  const { press, words } = shopper()
  return press(new RegExp(`^${words.wallets[wallet]}`))
}

/** Touches "Pay" and a wallet, and answers what the code on the screen says. */
export async function askToPay(
  lane: Lane,
  goods: readonly Good[],
  wallet: Wallet = 'wechat',
): Promise<string> {
  const { page, shopper } = lane
  const { words } = shopper()
  await openTender(lane, goods)
  await chooseWallet(lane, wallet)
  return readQr(page().getByRole('img', { name: words.pay.qr }))
}

/**
 * That the platform took this for the sale that is open: what it was charged to has left the lane, which keeps none, so
 * that a lane which dies from here on can only ask about it.
 */
export async function expectCharged(store: Store, lane: Lane, amountMinor: number): Promise<void> {
  const saleId = String(factsOf(lane.journal(), 'SaleStarted').at(-1)?.['saleId'])
  await expect
    .poll(() => store.takenMinor(saleId), { message: 'what the platform charged', timeout: 60_000 })
    .toBe(amountMinor)
}

/** That the lane's one sale is at the server, once, and the platform took its amount once. */
export async function expectPaidOnce(
  store: Store,
  lane: Lane,
  totalMinor: number,
  withinMs?: number,
): Promise<void> {
  const epoch = await lane.epoch()
  await expect
    .poll(async () => (await store.salesOf(epoch)).map((sale) => sale.totalMinor))
    .toEqual([totalMinor])
  for (const { saleId } of await store.salesOf(epoch)) {
    await expect
      .poll(() => store.takenMinor(saleId), {
        message: 'what the platform took',
        ...(withinMs !== undefined && { timeout: withinMs }),
      })
      .toBe(totalMinor)
  }
}

/** How long the last facts may take to the server, a lane's back-off included. */
const uploadWaitMs = 40_000

/** The lane's journal lies on the server entry for entry: no gap, none twice, none changed. */
export async function expectUploadedOnce(store: Store, lane: Lane): Promise<void> {
  const epoch = await lane.epoch()
  await expect(() => {
    const written = lane.journal().map(({ seq, hash }) => ({ seq, hash }))
    expect(written.map(({ seq }) => seq)).toEqual(written.map((_, index) => index + 1))
    expect(store.uploaded(epoch)).toEqual(written)
  }).toPass({ timeout: uploadWaitMs })
}
