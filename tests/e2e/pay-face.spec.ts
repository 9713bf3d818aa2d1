/**
 * Shoppers who look into the lane's face terminal: at both platforms, not recognised, called away, with a password,
 * with the cable out and with the kiosk dying in every moment of it. The platform takes the amount once or not at all,
 * and no token of a face is found anywhere afterwards.
 */

import { expect } from '@playwright/test'
import type { Wallet } from '../../domain/sale/fact.ts'
import { badgeCode, demoStaff } from '../../sandbox/demo/store.ts'
import { crackers, gum } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import type { Lane } from './support/lane.ts'
import { breakPlatform, walletOf } from './support/platform.ts'
import type { Store } from './support/store.ts'
import { test } from './support/test.ts'
import { expectNoTrace } from './support/traces.ts'
import { expectCharged, expectPaidOnce, fillBasket, openTender } from './support/trip.ts'
import { enterPassword } from './support/wallet.ts'

test.use({ hasFace: true })

const goods = [crackers, gum]
const totalMinor = crackers.priceMinor + gum.priceMinor

/** An answer of a platform, a poll or two and a paint on a busy machine. */
const answerMs = 40_000

const wallets = ['wechat', 'alipay'] as const satisfies readonly Wallet[]

test.afterEach(({ store }) => breakPlatform(store))

const shows = (lane: Lane, text: string) =>
  expect.poll(() => lane.kiosk().text(), { timeout: answerMs }).toContain(text)

async function expectPaid(lane: Lane, store: Store): Promise<void> {
  await shows(lane, lane.shopper().words.paid.title)
  await expectPaidOnce(store, lane, totalMinor)
}

/** Touches "pay by face" of this wallet and waits until the camera looks. */
async function openLook(lane: Lane, wallet: Wallet): Promise<void> {
  const { button, heading, words } = lane.shopper()
  await button(`${words.tender.face} ${words.wallets[wallet]}`).click()
  await expect(heading(words.looking.title)).toBeVisible({ timeout: answerMs })
  await expect.poll(() => lane.face().terminal.isLooking(), { timeout: answerMs }).toBe(true)
}

async function toLook(lane: Lane, wallet: Wallet): Promise<void> {
  await fillBasket(lane, goods)
  await openTender(lane, goods)
  await openLook(lane, wallet)
}

/** The token that the terminal handed over last. */
const lastToken = (lane: Lane): string => lane.face().seen().at(-1)?.token ?? ''

for (const wallet of wallets) {
  test(`a face at ${wallet} pays at once, and its token is nowhere to be found`, async ({
    lane,
    store,
    picture,
  }) => {
    await fillBasket(lane, goods)
    await openTender(lane, goods)
    await picture(`tender-face-${wallet}`)
    await openLook(lane, wallet)
    await picture(`look-${wallet}`)
    expect(factsOf(lane.journal(), 'PaymentRequested'), 'nothing is asked for by looking').toEqual([])
    lane.face().terminal.step(`looks-with-${wallet}`)
    await expectPaid(lane, store)
    expect(factsOf(lane.journal(), 'PaymentRequested')).toMatchObject([{ wallet, method: 'face' }])
    for (const { token, holder } of lane.face().seen()) {
      expectNoTrace(lane, store, token)
      if (holder !== undefined) expectNoTrace(lane, store, holder)
    }
    expect(lane.face().seen()).toHaveLength(1)
  })

  test(`a stranger before the camera of ${wallet} is told so, and another face pays`, async ({
    lane,
    store,
    picture,
  }) => {
    const { heading, words } = lane.shopper()
    await toLook(lane, wallet)
    lane.face().terminal.step('stranger-of-this-wallet')
    await expect(heading(words.tender.notSeen.notRecognised.title)).toBeVisible({ timeout: answerMs })
    await picture(`not-recognised-${wallet}`)
    await openLook(lane, wallet)
    lane.face().terminal.cancel()
    await expect(heading(words.tender.title)).toBeVisible()
    await openLook(lane, wallet)
    lane.face().terminal.step('somebody-known')
    await expectPaid(lane, store)
    expect(factsOf(lane.journal(), 'PaymentRequested')).toHaveLength(1)
  })

  test(`a kiosk that dies in the middle of a look and of a password at ${wallet} charges once`, async ({
    lane,
    store,
    picture,
  }) => {
    const user = `password-face-${wallet}`
    const { words } = lane.shopper()
    await toLook(lane, wallet)
    await lane.kiosk().killMain()
    await lane.relaunch()
    // The look is over, nothing was asked for, and the ways to pay stand there again.
    await expect(lane.shopper().heading(words.tender.title)).toBeVisible({ timeout: answerMs })
    await openLook(lane, wallet)
    lane.face().terminal.step(user)
    await expect(lane.shopper().heading(words.confirming.password)).toBeVisible({ timeout: answerMs })
    await picture(`face-password-${wallet}`)
    await lane.kiosk().killMain()
    await lane.relaunch()
    await expect(lane.shopper().heading(words.confirming.password)).toBeVisible({ timeout: answerMs })
    await enterPassword(walletOf(store), user)
    await expectPaid(lane, store)
    expect(factsOf(lane.journal(), 'PaymentRequested')).toHaveLength(1)
    expectNoTrace(lane, store, lastToken(lane))
  })
}

const charges = { wechat: 'v2_facepay', alipay: 'alipay_pay' } as const

for (const wallet of wallets) {
  test(`a ${wallet} charge of a face whose answer is late is asked about after a reboot, and never repeated`, async ({
    lane,
    store,
  }) => {
    await toLook(lane, wallet)
    await breakPlatform(store, {
      match: { api: charges[wallet], nth: 1 },
      do: { kind: 'delay_after_commit', ms: 5_000 },
    })
    lane.face().terminal.step('dies-while-charged')
    await expectCharged(store, lane, totalMinor)
    await lane.kiosk().killMain()
    await lane.relaunch()
    await expectPaid(lane, store)
    expect(factsOf(lane.journal(), 'PaymentRequested')).toHaveLength(1)
    expectNoTrace(lane, store, lastToken(lane))
  })
}

test.describe('in Chinese on a wide screen', () => {
  test.use({ language: 'zh-CN', size: 'landscape' })

  test('a camera that is pulled out leads back to the other ways, and store IT sees it', async ({
    lane,
    store,
    picture,
  }) => {
    const { heading, button, press, words } = lane.shopper()
    const face = `${words.tender.face} ${words.wallets.alipay}`
    await toLook(lane, 'alipay')
    await picture('look-zh')
    await press(words.pay.more)
    await lane.face().unplug()
    await expect(heading(words.tender.notSeen.terminalLost.title)).toBeVisible({ timeout: answerMs })
    await expect(button(face)).toHaveCount(0)
    await picture('camera-lost-zh')
    const [attendant] = demoStaff
    if (attendant) lane.scan(badgeCode(attendant))
    for (const digit of attendant?.pin ?? '') await press(digit)
    await press(words.staff.enter)
    await press(words.staff.panel)
    await expect(lane.page().getByText(`face terminal ${lane.face().device}`)).toBeVisible()
    await expect(lane.page().getByText(/HungUp|NotFound/)).toBeVisible()
    await picture('panel-face-lost')
    await press(words.panel.close)
    await press(words.staff.signOut)
    await lane.face().plug()
    await expect(button(face)).toBeVisible({ timeout: answerMs })
    await openLook(lane, 'alipay')
    lane.face().terminal.step('anna')
    await expectPaid(lane, store)
  })
})
