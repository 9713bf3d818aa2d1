/**
 * The real screens, looked at by axe in both languages, walked with a keyboard alone, and switched between languages
 * at any moment.
 */

import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { languages } from '../../domain/item.ts'
import { badgeCode, demoStaff } from '../../sandbox/demo/store.ts'
import { beer, chocolate, crackers, gum, money } from './support/goods.ts'
import type { Kiosk } from './support/kiosk.ts'
import { test } from './support/test.ts'
import { askToPay, fillBasket } from './support/trip.ts'
import { payWithWallet } from './support/wallet.ts'

/** WCAG 2.2 up to AA. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Half of what the page's own heart beats in. */
const beatMs = 250

/** Motion ends first, that of a change just painted too: half-faded words have less contrast than anyone reads. */
const endMotion = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames += 1) {
      await new Promise(requestAnimationFrame)
      const motions = document.getAnimations()
      for (const motion of motions)
        if (motion.effect?.getComputedTiming().endTime !== Infinity) motion.finish()
    }
  })

/**
 * What axe finds, in words short enough to read in a failed test. While it works the page cannot say that it lives,
 * so this says it in its place: else main would take the page for hung and end it.
 */
async function findings({ app, page }: Kiosk): Promise<readonly string[]> {
  await endMotion(page)
  const beat = setInterval(() => {
    void app.evaluate(({ ipcMain, webContents }) => {
      ipcMain.emit('alive', { senderFrame: webContents.getAllWebContents()[0]?.mainFrame ?? null })
    })
  }, beatMs)
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode().analyze()
  clearInterval(beat)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ language })

    test('everyone can read and use every screen of a trip', async ({ lane, store, picture }) => {
      const { button, heading, press, words } = lane.shopper()
      const look = async (name: string): Promise<void> => {
        expect.soft(await findings(lane.kiosk()), name).toEqual([])
        await picture(`${name}-${language}`)
      }
      await look('attract')
      await press(new RegExp(words.attract.start))
      await expect(heading(words.basket.emptyTitle)).toBeVisible()
      await look('basket-empty')
      await press(words.basket.enterCode)
      await expect(heading(words.code.title)).toBeVisible()
      await look('code-entry')
      await press(words.code.close)
      await fillBasket(lane, [crackers, gum, chocolate])
      await look('basket-few')
      await press(words.dock.accessibility)
      await expect(heading(words.accessibility.title)).toBeVisible()
      await look('accessibility')
      await lane.page().keyboard.press('Escape')
      lane.scan('6990128999994')
      await expect(lane.shopper().notice).toBeVisible()
      await look('refused')
      await press(words.notice.ok)
      await expect(lane.shopper().notice).toBeHidden()
      await press(words.dock.help)
      await expect(lane.page().getByText(words.help.title)).toBeVisible()
      await look('help')
      await press(words.help.cancel)
      const qr = await askToPay(lane, [crackers, gum, chocolate])
      await look('paying')
      await payWithWallet(store.world.sandbox.ready.wallet, qr)
      await expect(heading(words.paid.title)).toBeVisible()
      await expect(button(words.paid.printAgain)).toBeVisible()
      await look('paid')
    })

    test('everyone can read and use the screens of staff', async ({ lane, picture }) => {
      const [attendant] = demoStaff
      const { press, words } = lane.shopper()
      const look = async (name: string): Promise<void> => {
        expect.soft(await findings(lane.kiosk()), name).toEqual([])
        await picture(`${name}-${language}`)
      }
      await fillBasket(lane, [crackers])
      lane.scan(beer.code)
      await expect(lane.shopper().lines).toHaveCount(2)
      await look('age')
      lane.scan(attendant === undefined ? '' : badgeCode(attendant))
      await expect(lane.shopper().heading(words.staff.pinTitle)).toBeVisible()
      await look('pin')
      for (const digit of attendant?.pin ?? '') await press(digit)
      await press(words.staff.enter)
      await expect(lane.page().getByText(words.staff.ageBody)).toBeVisible()
      await look('staff')
      await press(words.staff.panel)
      await expect(lane.page().getByRole('heading', { name: words.panel.catalogue })).toBeVisible()
      await look('panel')
    })
  })
}

test('with a keyboard alone a shopper comes from the start to the payment code', async ({ lane }) => {
  const { button, line, words } = lane.shopper()
  const { keyboard } = lane.page()
  /** Walks with Tab until the button has the focus, as someone without a touch screen must. */
  const tabTo = async (label: string | RegExp): Promise<void> => {
    const target = button(label)
    await expect(target).toBeVisible()
    for (let steps = 0; steps < 40; steps += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await keyboard.press('Tab')
    }
    await expect(target).toBeFocused()
  }
  await tabTo(new RegExp(words.attract.start))
  await keyboard.press('Enter')
  await tabTo(words.basket.enterCode)
  await keyboard.press('Enter')
  await expect(lane.page().getByLabel(words.code.number)).toBeFocused()
  await keyboard.type(gum.code, { delay: 90 })
  await keyboard.press('Enter')
  await expect(line(gum.names.en)).toBeVisible()
  await tabTo(words.basket.pay(money(gum)))
  await keyboard.press('Enter')
  await tabTo(new RegExp(`^${words.wallets.wechat}`))
  await keyboard.press('Enter')
  await expect(lane.page().getByRole('img', { name: words.pay.qr })).toBeVisible()
})

test('the language can be changed at any moment and the basket stays', async ({ lane }) => {
  const zh = lane.shopper('zh-CN')
  const en = lane.shopper('en')
  const choose = (name: string) => lane.page().getByRole('radio', { name }).click()
  await choose('中文')
  await expect(zh.heading(zh.words.attract.title)).toBeVisible()
  lane.scan(crackers.code)
  await expect(zh.line(crackers.names['zh-CN'])).toContainText(money(crackers))
  await choose('English')
  await expect(en.line(crackers.names.en)).toContainText(money(crackers))
  await askToPay(lane, [crackers])
  await expect(lane.page().getByRole('img', { name: en.words.pay.qr })).toBeVisible()
  await choose('中文')
  await expect(lane.page().getByRole('img', { name: zh.words.pay.qr })).toBeVisible()
  await zh.press(zh.words.pay.leave)
  await expect(zh.line(crackers.names['zh-CN'])).toBeVisible()
  await expect(lane.page().locator('html')).toHaveAttribute('lang', 'zh-CN')
})

test.describe('lying', () => {
  test.use({ size: 'landscape' })

  test('on a wide kiosk nothing is cut off', async ({ lane, picture }) => {
    await picture('attract-landscape')
    await fillBasket(lane, [crackers, gum, chocolate])
    await picture('basket-landscape')
    await askToPay(lane, [crackers, gum, chocolate])
    await picture('paying-landscape')
    const overflow = await lane.page().evaluate(() => {
      const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement
      return [scrollWidth - clientWidth, scrollHeight - clientHeight]
    })
    expect(overflow).toEqual([0, 0])
  })
})
