/**
 * Money that comes after the lane moved on: the shopper who left an Alipay QR unscanned pays it all the same. The lane
 * says that it returns, with its number, through a reboot and on to the receipt; and it does return.
 */

import { expect } from '@playwright/test'
import { crackers, gum, money } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import { walletOf } from './support/platform.ts'
import { test } from './support/test.ts'
import { askToPay, expectPaidOnce, fillBasket } from './support/trip.ts'
import { payWithWallet } from './support/wallet.ts'

const goods = [crackers, gum]
const totalMinor = crackers.priceMinor + gum.priceMinor

/** The end of a QR that nobody scanned, the platform's word of it, the refund: each takes its time. */
const answerMs = 60_000

test('a QR that is paid after it was left is said to return, and the sale is paid once', async ({
  lane,
  store,
  picture,
}) => {
  const { button, press, words } = lane.shopper()
  const { stages, earlier } = words.late
  const returned = stages.returned.title(money(...goods))
  const says = (text: string) => lane.page().getByText(text, { exact: true })
  const saysItReturns = () => says(stages.returning.title(money(...goods))).or(says(returned))
  await fillBasket(lane, goods)
  const left = await askToPay(lane, goods, 'alipay')
  await press(words.pay.leave)
  await expect(button(words.basket.pay(money(...goods)))).toBeVisible({ timeout: answerMs })
  await payWithWallet(walletOf(store), left)
  await expect(saysItReturns()).toBeVisible({ timeout: answerMs })
  await picture('late-basket')
  const [reported] = factsOf(lane.journal(), 'OrphanReported')
  expect(reported).toMatchObject({ wallet: 'alipay', amountMinor: totalMinor })
  await expect(says(words.tender.reference(String(reported?.['reference'])))).toBeVisible()

  await lane.kiosk().killMain()
  await lane.relaunch()
  await expect(saysItReturns()).toBeVisible()

  await payWithWallet(walletOf(store), await askToPay(lane, goods))
  await expect(lane.shopper().heading(words.paid.title)).toBeVisible()
  await expect(says(returned)).toBeVisible({ timeout: answerMs })
  await picture('late-paid')
  await expectPaidOnce(store, lane, totalMinor, answerMs)
  await lane.shopper().press(words.paid.finish)
  await expect(says(earlier(returned))).toBeVisible()
})
