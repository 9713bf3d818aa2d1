/**
 * Baskets that leave unpaid, in the real window: handed over to a till or let go on an attendant's word while nobody
 * can be charged, and paid for once when the store can take money again.
 */

import { expect } from '@playwright/test'
import { demoStaff } from '../../sandbox/demo/store.ts'
import { crackers, gum, money } from './support/goods.ts'
import type { Lane } from './support/lane.ts'
import { readQr } from './support/qr.ts'
import type { Store } from './support/store.ts'
import { test } from './support/test.ts'
import { askToPay, expectPaidOnce, expectUploadedOnce, fillBasket } from './support/trip.ts'
import { payWithWallet } from './support/wallet.ts'

/** The lane asks again after waits that double, so its first question to a server that is back may come late. */
const backOnlineMs = 40_000

let isServerUp = true

async function cutServer({ world }: Store, lane: Lane): Promise<void> {
  isServerUp = false
  await world.stopServer('SIGKILL')
  await expect(lane.page().getByText(lane.shopper().words.store.offline)).toBeVisible({
    timeout: backOnlineMs,
  })
}

async function bringServerBack({ world }: Store): Promise<void> {
  const started = await world.startServer()
  expect(started.ok, 'the server starts again').toBe(true)
  isServerUp = true
}

test.afterEach(async ({ store }) => {
  if (!isServerUp) await bringServerBack(store)
})

async function codeOnShow(lane: Lane): Promise<string> {
  const code = await readQr(lane.page().getByRole('img', { name: lane.shopper().words.handedOver.qr }))
  expect(code).toMatch(/^HANDOVER-/)
  return code
}

/** The basket comes back by its code once its lane's journal is at the server, and is paid for there. */
async function payFor(lane: Lane, store: Store, code: string): Promise<void> {
  const { lines, heading, words } = lane.shopper()
  await expectUploadedOnce(store, lane)
  lane.scan(code)
  await expect(lines).toHaveCount(2)
  await payWithWallet(store.world.sandbox.ready.wallet, await askToPay(lane, [crackers, gum]))
  await expect(heading(words.paid.title)).toBeVisible()
  await expectPaidOnce(store, lane, crackers.priceMinor + gum.priceMinor)
}

test('a basket handed over without the server is taken up by its code and paid once', async ({
  lane,
  store,
  picture,
}) => {
  const { press, heading, words } = lane.shopper()
  await fillBasket(lane, [crackers, gum])
  await cutServer(store, lane)
  await press(words.basket.pay(money(crackers, gum)))
  await press(words.handedOver.offer)
  await expect(heading(words.handedOver.title)).toBeVisible()
  await picture('handed-over')
  const code = await codeOnShow(lane)
  await lane.kiosk().killMain()
  await lane.relaunch()
  expect(await codeOnShow(lane), 'the code stands again after a reboot').toBe(code)
  await lane.shopper().press(words.handedOver.finish)
  await bringServerBack(store)
  await payFor(lane, store, code)
})

test('goods let go unpaid are owed, stand on the panel, and are paid for as they are', async ({
  lane,
  store,
  picture,
}) => {
  const [attendant] = demoStaff
  const { press, heading, words } = lane.shopper()
  await fillBasket(lane, [crackers, gum])
  await cutServer(store, lane)
  lane.scan(`STAFF-${attendant?.badge}`)
  for (const digit of attendant?.pin ?? '') await press(digit)
  await press(words.staff.enter)
  await picture('staff-offline')
  await press(words.staff.park)
  await press(words.staff.panel)
  await expect(lane.page().getByText(words.panel.mending.exposureOwed)).toBeVisible()
  await picture('panel-owed')
  await press(words.panel.close)
  await press(words.staff.signOut)
  await expect(heading(words.handedOver.parkedTitle)).toBeVisible()
  await picture('parked')
  const code = await codeOnShow(lane)
  await lane.kiosk().killMain()
  await lane.relaunch()
  expect(await codeOnShow(lane), 'the code stands again after a reboot').toBe(code)
  const again = lane.shopper()
  await again.press(words.handedOver.finish)
  await bringServerBack(store)
  await expectUploadedOnce(store, lane)
  lane.scan(code)
  await expect(again.lines).toHaveCount(2)
  lane.scan(gum.code)
  await expect(again.notice).toContainText(words.refusals.BasketFixed.title)
  await payWithWallet(store.world.sandbox.ready.wallet, await askToPay(lane, [crackers, gum]))
  await expect(again.heading(words.paid.title)).toBeVisible()
  await expectPaidOnce(store, lane, crackers.priceMinor + gum.priceMinor)
})
