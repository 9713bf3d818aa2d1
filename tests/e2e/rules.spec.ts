/**
 * The store's rules in the real window: what is called back, near its date, numbered, marked twice, limited or not
 * sold at this hour, each with what the shopper reads and what the attendant sees.
 */

import { expect } from '@playwright/test'
import { languages } from '../../domain/item.ts'
import { formatMoney, markedDown } from '../../domain/money.ts'
import { demoRecalls, recalledBatch } from '../../sandbox/demo/rules.ts'
import { demoStaff } from '../../sandbox/demo/store.ts'
import { storeDay } from '../support/store-day.ts'
import { crackers, eggs, type Good, yoghurt } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import { type Lane, openLane } from './support/lane.ts'
import { test } from './support/test.ts'
import { askToPay } from './support/trip.ts'
import { payWithWallet } from './support/wallet.ts'

const [attendant] = demoStaff
const [recalled] = demoRecalls

const bars = ({ code }: Good): string => `]E0${code}`
const square = ({ code }: Good, elements: string): string => `]d201${code.padStart(14, '0')}${elements}`

async function signIn({ scan, page, shopper }: Lane): Promise<void> {
  const { press, heading, words } = shopper()
  scan(`STAFF-${attendant?.badge}`)
  await expect(heading(words.staff.pinTitle)).toBeVisible()
  for (const digit of attendant?.pin ?? '') await press(digit)
  await press(words.staff.enter)
  await expect(page().getByText(words.staff.signedIn(attendant?.name ?? ''))).toBeVisible()
}

for (const language of languages) {
  test.describe(`in ${language}`, () => {
    test.use({ language })

    test('each rule is kept and said in a sentence', async ({ lane, picture }) => {
      const { line, lines, notice, total, words } = lane.shopper()
      const { refusals, basket, help, staff } = words
      const { labelDate, notSoldNow } = await storeDay()

      lane.scan(square(yoghurt, `15${labelDate}`))
      const name = yoghurt.names[language]
      await expect(line(name)).toContainText(basket.markdown(50, '').split(/[,，]/)[0] ?? '')
      await expect(total).toHaveText(formatMoney(markedDown(yoghurt.priceMinor, 50), 'CNY'))
      await picture(`markdown-${language}`)

      lane.scan(bars(crackers))
      lane.scan(square(crackers, '10B1'))
      await expect(lines).toHaveCount(2)
      await expect(line(crackers.names[language])).toContainText(formatMoney(crackers.priceMinor, 'CNY'))

      for (let times = 0; times < 3; times++) lane.scan(bars(eggs))
      await expect(notice).toContainText(refusals.QuantityLimited.body(2, eggs.names[language]))
      await picture(`limited-${language}`)

      lane.scan(`]E0${notSoldNow}`)
      await expect(notice).toContainText(refusals.NotAtThisHour.title)
      await picture(`hours-${language}`)

      lane.scan(square(yoghurt, `10${recalledBatch}`))
      await expect(notice).toContainText(refusals.Recalled.title)
      await expect(lane.page().getByText(help.recallTitle)).toBeVisible()
      await picture(`recalled-${language}`)
      await signIn(lane)
      await expect(lane.page().getByRole('heading', { name: staff.recallTitle(name) })).toBeVisible()
      await expect(lane.page().getByText(recalled?.reason ?? '')).toBeVisible()
      await picture(`recalled-staff-${language}`)

      const rows = lane.journal()
      expect(factsOf(rows, 'ScanRefused')).toMatchObject([
        { why: 'QuantityLimited' },
        { why: 'NotAtThisHour' },
        { why: 'Recalled' },
      ])
      expect(factsOf(rows, 'HelpCalled').at(-1)).toMatchObject({
        about: { recallId: recalled?.recallId, batch: recalledBatch },
      })
    })
  })
}

test('a recall that comes while the item lies in the basket stops the payment, and the lane keeps it offline', async ({
  lane,
  store,
  picture,
}) => {
  const { line, lines, notice, press, words } = lane.shopper()
  const recall = {
    recallId: 'late',
    gtin: crackers.code.padStart(14, '0'),
    batches: ['B9'],
    serials: [],
    reason: 'x',
  }
  const storeId = 'demo'
  lane.scan(square(crackers, '10B9'))
  await expect(lines).toHaveCount(1)
  await store.office('recalls', { storeId, recall })
  try {
    await expect(line(crackers.names.en)).toContainText(words.basket.recalled, { timeout: 40_000 })
    await press(words.basket.pay(formatMoney(crackers.priceMinor, 'CNY')))
    await expect(notice).toContainText(words.refusals.RecalledInBasket.body(null, crackers.names.en))
    await picture('recalled-in-basket')
    await store.world.stopServer('SIGKILL')
    await lane.relaunch()
    lane.scan(square(crackers, '10B9'))
    await expect(lane.shopper().notice).toContainText(words.refusals.Recalled.title)
    await expect(lane.shopper().lines).toHaveCount(1)
  } finally {
    const started = await store.world.startServer()
    expect(started.ok, 'the server starts again').toBe(true)
    await store.office('recalls/withdraw', { storeId, recallId: 'late' })
  }
})

test('a numbered pack is sold once in the whole store', async ({ lane, store, picture }) => {
  const { lines, notice, heading, press, words } = lane.shopper()
  const numbered = square(crackers, `21E2E${Date.now()}`)
  lane.scan(numbered)
  await expect(lines).toHaveCount(1)
  lane.scan(numbered)
  await expect(notice).toContainText(words.refusals.AlreadyScanned.title)
  await press(words.notice.ok)
  await payWithWallet(store.world.sandbox.ready.wallet, await askToPay(lane, [crackers]))
  await expect(heading(words.paid.title)).toBeVisible()
  await press(words.paid.finish)
  lane.scan(numbered)
  await expect(notice).toContainText(words.refusals.SoldBefore.title)
  await picture('sold-before')
  const epoch = await lane.epoch()
  await expect.poll(async () => (await store.salesOf(epoch)).length).toBe(1)
  await lane.kiosk().close()

  const fresh = await openLane(store, { language: 'en', size: 'portrait', hasCamera: false })
  try {
    await expect(fresh.page().getByText(words.store.offline)).toBeHidden()
    fresh.scan(numbered)
    await expect(fresh.shopper().notice).toContainText(words.refusals.SoldBefore.title)
    expect(fresh.journal().filter(({ fact }) => fact.kind === 'ItemScanned')).toEqual([])
  } finally {
    await fresh.clear()
  }
})
