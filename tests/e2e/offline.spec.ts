/**
 * The store without its server: selling goes on, the screen says how things are, nothing is claimed that is not so,
 * and when the server is back it gets every fact once.
 */

import { expect } from '@playwright/test'
import { crackers, gum, money } from './support/goods.ts'
import { kill } from './support/processes.ts'
import type { Store } from './support/store.ts'
import { test } from './support/test.ts'
import { askToPay, expectPaidOnce, expectUploadedOnce, fillBasket } from './support/trip.ts'
import { payWithWallet } from './support/wallet.ts'

/** The lane asks again after waits that double, so its first question to a server that is back may come late. */
const backOnlineMs = 40_000

let isServerUp = true

async function cutServer({ world }: Store): Promise<void> {
  isServerUp = false
  await world.stopServer('SIGKILL')
}

async function bringServerBack({ world }: Store): Promise<void> {
  const started = await world.startServer()
  expect(started.ok, 'the server starts again').toBe(true)
  isServerUp = true
}

test.afterEach(async ({ store }) => {
  if (!isServerUp) await bringServerBack(store)
})

test('without the server the basket goes on, and its journal arrives there once', async ({
  lane,
  store,
  picture,
}) => {
  const { lines, total, press, heading, words } = lane.shopper()
  const offline = lane.page().getByText(words.store.offline)
  await fillBasket(lane, [crackers])
  await expect(offline).toBeHidden()
  await cutServer(store)
  lane.scan(gum.code)
  await expect(lines).toHaveCount(2)
  await expect(total).toHaveText(money(crackers, gum))
  await expect(offline).toBeVisible()
  await picture('offline')

  await bringServerBack(store)
  await expect(offline).toBeHidden({ timeout: backOnlineMs })
  await payWithWallet(store.world.sandbox.ready.wallet, await askToPay(lane, [crackers, gum]))
  await expect(heading(words.paid.title)).toBeVisible()
  await press(words.paid.finish)
  await expectPaidOnce(store, lane, crackers.priceMinor + gum.priceMinor)
  await expectUploadedOnce(store, lane)
})

test('without the server paying is said to be impossible, and never begun', async ({
  lane,
  store,
  picture,
}) => {
  const { heading, press, words } = lane.shopper()
  const offline = () => lane.page().getByText(words.store.offline)
  await fillBasket(lane, [crackers])
  await cutServer(store)
  await expect(offline()).toBeVisible({ timeout: backOnlineMs })
  await press(words.basket.pay(money(crackers)))
  await expect(heading(words.tender.offlineTitle)).toBeVisible()
  await picture('no-connection')
  await lane.kiosk().killMain()
  await lane.relaunch()
  const again = lane.shopper()
  await expect(again.heading(words.tender.offlineTitle)).toBeVisible({ timeout: backOnlineMs })
  await again.press(words.tender.leave)
  await expect(again.lines).toHaveCount(1)

  await bringServerBack(store)
  await expect(offline()).toBeHidden({ timeout: backOnlineMs })
  expect(await store.salesOf(await lane.epoch())).toEqual([])
  await payWithWallet(store.world.sandbox.ready.wallet, await askToPay(lane, [crackers]))
  await expect(again.heading(words.paid.title)).toBeVisible()
  await expectPaidOnce(store, lane, crackers.priceMinor)
})

test('a server killed while a journal comes in holds each entry once in the end', async ({ lane, store }) => {
  const { lines } = lane.shopper()
  for (let round = 0; round < 3; round += 1) {
    for (let scans = 0; scans < 10; scans += 1) lane.scan(scans % 2 === 0 ? crackers.code : gum.code)
    isServerUp = false
    kill(store.world.server().pid)
    await store.world.server().ended
    await bringServerBack(store)
  }
  await expect(lines.first()).toBeVisible()
  await expectUploadedOnce(store, lane)
})
