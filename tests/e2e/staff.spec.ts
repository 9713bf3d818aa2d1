/**
 * The attendant's and store IT's side of the lane: nobody acts without a badge and its PIN, every act has a reason
 * and a name in the journal, and the panel tells the truth about the devices.
 */

import { expect } from '@playwright/test'
import { badgeCode, demoStaff } from '../../sandbox/demo/store.ts'
import { beer, crackers, gum, money } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import type { Lane } from './support/lane.ts'
import { test } from './support/test.ts'
import { fillBasket } from './support/trip.ts'

const [attendant] = demoStaff.filter(({ badge }) => badge === '1003')
const badge = attendant?.badge ?? ''
const pin = attendant?.pin ?? ''
const wrongPin = '0000'

async function showBadge({ scan, shopper }: Lane): Promise<void> {
  scan(`STAFF-${badge}`)
  await expect(shopper().heading(shopper().words.staff.pinTitle)).toBeVisible()
}

async function enterPin({ shopper }: Lane, digits: string): Promise<void> {
  const { press, words } = shopper()
  for (const digit of digits) await press(digit)
  await press(words.staff.enter)
}

async function signIn(lane: Lane): Promise<void> {
  const { words } = lane.shopper()
  await showBadge(lane)
  await enterPin(lane, pin)
  await expect(lane.page().getByText(words.staff.signedIn(attendant?.name ?? ''))).toBeVisible()
}

const padOf = ({ page }: Lane): Promise<string[]> =>
  page().locator('.keypad button').filter({ hasText: /^\d$/ }).allTextContents()

test('a wrong PIN is said to be wrong, the pad is scrambled anew, and the right one signs in', async ({
  lane,
  picture,
}) => {
  expect(badgeCode({ badge, name: '', pin })).toBe(`STAFF-${badge}`)
  const { notice, words } = lane.shopper()
  await showBadge(lane)
  const first = await padOf(lane)
  expect([...first].sort().join('')).toBe('0123456789')
  await picture('pin')
  await enterPin(lane, wrongPin)
  await expect(notice).toContainText(words.refusals.WrongPin.title)
  await picture('pin-wrong')
  expect(await padOf(lane), 'the digits have changed places').not.toEqual(first)
  await enterPin(lane, pin)
  await expect(lane.page().getByText(words.staff.signedIn(attendant?.name ?? ''))).toBeVisible()
  await picture('staff-empty')

  const written = JSON.stringify(lane.journal())
  expect(written).not.toContain(pin)
  expect(lane.log()).not.toContain(pin)
})

test('beer waits for an attendant, and can be paid after the age was approved', async ({ lane, picture }) => {
  const { button, line, press, words } = lane.shopper()
  lane.scan(beer.code)
  await expect(line(beer.names.en)).toContainText(words.basket.ageTag(18))
  await expect(lane.page().getByText(words.age.waitTitle)).toBeVisible()
  await expect(button(words.basket.pay(money(beer)))).toBeHidden()
  await picture('age-called')

  await signIn(lane)
  await picture('staff-age')
  await press(words.staff.ageApprove)
  await press(words.staff.signOut)
  await expect(button(words.basket.pay(money(beer)))).toBeEnabled()
  expect(factsOf(lane.journal(), 'AgeApproved')).toEqual([{ kind: 'AgeApproved', age: 18, badge }])
})

test('an attendant voids a line and changes a price, each with its reason', async ({ lane, picture }) => {
  const { line, lines, press, total, words } = lane.shopper()
  await fillBasket(lane, [crackers, gum])
  await signIn(lane)
  const row = lane.page().getByRole('listitem').filter({ hasText: gum.names.en })
  await row.getByRole('button', { name: words.staff.voidLine }).click()
  await picture('staff-void-line')
  await press(words.staff.reasons.scannedTwice)
  await expect(row).toHaveCount(0)

  await lane.page().getByRole('button', { name: words.staff.override }).click()
  for (const digit of '999') await press(digit)
  await picture('staff-price')
  await press(words.staff.reasons.damaged)
  await press(words.staff.signOut)
  await expect(total).toHaveText('¥9.99')
  await expect(lines).toHaveCount(1)
  await expect(line(crackers.names.en)).toContainText('¥9.99')
  await expect(
    lane
      .page()
      .locator('s')
      .filter({ hasText: money(crackers) }),
  ).toBeVisible()
  await picture('basket-overridden')

  expect(factsOf(lane.journal(), 'LineVoided')).toMatchObject([{ badge, reason: 'scannedTwice' }])
  expect(factsOf(lane.journal(), 'PriceOverridden')).toMatchObject([
    { badge, reason: 'damaged', priceMinor: 999 },
  ])
})

test('an attendant voids the whole basket, and the lane is free for the next', async ({ lane }) => {
  const { heading, press, words } = lane.shopper()
  await fillBasket(lane, [crackers, gum])
  await signIn(lane)
  await press(words.staff.voidBasket)
  await press(words.staff.reasons.shopperChangedMind)
  await press(words.staff.signOut)
  await expect(heading(words.attract.title)).toBeVisible()
  expect(factsOf(lane.journal(), 'BasketVoided')).toMatchObject([{ badge, reason: 'shopperChangedMind' }])
})

test('store IT sees catalogue, outbox, journal, devices and clock, and a scanner lost and back', async ({
  lane,
  picture,
}) => {
  const { press, words } = lane.shopper()
  const { panel } = words
  const card = (title: string) => lane.page().getByRole('region', { name: title, exact: true })
  await signIn(lane)
  await press(words.staff.panel)
  const last = lane.journal().at(-1)
  await expect(card(panel.catalogue)).toContainText(/Items\s*3\d\d/)
  await expect(card(panel.catalogue)).toContainText(/Last equal to the server\s*\d+ seconds? ago/)
  await expect(card(panel.outbox)).toContainText(/Records\s*0/)
  await expect(card(panel.journal)).toContainText(last?.hash ?? 'no hash')
  await expect(card(panel.clock)).toContainText(/-?\d+ ms/)
  await expect(card(panel.devices)).toContainText(panel.deviceStates.ready)
  await picture('panel')

  await lane.unplugScanner()
  await expect(card(panel.devices)).toContainText(panel.deviceStates.lost)
  await expect(card(panel.devices)).toContainText(panel.mending.deviceLost)
  await picture('panel-scanner-lost')
  await lane.plugScanner()
  await expect(card(panel.devices)).not.toContainText(panel.deviceStates.lost)

  await press(panel.close)
  await press(words.staff.signOut)
  lane.scan(crackers.code)
  await expect(lane.shopper().line(crackers.names.en)).toBeVisible()
})
