/**
 * Every screen in a browser, under the page's own policy: what a person could not read, reach or see.
 */

import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { languages } from '../../domain/item.ts'
import { messagesOf } from '../../ui/messages/messages.ts'
import { launchBrowser, noBrowser, sizes } from './browser.ts'
import { type Gallery, serveGallery } from './gallery/serve.ts'
import { viewNames } from './gallery/views.ts'

test.skip(noBrowser !== undefined, noBrowser)

let gallery: Gallery
let browser: Browser
let page: Page
const complaints: string[] = []

test.beforeAll(async () => {
  gallery = await serveGallery()
  browser = await launchBrowser()
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
})

test.afterAll(async () => {
  await browser?.close()
  await gallery?.close()
})

test.beforeEach(() => {
  complaints.length = 0
})

/** A screen at rest, with its fonts. Whatever the browser complains of meanwhile is written down. */
async function open(view: string, language: string, size: keyof typeof sizes): Promise<void> {
  await page.setViewportSize(sizes[size])
  await page.goto(`${gallery.url}?view=${view}&language=${language}`)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

/** What axe finds wrong, by rule and element. */
async function violations(): Promise<readonly string[]> {
  const found = await new AxeBuilder({ page }).analyze()
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))
}

const targetPxMin = 56

/** What to touch is smaller than a fingertip, by name and size; what only a screen reader finds is no target. */
const smallTargets = (): Promise<readonly string[]> =>
  page.locator('button:not([tabindex="-1"]), input:not([type=checkbox])').evaluateAll(
    (elements, min) =>
      elements
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.width < min || box.height < min))
        .map(
          ({ element, box }) => `${element.textContent} ${Math.round(box.width)}×${Math.round(box.height)}`,
        ),
    targetPxMin,
  )

const primaryInView = (): Promise<boolean> =>
  page.locator('[data-rank=primary]').evaluateAll((elements) =>
    elements.every((element) => {
      const box = element.getBoundingClientRect()
      return box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1
    }),
  )

const spillsSideways = (): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth)

/** What is shown without a list is seen whole; a phone may scroll it, but only up and down. */
const cutOff = (mayScroll: boolean): Promise<readonly string[]> =>
  page
    .locator('.frame[data-layout=stage] .frame-show, .staff-pin')
    .evaluateAll(
      (elements, scrolls) =>
        elements
          .filter(
            ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
              scrollWidth > clientWidth + 1 || (!scrolls && scrollHeight > clientHeight + 1),
          )
          .map(
            ({ className, scrollHeight, clientHeight }) => `${className} ${scrollHeight} in ${clientHeight}`,
          ),
      mayScroll,
    )

/** Headings that something else than a sheet lies upon; a phone may have scrolled them away. */
const coveredHeadings = (): Promise<readonly string[]> =>
  page.locator('.frame-show h1').evaluateAll((headings) =>
    headings
      .filter((heading) => {
        const { left, top, width, height } = heading.getBoundingClientRect()
        const there = document.elementFromPoint(left + width / 2, top + height / 2)
        return !heading.contains(there) && !there?.closest('.sheet-veil')
      })
      .map(({ textContent }) => textContent),
  )

/** Its lines are those of `basket-twenty`, and axe takes long over each. */
const tooLongForAxe = 'basket-two-hundred'

/** The screen that is open, at every size it may have. */
async function expectToFit(view: string): Promise<void> {
  for (const size of ['portrait', 'landscape', 'phone'] as const) {
    await page.setViewportSize(sizes[size])
    expect(await spillsSideways(), `${view} on ${size}`).toBe(false)
    if (!view.startsWith('staff')) expect(await primaryInView(), `${view} on ${size}`).toBe(true)
    expect(await cutOff(size === 'phone'), `${view} on ${size}`).toEqual([])
    if (size !== 'phone') expect(await coveredHeadings(), `${view} on ${size}`).toEqual([])
  }
}

for (const language of languages) {
  for (const view of viewNames.filter((name) => name !== tooLongForAxe)) {
    test(`${view} that not everyone can use, or that spills over the side or hides its way on (${language})`, async () => {
      await open(view, language, 'portrait')
      expect(await violations()).toEqual([])
      expect(complaints).toEqual([])
      expect(await smallTargets()).toEqual([])
      expect(await primaryInView()).toBe(true)
      await expectToFit(view)
    })
  }

  test(`two hundred lines that spill over the side or hide the way on (${language})`, async () => {
    await open(tooLongForAxe, language, 'portrait')
    await expectToFit(tooLongForAxe)
  })
}

test('reach that leaves something to touch in the upper half', async () => {
  for (const view of [
    'basket-two-hundred',
    'basket-refused',
    'basket-help',
    'paid',
    'checking-long',
    'tender-payee-code',
    'weigh-lost',
  ]) {
    await open(view, 'zh-CN', 'portrait')
    await page.getByRole('button', { name: '无障碍' }).click()
    await page.getByText('按键移到屏幕下方').click()
    await page.getByRole('button', { name: '好了' }).last().click()
    const tops = await page
      .locator('.frame button')
      .evaluateAll((buttons) =>
        buttons.map((button) => button.getBoundingClientRect().top).filter((top) => top < innerHeight),
      )
    expect(Math.min(...tops), view).toBeGreaterThanOrEqual(sizes.portrait.height / 2)
  }
})

test('larger text that pushes the way on off the screen', async () => {
  for (const view of [
    'basket-few',
    'basket-refused',
    'pay',
    'tender-face-refused',
    'paid-unprinted',
    'weigh-steady',
    'weigh-lost',
  ]) {
    await open(view, 'en', 'portrait')
    await page.getByRole('button', { name: 'Accessibility' }).click()
    await page.getByText('Larger text').click()
    await page.getByRole('button', { name: 'Done' }).last().click()
    expect(await primaryInView(), view).toBe(true)
    expect(await spillsSideways(), view).toBe(false)
    if (!view.startsWith('weigh')) expect(await cutOff(false), view).toEqual([])
  }
})

test('larger text under money that returns, with a payment that has to be scrolled', async () => {
  for (const language of languages) {
    const { accessibility, dock } = messagesOf(language)
    for (const view of [
      'late-paying',
      'late-tender',
      'late-not-paid',
      'late-paid',
      'late-two',
      'look-help',
    ]) {
      await open(view, language, 'portrait')
      await page.getByRole('button', { name: dock.accessibility }).click()
      await page.getByText(accessibility.largeText, { exact: true }).click()
      await page.getByRole('button', { name: accessibility.close }).last().click()
      await expectToFit(view)
    }
  }
})

test('a payment code too small for a phone to read', async () => {
  for (const size of ['portrait', 'landscape'] as const) {
    await open('pay', 'en', size)
    const box = await page.getByRole('img', { name: 'Payment QR code' }).boundingBox()
    expect(box?.width).toBeGreaterThanOrEqual(440)
    expect(box?.width).toBe(box?.height)
  }
})

test('a sheet for codes or the camera that not everyone can use', async () => {
  for (const [view, button] of [
    ['basket-few', '输入条码'],
    ['basket-search', '输入条码'],
    ['basket-few', '摄像头扫码'],
    ['basket-few', '不买了'],
    ['staff-basket', '改价'],
    ['staff-basket', '作废'],
    ['staff-basket', '作废整篮'],
    ['refund-units', '退款 ¥12.90'],
  ] as const) {
    await open(view, 'zh-CN', 'portrait')
    await page.getByRole('button', { name: button }).first().click()
    if (view === 'basket-search') await page.getByText('按名称').click()
    await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor()
    expect(await violations(), button).toEqual([])
    expect(complaints).toEqual([])
    expect(await smallTargets()).toEqual([])
  }
})
