/**
 * Money: the whole trip to the receipt in the hand, and every way a shopper, a slow provider or a dead kiosk can get
 * between. However it goes, the platform takes the amount once or not at all, and the server holds one sale or none.
 */

import { expect } from '@playwright/test'
import { type PrintedPart, readEscPos } from '../../hardware/printer/preview.ts'
import { crackers, gum, money } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import { breakPlatform, walletOf } from './support/platform.ts'
import { readQr } from './support/qr.ts'
import { test } from './support/test.ts'
import { askToPay, chooseWallet, expectPaidOnce, fillBasket, openTender } from './support/trip.ts'
import {
  chromiumPath,
  confirm,
  hasChromium,
  openBrowser,
  payOnPhonePage,
  payWithWallet,
  scanQr,
} from './support/wallet.ts'

const goods = [crackers, gum]
const totalMinor = crackers.priceMinor + gum.priceMinor

const rowsOf = (parts: readonly PrintedPart[]): string =>
  parts.map((part) => (part.kind === 'row' ? part.text : '')).join('\n')

test('a paid basket becomes one sale, one capture, one paper and one web receipt', async ({
  lane,
  store,
  picture,
}) => {
  const { heading, press, words } = lane.shopper()
  await fillBasket(lane, goods)
  const qr = await askToPay(lane, goods)
  await picture('paying')
  const sheet = await scanQr(walletOf(store), qr)
  expect(sheet.amount).toBe(totalMinor)
  await confirm(walletOf(store), sheet)

  await expect(heading(words.paid.title)).toBeVisible()
  await expect(lane.page().getByText(words.paid.printed)).toBeVisible()
  await picture('paid')
  const address = await readQr(lane.page().getByRole('img', { name: words.paid.qr }))
  await expect.poll(async () => (await fetch(address)).status).toBe(200)
  const webReceipt = await (await fetch(`${address}?lang=en`)).text()
  expect(webReceipt).toContain(money(...goods))
  expect(webReceipt).toContain(crackers.names.en)

  const parts = readEscPos(lane.printed())
  expect(parts.filter(({ kind }) => kind === 'stray')).toEqual([])
  expect(parts.filter(({ kind }) => kind === 'cut')).toHaveLength(1)
  expect(parts).toContainEqual({ kind: 'qr', data: address })
  expect(rowsOf(parts)).toContain('16.30')

  await press(words.paid.finish)
  await expect(heading(words.attract.title)).toBeVisible()
  await expectPaidOnce(store, lane, totalMinor)
  expect(factsOf(lane.journal(), 'SalePaid')).toHaveLength(1)
})

test('a shopper pays on the wallet page of a phone and reads the receipt there', async ({
  lane,
  store,
}, info) => {
  test.skip(!hasChromium(), `no browser at ${chromiumPath} for the phone's pages`)
  const { heading, words } = lane.shopper()
  await fillBasket(lane, goods)
  const qr = await askToPay(lane, goods)
  const browser = await openBrowser()
  await payOnPhonePage(browser, walletOf(store), qr, `${info.project.outputDir}/screens/wallet-paid.png`)
  await expect(heading(words.paid.title)).toBeVisible()
  const phone = await browser.newPage({ viewport: { width: 412, height: 915 }, locale: 'en' })
  await phone.goto(await readQr(lane.page().getByRole('img', { name: words.paid.qr })))
  await expect(phone.getByText(money(...goods)).first()).toBeVisible()
  await phone.screenshot({ path: `${info.project.outputDir}/screens/receipt-page.png` })
  await browser.close()
  await expectPaidOnce(store, lane, totalMinor)
})

test.afterEach(({ store }) => breakPlatform(store))

test('leaving the payment takes no money, keeps the basket, and paying again works', async ({
  lane,
  store,
}) => {
  const { button, heading, lines, press, words } = lane.shopper()
  await fillBasket(lane, goods)
  const left = await askToPay(lane, goods)
  await press(words.pay.leave)
  await expect(button(words.basket.pay(money(...goods)))).toBeVisible()
  await expect(lines).toHaveCount(goods.length)
  const tooLate = await fetch(`${walletOf(store)}/scan`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ qr: left }),
  })
  expect(tooLate.status, 'the closed order cannot be paid').toBe(410)

  await payWithWallet(walletOf(store), await askToPay(lane, goods))
  await expect(heading(words.paid.title)).toBeVisible()
  await expectPaidOnce(store, lane, totalMinor)
})

test('a wallet that pays while the shopper is leaving has paid, once', async ({ lane, store, picture }) => {
  const { heading, press, words } = lane.shopper()
  await fillBasket(lane, goods)
  const sheet = await scanQr(walletOf(store), await askToPay(lane, goods))
  await breakPlatform(store, { match: { api: 'close' }, do: { kind: 'drop_before_commit' } })
  await press(words.pay.leave)
  await expect(heading(words.checking.title)).toBeVisible()
  await picture('checking')
  await confirm(walletOf(store), sheet)
  await breakPlatform(store)
  await expect(heading(words.paid.title)).toBeVisible({ timeout: 30_000 })
  await expectPaidOnce(store, lane, totalMinor)
})

test('a kiosk killed with the code on its screen finds the payment when it is back', async ({
  lane,
  store,
}) => {
  const { words } = lane.shopper()
  await fillBasket(lane, goods)
  const qr = await askToPay(lane, goods)
  await lane.kiosk().killMain()
  await payWithWallet(walletOf(store), qr)
  await lane.relaunch()
  await expect(lane.shopper().heading(words.paid.title)).toBeVisible()
  await expectPaidOnce(store, lane, totalMinor)
  expect(factsOf(lane.journal(), 'SalePaid')).toHaveLength(1)
})

test('an order that the platform does not make is said to be so, and can be paid later', async ({
  lane,
  store,
  picture,
}) => {
  const { heading, lines, press, words } = lane.shopper()
  await fillBasket(lane, goods)
  // The server's three tries are lost; what follows finds that there is no order.
  for (const nth of [1, 2, 3]) {
    await breakPlatform(store, { match: { api: 'native', nth }, do: { kind: 'drop_before_commit' } })
  }
  await openTender(lane, goods)
  await picture('tender')
  await chooseWallet(lane, 'wechat')
  await expect(lane.page().getByText(words.pay.making)).toBeVisible()
  await picture('payment-making')
  await expect(lane.page().getByText(words.notPaid.unavailable.title)).toBeVisible({ timeout: 40_000 })
  await expect(lane.page().getByText(words.notPaid.unavailable.body)).toBeVisible()
  await picture('payment-unavailable')
  await press(words.tender.leave)
  await expect(lines).toHaveCount(goods.length)
  expect(await store.salesOf(await lane.epoch())).toEqual([])

  await breakPlatform(store)
  await payWithWallet(walletOf(store), await askToPay(lane, goods))
  await expect(heading(words.paid.title)).toBeVisible()
  await expectPaidOnce(store, lane, totalMinor)
})
