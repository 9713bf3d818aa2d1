/**
 * A kiosk that loses its power in every state in which a shopper waits for a payment: it comes back to the same screen
 * at either platform, asks on where it stopped, and the platform takes the amount once. Looks and passwords die in
 * pay-face and pay-code, held cards in split, late money in late, refunds in refund.
 */

import { expect } from '@playwright/test'
import type { Wallet } from '../../domain/sale/fact.ts'
import { crackers, gum, money } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import type { Lane } from './support/lane.ts'
import { breakPlatform, walletOf } from './support/platform.ts'
import { readQr } from './support/qr.ts'
import { test } from './support/test.ts'
import { expectNoTrace } from './support/traces.ts'
import {
  askToPay,
  chooseWallet,
  expectCharged,
  expectPaidOnce,
  fillBasket,
  openTender,
} from './support/trip.ts'
import { payWithWallet, shownCode } from './support/wallet.ts'

const goods = [crackers, gum]
const totalMinor = crackers.priceMinor + gum.priceMinor

/** An answer of a platform, a poll or two and a paint on a busy machine. */
const answerMs = 60_000

const wallets = ['wechat', 'alipay'] as const satisfies readonly Wallet[]

/** The platforms' calls that make an order, end it, charge a code, and tell of it. */
const calls = {
  wechat: { order: 'native', close: 'close', charge: 'v2_micropay', query: 'query', notice: 'notify' },
  alipay: {
    order: 'alipay_precreate',
    close: 'alipay_close',
    charge: 'alipay_pay',
    query: 'alipay_query',
    notice: 'alipay_notify',
  },
} as const

test.afterEach(({ store }) => breakPlatform(store))

/** The power goes and comes back; the screen is the same. */
async function reboot(lane: Lane, heading: string): Promise<void> {
  const shows = () => expect(lane.shopper().heading(heading)).toBeVisible({ timeout: answerMs })
  await shows()
  await lane.kiosk().killMain()
  await lane.relaunch()
  await shows()
}

for (const wallet of wallets) {
  test(`a kiosk without power in every wait for a ${wallet} QR makes one order, ends it, and is paid by the next`, async ({
    lane,
    store,
  }) => {
    const { words } = lane.shopper()
    const { order, close, query } = calls[wallet]
    const offered = () => factsOf(lane.journal(), 'PaymentOffered').length
    const qrOnShow = () => readQr(lane.page().getByRole('img', { name: words.pay.qr }))
    await fillBasket(lane, goods)
    await openTender(lane, goods)
    await reboot(lane, words.tender.title)
    await breakPlatform(store, { match: { api: order, nth: 1 }, do: { kind: 'delay', ms: 3_000 } })
    await chooseWallet(lane, wallet)
    await reboot(lane, words.pay.title[wallet])
    await expect.poll(offered, { timeout: answerMs }).toBe(1)
    const qr = await qrOnShow()
    await reboot(lane, words.pay.title[wallet])
    expect(await qrOnShow(), 'the same order').toBe(qr)
    for (const api of [close, query])
      await breakPlatform(store, { match: { api }, do: { kind: 'drop_before_commit' } })
    await lane.shopper().press(words.pay.leave)
    await reboot(lane, words.checking.title)
    await breakPlatform(store)
    await expect(lane.shopper().button(words.basket.pay(money(...goods)))).toBeVisible({ timeout: answerMs })
    expect([offered(), factsOf(lane.journal(), 'PaymentEnded').length]).toEqual([1, 1])
    await payWithWallet(walletOf(store), await askToPay(lane, goods, wallet))
    await reboot(lane, words.paid.title)
    await expectPaidOnce(store, lane, totalMinor)
  })

  test(`a kiosk without power while nobody can tell how a ${wallet} code was charged asks on, and charges once`, async ({
    lane,
    store,
  }) => {
    const { words } = lane.shopper()
    const { charge, query, notice } = calls[wallet]
    await fillBasket(lane, goods)
    await openTender(lane, goods)
    await breakPlatform(store, { match: { api: charge, nth: 1 }, do: { kind: 'drop_after_commit' } })
    await breakPlatform(store, { match: { api: query }, do: { kind: 'drop_before_commit' } })
    // Alipay would tell of the charge unasked.
    await breakPlatform(store, { match: { api: notice }, do: { kind: 'notify_drop' } })
    const code = await shownCode(walletOf(store), wallet, `dies-while-charged-at-${wallet}`)
    lane.scan(code)
    await expectCharged(store, lane, totalMinor)
    await reboot(lane, words.checking.title)
    await breakPlatform(store)
    await reboot(lane, words.paid.title)
    await expectPaidOnce(store, lane, totalMinor)
    expect(factsOf(lane.journal(), 'PaymentRequested')).toHaveLength(1)
    expectNoTrace(lane, store, code)
  })
}
