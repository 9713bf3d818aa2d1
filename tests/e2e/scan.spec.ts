/**
 * Every way an item gets into a basket, and everything that must not: in the real window, from the scanner's cable,
 * its keys, the camera's picture and the shopper's hand to the line on the screen.
 */

import { expect } from '@playwright/test'
import { checkDigit } from '../../domain/code/retail-code.ts'
import { weighedPrice } from '../../domain/money.ts'
import { demoCodes } from '../../sandbox/demo/fixed-items.ts'
import { filmFrames } from './support/fake-camera.ts'
import { bananas, crackers, gum, money, withdrawn } from './support/goods.ts'
import { test } from './support/test.ts'
import { wedgeScan } from './support/wedge.ts'

/** Slower than any scanner. */
const typingPauseMs = 90

test('a scan on the serial line shows name, price and the running total', async ({ lane, picture }) => {
  const { line, lines, total } = lane.shopper()
  lane.scan(crackers.code)
  await expect(line(crackers.names.en)).toContainText(money(crackers))
  await expect(total).toHaveText(money(crackers))
  lane.scan(gum.code)
  await expect(lines).toHaveCount(2)
  await expect(total).toHaveText(money(crackers, gum))
  await picture('basket')
})

test('a label of the produce scale becomes a line of its weight, and another pack another line', async ({
  lane,
  picture,
}) => {
  const { line, lines, total, words } = lane.shopper()
  const body = '220401100450'
  const label = body + checkDigit(body)
  const pack = { priceMinor: weighedPrice(bananas.priceMinor, 450) }
  lane.scan(label)
  await expect(line(bananas.names.en)).toContainText(words.basket.byWeight('0.450', money(bananas)))
  await expect(total).toHaveText(money(pack))
  lane.scan(label)
  await expect(lines).toHaveCount(2)
  await expect(total).toHaveText(money(pack, pack))
  await picture('weighed')
})

test('a label past its date is refused in a sentence, and nothing is sold', async ({ lane, picture }) => {
  const { lines, words } = lane.shopper()
  lane.scan(`]d201${crackers.code.padStart(14, '0')}17200101`)
  await expect(lane.page().getByText(words.refusals.Expired.title)).toBeVisible()
  await expect(lines).toHaveCount(0)
  await picture('expired')
})

test('keys of a wedge scanner become a line and never reach the open code field', async ({ lane }) => {
  const { line, total, press, words } = lane.shopper()
  const field = lane.page().getByLabel(words.code.number)
  await wedgeScan(lane.kiosk(), crackers.code)
  await expect(line(crackers.names.en)).toBeVisible()

  await press(words.basket.enterCode)
  await expect(field).toBeFocused()
  await wedgeScan(lane.kiosk(), gum.code)
  await expect(total).toHaveText(money(crackers, gum))
  await expect(field).toHaveValue('')

  await lane.page().keyboard.type('4011', { delay: typingPauseMs })
  await expect(field).toHaveValue('4011')
})

test.describe('with a camera', () => {
  test.use({ hasCamera: true })

  test('a code seen in a single frame is not believed, one held before it is', async ({ lane, picture }) => {
    const { line, lines, press, words } = lane.shopper()
    // Not the first frame: Chromium shows that one twice whenever the film begins anew.
    const blank = Array.from<undefined>({ length: 6 })
    filmFrames(lane.film, [...blank, crackers.code, ...blank], 10)
    await press(new RegExp(words.attract.start))
    await press(words.basket.camera)
    await expect(lane.page().getByText(words.camera.body)).toBeVisible()
    // Long enough for the film to show its one frame three times.
    await lane.page().waitForTimeout(3_600)
    await expect(lines).toHaveCount(0)
    await lane.page().getByRole('dialog').getByText(words.camera.close).click()

    filmFrames(lane.film, Array.from<string>({ length: 10 }).fill(gum.code), 30)
    await press(words.basket.camera)
    await expect(lane.page().getByText(`${words.camera.read} ${gum.code}`)).toBeVisible()
    await picture('camera')
    await lane.page().getByRole('dialog').getByText(words.camera.close).click()
    await expect(line(gum.names.en)).toBeVisible()
    await expect(lines).toHaveCount(1)
  })
})

test('without a camera the sheet says so in a sentence and the basket goes on', async ({ lane }) => {
  const { line, press, words } = lane.shopper()
  await press(new RegExp(words.attract.start))
  await press(words.basket.camera)
  await expect(lane.page().getByText(words.camera.missing)).toBeVisible()
  lane.scan(crackers.code)
  await lane.page().getByRole('dialog').getByText(words.camera.close).click()
  await expect(line(crackers.names.en)).toBeVisible()
})

test('an item is found by its typed number and by its English name', async ({ lane, picture }) => {
  const { line, lines, press, button, words } = lane.shopper()
  await press(new RegExp(words.attract.start))
  await press(words.basket.enterCode)
  for (const digit of gum.code) await press(digit)
  await picture('code-by-number')
  await press(words.code.add)
  await expect(line(gum.names.en)).toBeVisible()

  await press(words.basket.enterCode)
  await lane.page().getByText(words.code.byName, { exact: true }).click()
  for (const letter of 'seaweed') await press(letter)
  await expect(button(new RegExp(crackers.names.en))).toBeVisible()
  await picture('code-by-name')
  await press(new RegExp(crackers.names.en))
  await expect(lines).toHaveCount(2)
  await expect(line(crackers.names.en)).toContainText(money(crackers))
})

test.describe('in Chinese', () => {
  test.use({ language: 'zh-CN' })

  test('an item is found by a part of its Chinese name', async ({ lane, picture }) => {
    const { line, press, words } = lane.shopper()
    await press(new RegExp(words.attract.start))
    await press(words.basket.enterCode)
    await lane.page().getByText(words.code.byName, { exact: true }).click()
    await lane.page().getByLabel(words.code.name).focus()
    await lane.page().keyboard.insertText('口香糖')
    await press(new RegExp(gum.names['zh-CN']))
    await expect(line(gum.names['zh-CN'])).toContainText(money(gum))
    await picture('basket-zh')
  })
})

test('a quantity can be changed and a line taken out, and the total follows', async ({ lane }) => {
  const { line, lines, total, press, words } = lane.shopper()
  const name = crackers.names.en
  lane.scan(crackers.code)
  lane.scan(gum.code)
  await expect(lines).toHaveCount(2)
  await press(words.basket.more(name))
  await press(words.basket.more(name))
  await expect(total).toHaveText(money(crackers, crackers, crackers, gum))
  await press(words.basket.fewer(name))
  await expect(total).toHaveText(money(crackers, crackers, gum))
  await press(words.basket.remove(name))
  await expect(line(name)).toHaveCount(0)
  await expect(total).toHaveText(money(gum))
})

test('what cannot be sold is refused with its reason, and the basket stays', async ({ lane, picture }) => {
  const { lines, total, notice, words } = lane.shopper()
  const { refusals } = words
  lane.scan(crackers.code)
  await expect(lines).toHaveCount(1)
  const cases = [
    ['6990128999994', refusals.UnknownCode],
    ['6901028075832', refusals.WrongCheckDigit],
    [withdrawn.code, refusals.NotForSale],
    [bananas.code, refusals.NeedsWeighing],
    ['STAFF-9999', refusals.UnknownBadge],
  ] as const
  for (const [code, { title }] of cases) {
    lane.scan(code)
    await expect(notice).toContainText(title)
    await picture(`refused-${code}`)
  }
  await expect(lines).toHaveCount(1)
  await expect(total).toHaveText(money(crackers))
})

test('hostile bytes at the scanner break nothing and are kept nowhere', async ({ lane, store }) => {
  const { line, lines, notice, words } = lane.shopper()
  const secret = 'CARD-4929-SECRET'
  lane.scan(crackers.code)
  await expect(lines).toHaveCount(1)

  lane.scan(`<img src=x onerror="document.title='${secret}'">`)
  await expect(notice).toContainText(words.refusals.UnknownCode.title)
  await expect(notice).not.toContainText('img')
  lane.scan(`'); DROP TABLE entry; -- ${secret}`)
  lane.scan(`\u0000\u001b[2J\u0007${secret}`)
  lane.scan(`脆哆哆 ${secret} \u{1f600}`)
  lane.scan('9'.repeat(7_000))
  lane.scanBytes(Uint8Array.from({ length: 2_000 }, (_, index) => index % 256))
  lane.scan(`\r${gum.code}`)

  await expect(line(gum.names.en)).toBeVisible()
  await expect(lines).toHaveCount(2)
  const epoch = await lane.epoch()
  const rows = lane.journal()
  expect(rows.filter(({ fact }) => fact.kind === 'ItemScanned')).toHaveLength(2)
  for (const kept of [JSON.stringify(rows), lane.log(), store.log()]) {
    expect(kept).not.toContain(secret)
    expect(kept).not.toContain('99999999999999999999')
  }
  expect(store.uploaded(epoch).length).toBeGreaterThan(0)
})

test('an item known by two spellings of its code is one item', async ({ lane }) => {
  const { line, total } = lane.shopper()
  lane.scan(demoCodes.mapleCandyUpcA)
  lane.scan(`]E0${demoCodes.mapleCandyUpcA.padStart(13, '0')}`)
  await expect(line('Maple Lantern Hard Candy 45 g')).toHaveCount(1)
  await expect(total).toHaveText('¥19.80')
})
