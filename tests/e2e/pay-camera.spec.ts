/**
 * A payment code held before the kiosk's camera, as bars and as a QR: it is charged once, it is not shown on the
 * screen, and nothing of it is kept.
 */

import { expect } from '@playwright/test'
import { filmPaymentCode } from './support/fake-camera.ts'
import { crackers, gum } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import { walletOf } from './support/platform.ts'
import { test } from './support/test.ts'
import { expectNoTrace } from './support/traces.ts'
import { expectPaidOnce, fillBasket, openTender } from './support/trip.ts'
import { shownCode } from './support/wallet.ts'

const goods = [crackers, gum]
const totalMinor = crackers.priceMinor + gum.priceMinor

/** A worker that starts, a code that is seen often enough, a platform's answer. */
const answerMs = 40_000

test.use({ hasCamera: true })

for (const [wallet, as] of [
  ['alipay', 'bars'],
  ['wechat', 'qr'],
] as const) {
  test(`a ${wallet} code before the camera as ${as} pays once and is shown nowhere`, async ({
    lane,
    store,
    picture,
  }) => {
    const { heading, press, words } = lane.shopper()
    await fillBasket(lane, goods)
    await openTender(lane, goods)
    const code = await shownCode(walletOf(store), wallet, `before-the-camera-${as}`)
    filmPaymentCode(lane.film, code, as)
    await press(words.tender.camera)
    const seen: string[] = []
    await expect
      .poll(
        async () => {
          seen.push(await lane.kiosk().text())
          return heading(words.paid.title).isVisible()
        },
        { timeout: answerMs, intervals: [100] },
      )
      .toBe(true)
    await picture(`paid-by-camera-${as}`)
    expect(seen.filter((text) => text.includes(code))).toEqual([])
    await expectPaidOnce(store, lane, totalMinor)
    expect(factsOf(lane.journal(), 'PaymentRequested')).toMatchObject([{ wallet, method: 'code' }])
    expectNoTrace(lane, store, code)
  })
}
