/**
 * Kill anything, at any moment: the line the shopper saw last is there again, by itself. Page, lane and main are
 * ended with SIGKILL, and a page that hangs is found out.
 */

import { expect } from '@playwright/test'
import { crackers, gum, money } from './support/goods.ts'
import type { Lane } from './support/lane.ts'
import { isRunning, kill, untilGone } from './support/processes.ts'
import { test } from './support/test.ts'
import { expectUploadedOnce, fillBasket } from './support/trip.ts'

const goods = [crackers, gum]

/** A hang takes two seconds to be believed; then the page starts anew on a busy machine. */
const backMs = 30_000

/** After a crash Playwright's page is of no more use, so the words on the screen are read through main. */
async function expectSameBasket({ kiosk, shopper }: Lane, sold = goods): Promise<void> {
  const wanted = [...sold.map(({ names }) => names.en), shopper().words.basket.pay(money(...sold))]
  await expect
    .poll(
      async () => {
        const text = await kiosk().text()
        return wanted.filter((words) => !text.includes(words))
      },
      { timeout: backMs, message: 'words of the basket that are missing on the screen' },
    )
    .toEqual([])
}

test('a killed page comes back with the same basket', async ({ lane }) => {
  await fillBasket(lane, goods)
  const before = await lane.kiosk().pagePid()
  kill(before)
  await expect.poll(() => lane.kiosk().pagePid(), { timeout: backMs }).not.toBe(before)
  await expectSameBasket(lane)
  lane.scan(crackers.code)
  await expectSameBasket(lane, [...goods, crackers])
})

test('a page that hangs is ended and comes back with the same basket', async ({ lane }) => {
  await fillBasket(lane, goods)
  const before = await lane.kiosk().pagePid()
  // The answer never comes: the page is busy for ever.
  void lane.kiosk().read('for (;;);')
  await expect.poll(() => lane.kiosk().pagePid(), { timeout: backMs }).not.toBe(before)
  await expectSameBasket(lane)
})

test('a killed lane comes back with the same basket, and the page stays', async ({ lane, store }) => {
  await fillBasket(lane, goods)
  const page = await lane.kiosk().pagePid()
  const before = lane.kiosk().lanePid()
  expect(before, 'the lane has a process').toBeDefined()
  if (before !== undefined) kill(before)
  await expect.poll(() => lane.kiosk().lanePid(), { timeout: backMs }).not.toBe(before)
  await expect.poll(() => lane.kiosk().lanePid() !== undefined, { timeout: backMs }).toBe(true)
  await expectSameBasket(lane)
  expect(await lane.kiosk().pagePid()).toBe(page)
  // The scanner's line is opened anew, which takes the lane a moment.
  await expect(async () => {
    lane.scan(crackers.code)
    await expect(lane.shopper().total).toHaveText(money(...goods, crackers), { timeout: 1_000 })
  }).toPass({ timeout: backMs })
  await expectUploadedOnce(store, lane)
})

test('after main was killed a new start shows the same basket, and no lane is left over', async ({
  lane,
  store,
}) => {
  await fillBasket(lane, goods)
  const left = lane.kiosk().lanePid()
  await lane.kiosk().killMain()
  if (left !== undefined) {
    await untilGone(left)
    expect(isRunning(left), 'a lane without a main ends').toBe(false)
  }
  await lane.relaunch()
  await expectSameBasket(lane)
  await expectUploadedOnce(store, lane)
})

test('killed at once after each of many scans, the kiosk never loses a line it showed', async ({ lane }) => {
  for (let round = 1; round <= 3; round += 1) {
    lane.scan(crackers.code)
    await expect(lane.shopper().total).toHaveText(money(...Array.from({ length: round }, () => crackers)))
    await lane.kiosk().killMain()
    await lane.relaunch()
  }
  await expectSameBasket(lane, [crackers, crackers, crackers])
})
