/**
 * Shoppers who hold up their own payment code: at both platforms, with a password, with too little money, in the place
 * of a QR, and with the kiosk dying at any moment of it. The platform takes the amount once or not at all, and no code
 * is found anywhere afterwards.
 */

import { expect } from '@playwright/test'
import type { Wallet } from '../../domain/sale/fact.ts'
import { crackers, gum } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import type { Lane } from './support/lane.ts'
import { breakPlatform, walletOf } from './support/platform.ts'
import { kill } from './support/processes.ts'
import type { Store } from './support/store.ts'
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
import { enterPassword, payWithWallet, shownCode } from './support/wallet.ts'

const goods = [crackers, gum]
const totalMinor = crackers.priceMinor + gum.priceMinor

/** Money that was not wanted goes back by itself, when the server has heard of it. */
const returnMs = 60_000

/** An answer of a platform, a poll or two and a paint on a busy machine. */
const answerMs = 40_000

const wallets = ['wechat', 'alipay'] as const satisfies readonly Wallet[]

test.afterEach(({ store }) => breakPlatform(store))

async function expectPaid(lane: Lane, store: Store): Promise<void> {
  await expect
    .poll(() => lane.kiosk().text(), { timeout: answerMs })
    .toContain(lane.shopper().words.paid.title)
  await expectPaidOnce(store, lane, totalMinor)
}

for (const wallet of wallets) {
  test(`a ${wallet} code held to the scanner pays at once, and is nowhere to be found`, async ({
    lane,
    store,
    picture,
  }) => {
    await fillBasket(lane, goods)
    await openTender(lane, goods)
    await picture(`tender-${wallet}`)
    const code = await shownCode(walletOf(store), wallet, `pays-with-${wallet}`)
    lane.scan(code)
    await expectPaid(lane, store)
    expectNoTrace(lane, store, code)
    expect(factsOf(lane.journal(), 'PaymentRequested')).toMatchObject([{ wallet, method: 'code' }])
  })

  test(`a ${wallet} QR paid beside the code held up in its place takes no money twice`, async ({
    lane,
    store,
  }) => {
    await fillBasket(lane, goods)
    const qr = await askToPay(lane, goods, wallet)
    lane.scan(await shownCode(walletOf(store), 'wechat', `instead-of-${wallet}`))
    await expectPaid(lane, store)
    // A QR that nobody scanned may stay payable at Alipay until it expires: what comes by it is given back.
    await payWithWallet(walletOf(store), qr).catch(() => undefined)
    await expectPaidOnce(store, lane, totalMinor, returnMs)
  })

  test(`a ${wallet} password is asked for, outlives a reboot, and pays once`, async ({
    lane,
    store,
    picture,
  }) => {
    const user = `password-${wallet}`
    const { heading, words } = lane.shopper()
    await fillBasket(lane, goods)
    await openTender(lane, goods)
    lane.scan(await shownCode(walletOf(store), wallet, user))
    await expect(heading(words.confirming.password)).toBeVisible({ timeout: answerMs })
    await picture(`password-${wallet}`)
    await lane.kiosk().killMain()
    await lane.relaunch()
    await expect(lane.shopper().heading(words.confirming.password)).toBeVisible()
    await enterPassword(walletOf(store), user)
    await expectPaid(lane, store)
  })
}

test('a wallet with too little money is told so, and another one pays', async ({ lane, store, picture }) => {
  const { heading, words } = lane.shopper()
  await fillBasket(lane, goods)
  await openTender(lane, goods)
  lane.scan(await shownCode(walletOf(store), 'alipay', 'short-of-money'))
  await expect(heading(words.notPaid.noFunds.title)).toBeVisible({ timeout: answerMs })
  await picture('not-paid')
  lane.scan(await shownCode(walletOf(store), 'wechat', 'rich'))
  await expectPaid(lane, store)
})

test('what is no payment code gets a sentence, and basket and payment stay as they are', async ({
  lane,
  store,
  picture,
}) => {
  const { heading, lines, notice, press, words } = lane.shopper()
  const tooEarly = await shownCode(walletOf(store), 'wechat', 'too-early')
  lane.scan(tooEarly)
  await expect(notice).toContainText(words.refusals.PayFirst.title)
  await fillBasket(lane, goods)
  await openTender(lane, goods)
  for (const [shown, refusal] of [
    ['wxp://f2f0payee', 'PayeeCode'],
    ['6212345678901234567', 'WalletNotTaken'],
    [crackers.code, 'PaymentInProgress'],
  ] as const) {
    lane.scan(shown)
    await expect(notice).toContainText(words.refusals[refusal].title)
    await picture(`tender-${refusal}`)
  }
  await expect(heading(words.tender.title)).toBeVisible()
  await press(words.tender.leave)
  await expect(lines).toHaveCount(goods.length)
  expectNoTrace(lane, store, tooEarly)
})

/** Ends the page or the lane; the whole kiosk dies in reboot. */
const deaths = {
  page: async (lane: Lane) => {
    // A page that is still coming back has no process of its own.
    await expect.poll(() => lane.kiosk().pagePid(), { timeout: answerMs }).toBeGreaterThan(0)
    const before = await lane.kiosk().pagePid()
    kill(before)
    await expect.poll(() => lane.kiosk().pagePid(), { timeout: answerMs }).not.toBe(before)
  },
  lane: async (lane: Lane) => {
    const before = lane.kiosk().lanePid()
    expect(before, 'the lane has a process').toBeDefined()
    if (before !== undefined) kill(before)
    await expect.poll(() => lane.kiosk().lanePid() ?? before, { timeout: answerMs }).not.toBe(before)
  },
} as const

/** Holds up fresh codes until the lane, perhaps just back with its scanner, has so many facts of the kind. */
const holdUp = (lane: Lane, store: Store, kind: string, count: number): Promise<void> =>
  expect(async () => {
    lane.scan(await shownCode(walletOf(store), 'alipay', 'dies'))
    await expect.poll(() => factsOf(lane.journal(), kind).length, { timeout: 2_000 }).toBe(count)
  }).toPass({ timeout: answerMs })

for (const death of ['page', 'lane'] as const) {
  test(`a ${death} that dies in every waiting state of a QR never makes a second payment`, async ({
    lane,
    store,
  }) => {
    const { words } = lane.shopper()
    const shows = (text: string) =>
      expect.poll(() => lane.kiosk().text(), { timeout: answerMs }).toContain(text)
    await fillBasket(lane, goods)
    // Requested: the order takes its time.
    await breakPlatform(store, { match: { api: 'native', nth: 1 }, do: { kind: 'delay', ms: 3_000 } })
    await openTender(lane, goods)
    await chooseWallet(lane, 'wechat')
    await shows(words.pay.making)
    await deaths[death](lane)
    // Offered: the QR stands on the screen again.
    await shows(words.pay.leave)
    await expect.poll(() => factsOf(lane.journal(), 'PaymentOffered').length, { timeout: answerMs }).toBe(1)
    await deaths[death](lane)
    // Leaving: the code held up ends the QR first, and the platform is slow to say so. A crash loses the code.
    await breakPlatform(store, { match: { api: 'close', nth: 1 }, do: { kind: 'delay', ms: 4_000 } })
    await holdUp(lane, store, 'PaymentLeft', 1)
    await deaths[death](lane)
    if (death === 'page') return expectPaid(lane, store)
    await shows(words.tender.ownAgain)
    await holdUp(lane, store, 'PaymentRequested', 2)
    await expectPaid(lane, store)
  })
}

test('a kiosk that dies while a code is being charged follows the payment and never charges twice', async ({
  lane,
  store,
}) => {
  await fillBasket(lane, goods)
  await openTender(lane, goods)
  await breakPlatform(store, {
    match: { api: 'alipay_pay', nth: 1 },
    do: { kind: 'delay_after_commit', ms: 5_000 },
  })
  const code = await shownCode(walletOf(store), 'alipay', 'dies-while-charged')
  lane.scan(code)
  await expectCharged(store, lane, totalMinor)
  await lane.kiosk().killMain()
  await lane.relaunch()
  await expectPaid(lane, store)
  expect(factsOf(lane.journal(), 'PaymentRequested')).toHaveLength(1)
  expectNoTrace(lane, store, code)
})

test('an Alipay QR is paid from the choice of wallets, once', async ({ lane, store }) => {
  await fillBasket(lane, goods)
  await payWithWallet(walletOf(store), await askToPay(lane, goods, 'alipay'))
  await expectPaid(lane, store)
})
