/**
 * Goods without a weight at the lane's own scale, in the real window over a real serial line: what a shopper sees of a
 * load that trembles, is too much or too little, of a scale that is gone, and of a lane that dies in the middle.
 */

import { expect } from '@playwright/test'
import { weighedPrice } from '../../domain/money.ts'
import { present } from '../../domain/result.ts'
import { demoCodes } from '../../sandbox/demo/fixed-items.ts'
import { badgeCode, demoStaff } from '../../sandbox/demo/store.ts'
import { bananas, crackers, money } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import type { Lane } from './support/lane.ts'
import { kill } from './support/processes.ts'
import { test } from './support/test.ts'

test.use({ hasScale: true })

const grams = 732
const pack = { priceMinor: weighedPrice(bananas.priceMinor, grams) }

async function scanBananas({ scan, shopper }: Lane): Promise<void> {
  const { heading, words } = shopper()
  scan(demoCodes.bananasPlu)
  await expect(heading(words.weigh.states.empty.title)).toBeVisible()
}

test('a load becomes a line of the weight and the price on the screen', async ({ lane, picture }) => {
  const { line, lines, total, heading, button, press, words } = lane.shopper()
  lane.scan(crackers.code)
  await expect(lines).toHaveCount(1)
  await scanBananas(lane)
  await expect(button(words.weigh.addNothing)).toBeDisabled()
  await picture('weigh-empty')
  lane.scale().plate.put(grams)
  await expect(heading(words.weigh.states.steady.title)).toBeVisible()
  await picture('weigh-steady')
  await press(words.weigh.add(money(pack)))
  await expect(line(bananas.names.en)).toContainText(words.basket.byWeight('0.732', money(bananas)))
  await expect(total).toHaveText(money(crackers, pack))
  expect(factsOf(lane.journal(), 'ItemScanned').at(-1)).toMatchObject({
    pack: { weightGrams: grams, weightSource: 'scale' },
  })

  await test.step('and the same load is not sold twice', async () => {
    lane.scan(demoCodes.bananasPlu)
    await expect(heading(words.weigh.states.notCleared.title)).toBeVisible()
    lane.scale().plate.remove()
    await expect(heading(words.weigh.states.empty.title)).toBeVisible()
    await press(words.weigh.leave)
    await expect(lines).toHaveCount(2)
  })
})

test('another scan waits, and a lane that dies comes back to the same question', async ({
  lane,
  picture,
}) => {
  const { lines, heading, notice, button, words } = lane.shopper()
  lane.scan(crackers.code)
  await expect(lines).toHaveCount(1)
  await scanBananas(lane)
  lane.scan(crackers.code)
  await expect(notice).toContainText(words.refusals.WeighingInProgress.title)
  await picture('weigh-another')

  const pid = lane.kiosk().lanePid() ?? 0
  kill(pid)
  await expect.poll(() => lane.kiosk().lanePid(), { timeout: 30_000 }).not.toBe(pid)
  lane.scale().plate.put(grams)
  await expect(heading(words.weigh.states.steady.title)).toBeVisible({ timeout: 30_000 })
  await button(words.weigh.add(money(pack))).click()
  await expect(lines).toHaveCount(2)
  expect(factsOf(lane.journal(), 'WeighingStarted')).toHaveLength(1)
})

test.describe('in Chinese on a wide screen', () => {
  test.use({ language: 'zh-CN', size: 'landscape' })

  test('a load that cannot be sold says why, and a scale that is gone offers help', async ({
    lane,
    picture,
  }) => {
    const { lines, heading, button, press, words } = lane.shopper()
    const { states, addNothing, help } = words.weigh
    const { plate, unplug, plug } = lane.scale()
    await scanBananas(lane)
    for (const [act, state] of [
      [() => plate.wobble(), states.moving],
      [() => plate.put(12), states.tooLight],
      [() => plate.overload(), states.tooHeavy],
      [() => plate.lift(), states.underZero],
    ] as const) {
      act()
      await expect(heading(state.title)).toBeVisible()
      await expect(button(addNothing)).toBeDisabled()
    }
    plate.put(grams)
    await expect(heading(states.steady.title)).toBeVisible()
    await unplug()
    await expect(heading(states.lost.title)).toBeVisible()
    await picture('weigh-lost-zh')
    await press(help)
    await expect(lane.page().getByText(words.help.title)).toBeVisible()
    await plug()
    await expect(heading(states.steady.title)).toBeVisible()
    await press(words.weigh.add(money(pack)))
    await expect(lines).toHaveCount(1)
  })
})

test('store IT sees how the scale is', async ({ lane, picture }) => {
  const { press, words } = lane.shopper()
  const attendant = present(demoStaff[0], 'the demo store has staff')
  lane.scan(badgeCode(attendant))
  for (const digit of attendant.pin) await press(digit)
  await press(words.staff.enter)
  await press(words.staff.panel)
  const scale = lane.page().getByText(`scale ${lane.scale().device}`)
  await expect(scale).toBeVisible()
  await lane.scale().unplug()
  await expect(lane.page().getByText(/HungUp|NotFound/)).toBeVisible()
  await picture('panel-scale-lost')
})
