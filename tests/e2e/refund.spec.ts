/**
 * Money back in the real window: an attendant scans the receipt, gives back a unit, then the rest, and finds nothing
 * left; whatever dies in between, the platform gives back what the journal says and no more.
 */

import { expect } from '@playwright/test'
import { formatMoney } from '../../domain/money.ts'
import { demoStaff } from '../../sandbox/demo/store.ts'
import { crackers, gum } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import type { Lane } from './support/lane.ts'
import { readQr } from './support/qr.ts'
import type { Store } from './support/store.ts'
import { test } from './support/test.ts'
import { askToPay, expectPaidOnce, expectUploadedOnce, fillBasket } from './support/trip.ts'
import { payWithWallet } from './support/wallet.ts'

const goods = [crackers, gum]
const totalMinor = crackers.priceMinor + gum.priceMinor
const shown = (minor: number): string => formatMoney(minor, 'CNY')

/** Buys, pays, leaves; answers the receipt's address as its code says it. */
async function buy(lane: Lane, store: Store): Promise<string> {
  const { heading, press, words } = lane.shopper()
  await fillBasket(lane, goods)
  await payWithWallet(store.world.sandbox.ready.wallet, await askToPay(lane, goods))
  await expect(heading(words.paid.title)).toBeVisible()
  const address = await readQr(lane.page().getByRole('img', { name: words.paid.qr }))
  await press(words.paid.finish)
  await expectPaidOnce(store, lane, totalMinor)
  return address
}

async function openDesk({ scan, shopper }: Lane): Promise<void> {
  const [attendant] = demoStaff
  const { press, heading, words } = shopper()
  scan(`STAFF-${attendant?.badge}`)
  await expect(heading(words.staff.pinTitle)).toBeVisible()
  for (const digit of attendant?.pin ?? '') await press(digit)
  await press(words.staff.enter)
  await press(words.refund.open)
}

/** The platform's own books say that so much of the sale is still with the store. */
async function expectKept(store: Store, lane: Lane, keptMinor: number): Promise<void> {
  const [sale] = await store.salesOf(await lane.epoch())
  await expect
    .poll(() => store.takenMinor(sale?.saleId ?? ''), { message: 'what the platform kept', timeout: 80_000 })
    .toBe(keptMinor)
}

test('a unit goes back, then the rest, and a third try finds nothing', async ({ lane, store, picture }) => {
  test.setTimeout(180_000)
  const { press, words, notice } = lane.shopper()
  const page = lane.page()
  const address = await buy(lane, store)
  await openDesk(lane)
  await picture('refund-find')
  lane.scan(address)
  await press(words.refund.more(gum.names.en))
  await picture('refund-units')
  await press(words.refund.go(shown(gum.priceMinor)))
  await press(words.staff.reasons.shopperChangedMind)
  await expect(page.getByText(words.refund.stages.settled.word)).toBeVisible({ timeout: 30_000 })
  await picture('refund-returned')
  await expectKept(store, lane, crackers.priceMinor)

  lane.scan(address)
  await press(words.refund.whole)
  await press(words.refund.go(shown(crackers.priceMinor)))
  await press(words.staff.reasons.damaged)
  await expect(page.getByText(words.refund.stages.accepted.word)).toBeVisible()
  await picture('refund-on-its-way')

  lane.scan(address)
  await expect(notice).toContainText(words.refusals.RefundedAlready.title)
  await picture('refund-spent')
  await expectKept(store, lane, 0)
  expect(await (await fetch(`${address}?lang=en`)).text()).toContain(`Refunded ${shown(totalMinor)}`)
})

test('a lane that dies while the refund is unanswered gives back once after it', async ({ lane, store }) => {
  test.setTimeout(180_000)
  const address = await buy(lane, store)
  await openDesk(lane)
  const { press, words } = lane.shopper()
  lane.scan(address)
  await press(words.refund.whole)
  await press(words.refund.go(shown(totalMinor)))
  await store.world.stopServer('SIGKILL')
  await press(words.staff.reasons.damaged)
  await expect(lane.page().getByText(words.refund.stages.requested.word)).toBeVisible()
  await lane.kiosk().killMain()
  expect((await store.world.startServer()).ok, 'the server starts again').toBe(true)
  await lane.relaunch()
  await expectKept(store, lane, 0)
  await expect.poll(() => factsOf(lane.journal(), 'RefundSettled').length, { timeout: 60_000 }).toBe(1)
  expect(factsOf(lane.journal(), 'RefundRequested')).toMatchObject([
    { amountMinor: totalMinor, badge: '1001' },
  ])
  expect(factsOf(lane.journal(), 'RefundAccepted')).toHaveLength(1)
  await expectUploadedOnce(store, lane)
})
