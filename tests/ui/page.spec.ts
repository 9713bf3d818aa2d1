/**
 * The whole page against a lane: what it says back, how it bears the lane's absence, and that a scan never lands in a
 * field.
 */

import { type Browser, expect, type Page, test } from '@playwright/test'
import { launchBrowser, noBrowser, sizes } from './browser.ts'
import type {} from './gallery/page-lane.ts'
import { type Gallery, serveGallery } from './gallery/serve.ts'
import { viewOf } from './gallery/views.ts'

test.skip(noBrowser !== undefined, noBrowser)

let gallery: Gallery
let browser: Browser
let page: Page

test.beforeAll(async () => {
  gallery = await serveGallery()
  browser = await launchBrowser()
})

test.afterAll(async () => {
  await browser?.close()
  await gallery?.close()
})

test.beforeEach(async () => {
  page = await browser.newPage({ viewport: sizes.portrait, reducedMotion: 'reduce' })
  await page.goto(`${gallery.url}?view=basket-few&language=en&lane`)
  await page.getByRole('button', { name: /^Pay/ }).waitFor()
})

test.afterEach(() => page.close())

const commands = (kind: string): Promise<readonly unknown[]> =>
  page.evaluate(
    (wanted) =>
      (window.pageLane?.commands ?? []).filter(
        (command) =>
          typeof command === 'object' && command !== null && 'kind' in command && command.kind === wanted,
      ),
    kind,
  )

test('a view that was painted and never acknowledged', async () => {
  await expect.poll(() => commands('Painted')).toContainEqual({ kind: 'Painted', revision: 1 })
  const view = { ...viewOf('basket-twenty', 'en'), revision: 2 }
  await page.evaluate((next) => window.pageLane?.show(next), view)
  await expect.poll(() => commands('Painted')).toContainEqual({ kind: 'Painted', revision: 2 })
})

test('a page that does not say that it lives', async () => {
  await expect.poll(() => page.evaluate(() => window.pageLane?.beats() ?? 0)).toBeGreaterThan(1)
})

test('a lane that went away and takes the basket off the screen, or stays veiled when it is back', async () => {
  await page.evaluate(() => window.pageLane?.hangUp())
  await expect(page.getByText('One moment')).toBeVisible()
  await expect(page.getByText('Wholemeal toast 400 g').first()).toBeVisible()
  await page.evaluate(() => window.pageLane?.comeBack())
  await expect(page.getByText('One moment')).toBeHidden()
  await page.getByRole('button', { name: /^Pay/ }).click()
  await expect.poll(() => commands('Pay')).toEqual([{ kind: 'Pay' }])
})

test('a second touch on Pay that goes back to the basket at once', async () => {
  const box = await page.getByRole('button', { name: /^Pay/ }).boundingBox()
  const place = { x: (box?.x ?? 0) + 80, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
  // Asked in the frame that shows it: the page's own time, not that of a test that is slow.
  const touched = await page.evaluate(
    ([next, { x, y }]) => {
      window.pageLane?.show(next)
      return new Promise<string | undefined>((resolve) => {
        const look = () => {
          if (!document.querySelector('.tender')) requestAnimationFrame(look)
          else resolve(document.elementFromPoint(x, y)?.closest('button')?.textContent)
        }
        look()
      })
    },
    [{ ...viewOf('tender', 'en'), revision: 2 }, place] as const,
  )
  expect(touched).toBeUndefined()
  await page.getByRole('button', { name: 'Back to basket' }).click()
  await expect.poll(() => commands('LeavePayment')).toHaveLength(1)
})

test('an older view painted over a newer one', async () => {
  const newer = { ...viewOf('basket-few', 'en'), revision: 9 }
  const older = { ...viewOf('attract', 'en'), revision: 8 }
  await page.evaluate(
    ([one, two]) => {
      if (one && two) {
        window.pageLane?.show(one)
        window.pageLane?.show(two)
      }
    },
    [newer, older],
  )
  await expect.poll(() => commands('Painted')).toContainEqual({ kind: 'Painted', revision: 9 })
  await expect(page.getByRole('button', { name: /^Pay/ })).toBeVisible()
})

/** A scanner types all its keys at once, far faster than a hand. Says which keys would have had their own effect. */
const wedge = (text: string): Promise<readonly string[]> =>
  page.evaluate((typed) => {
    const press = (key: string): boolean =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      )
    return [...typed, 'Enter'].filter(press)
  }, text)

test('a wedge scan that is lost', async () => {
  await wedge('6901028075831')
  await expect
    .poll(() => commands('Scan'))
    .toEqual([expect.objectContaining({ kind: 'Scan', text: '6901028075831', source: 'wedge' })])
})

test('a wedge scan that lands in a field, or presses a button', async () => {
  await page.getByRole('button', { name: 'Enter a code' }).click()
  const field = page.getByLabel('The number under the barcode')
  await field.pressSequentially('12', { delay: 120 })
  await expect(field).toHaveValue('12')
  await field.focus()
  expect(await wedge('6901028075831')).toEqual([])
  await expect.poll(() => commands('Scan')).toHaveLength(1)
  await expect(field).toHaveValue('12')
})

test('a code typed by hand that is not taken, or a pad that types another', async () => {
  await page.getByRole('button', { name: 'Enter a code' }).click()
  for (const digit of '4077') await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: 'Erase' }).click()
  await page.getByRole('button', { name: '1', exact: true }).click()
  await page.getByRole('button', { name: 'Add to basket' }).click()
  await expect.poll(() => commands('Scan')).toEqual([{ kind: 'Scan', text: '4071', source: 'keyed' }])
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a basket emptied without a question', async () => {
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  expect(await commands('CancelSale')).toEqual([])
  await page.getByRole('button', { name: 'Keep shopping' }).click()
  expect(await commands('CancelSale')).toEqual([])
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()
  await page.getByRole('button', { name: 'Empty the basket' }).click()
  await expect.poll(() => commands('CancelSale')).toHaveLength(1)
})

test('a line stepped or taken out that is another line', async () => {
  await page.getByRole('button', { name: 'One more Fuji apples, bag' }).click()
  await page.getByRole('button', { name: 'Remove Spring water 550 ml' }).click()
  await expect
    .poll(() => commands('ChangeQuantity'))
    .toEqual([{ kind: 'ChangeQuantity', lineId: 'line-2', shown: 3, quantity: 4 }])
  expect(await commands('RemoveLine')).toEqual([{ kind: 'RemoveLine', lineId: 'line-0' }])
})

test('a price overridden without a reason, or to another price', async () => {
  const view = { ...viewOf('staff-basket', 'en'), revision: 2 }
  await page.evaluate((next) => window.pageLane?.show(next), view)
  await page.getByRole('button', { name: 'Price', exact: true }).first().click()
  await expect(page.getByRole('button', { name: 'Wrong price' })).toBeDisabled()
  for (const digit of '990') await page.getByRole('button', { name: digit, exact: true }).click()
  await expect(page.getByLabel('New unit price')).toHaveValue('9.90')
  await page.getByRole('button', { name: 'Wrong price' }).click()
  await expect
    .poll(() => commands('OverridePrice'))
    .toEqual([expect.objectContaining({ priceMinor: 990, reason: 'wrongPrice' })])
})

test('comfort that the next shopper inherits', async () => {
  await page.getByRole('button', { name: 'Accessibility' }).click()
  await page.getByText('Larger text').click()
  await page.getByRole('button', { name: 'Done' }).last().click()
  await expect(page.locator('html')).toHaveAttribute('data-text', 'large')
  await page.evaluate((next) => window.pageLane?.show(next), { ...viewOf('attract', 'en'), revision: 2 })
  await expect(page.locator('html')).toHaveAttribute('data-text', 'regular')
})
