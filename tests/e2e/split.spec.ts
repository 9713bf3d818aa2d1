/**
 * Cards and coupons in the real window: beside a wallet, without one, and on their way back; while the kiosk and the
 * server die in every pause between holding, paying and taking. The office's books and the platform's are the oracle.
 */

import { expect } from '@playwright/test'
import { formatMoney } from '../../domain/money.ts'
import { readEscPos } from '../../hardware/printer/preview.ts'
import { demoStaff } from '../../sandbox/demo/store.ts'
import { crackers, gum } from './support/goods.ts'
import { factsOf } from './support/journal.ts'
import type { Lane } from './support/lane.ts'
import { walletOf } from './support/platform.ts'
import { kill } from './support/processes.ts'
import { readQr } from './support/qr.ts'
import type { Store } from './support/store.ts'
import { test } from './support/test.ts'
import { chooseWallet, expectUploadedOnce, fillBasket } from './support/trip.ts'
import { balanceOf, holdsOf, issueBoth } from './support/value.ts'
import { payWithWallet } from './support/wallet.ts'

const goods = [crackers, gum]
const totalMinor = crackers.priceMinor + gum.priceMinor
const couponMinor = 100
const shown = (minor: number): string => formatMoney(minor, 'CNY')

/** A server that comes back, a poll and a paint on a busy machine. */
const answerMs = 60_000

/** Shows the coupon and the card before the scanner; both are on the screen. */
async function showBoth(
  lane: Lane,
  codes: { readonly card: string; readonly coupon: string },
): Promise<void> {
  const { words } = lane.shopper()
  lane.scan(`COUPON-${codes.coupon}`)
  await expect(lane.page().getByText(words.tender.covered.coupon('7F3K'))).toBeVisible()
  lane.scan(`MEMBER-${codes.card}`)
  await expect(lane.page().getByText(words.tender.covered.storedValue('1234'))).toBeVisible()
}

async function expectPaid(lane: Lane): Promise<string> {
  const { heading, words } = lane.shopper()
  await expect(heading(words.paid.title)).toBeVisible({ timeout: answerMs })
  expect(factsOf(lane.journal(), 'SalePaid')).toHaveLength(1)
  return readQr(lane.page().getByRole('img', { name: words.paid.qr }))
}

/**
 * As expected paid, by a server that was away. If it stayed away for longer than the lane waits, nothing was taken and
 * the shopper is asked again.
 */
async function expectPaidAfterAll(lane: Lane): Promise<string> {
  const { heading, press, words } = lane.shopper()
  const paid = heading(words.paid.title)
  await expect(paid.or(heading(words.notPaid.notCovered.title))).toBeVisible({ timeout: answerMs })
  if (await paid.isHidden()) await press(words.tender.finish)
  return expectPaid(lane)
}

const printedText = (lane: Lane): string =>
  readEscPos(lane.printed())
    .flatMap((part) => (part.kind === 'row' ? [part.text] : []))
    .join('\n')

/** The sale is at the server once, and the platform and the card hold what they should of it. */
async function expectTaken(store: Store, lane: Lane, walletMinor: number): Promise<string> {
  const epoch = await lane.epoch()
  await expect
    .poll(async () => (await store.salesOf(epoch)).map((sale) => sale.totalMinor), { timeout: answerMs })
    .toEqual([totalMinor])
  const saleId = (await store.salesOf(epoch))[0]?.saleId ?? ''
  expect(await store.takenMinor(saleId)).toBe(walletMinor)
  const states = await holdsOf(store, saleId)
  expect(states.filter((state) => state === 'captured')).toHaveLength(2)
  expect(states).not.toContain('held')
  return saleId
}

async function openReceipt(lane: Lane, address: string): Promise<void> {
  const [attendant] = demoStaff
  const { press, heading, words } = lane.shopper()
  await press(words.paid.finish)
  lane.scan(`STAFF-${attendant?.badge}`)
  await expect(heading(words.staff.pinTitle)).toBeVisible()
  for (const digit of attendant?.pin ?? '') await press(digit)
  await press(words.staff.enter)
  await press(words.refund.open)
  lane.scan(address)
}

async function startAgain({ world }: Store): Promise<void> {
  expect((await world.startServer()).ok, 'the server starts again').toBe(true)
}

test('a card, a coupon and a wallet pay together while kiosk and server die in between, and each gets its own back', async ({
  lane,
  store,
  picture,
}) => {
  test.setTimeout(240_000)
  const cardMinor = 300
  const restMinor = totalMinor - couponMinor - cardMinor
  const codes = await issueBoth(store, 'SPLIT', cardMinor, couponMinor)
  await fillBasket(lane, goods)
  await showBoth(lane, codes)
  await picture('tender-split')
  expect(await balanceOf(store, codes.card)).toBe(0)

  // Held, and the kiosk dies before the wallet is asked.
  await lane.kiosk().killMain()
  await lane.relaunch()
  await expect(lane.page().getByText(shown(restMinor)).first()).toBeVisible()
  await chooseWallet(lane, 'wechat')
  const qr = await readQr(lane.page().getByRole('img', { name: lane.shopper().words.pay.qr }))

  // Paid at the platform while the server that is to take what is held is dead, and the kiosk too.
  await store.world.stopServer('SIGKILL')
  const sheet = await payWithWallet(walletOf(store), qr)
  expect(sheet.amount).toBe(restMinor)
  await lane.kiosk().killMain()
  await startAgain(store)
  await lane.relaunch()
  const address = await expectPaid(lane)
  const saleId = await expectTaken(store, lane, restMinor)
  expect(printedText(lane)).toContain('Store card ··1234')
  expect(await (await fetch(`${address}?lang=en`)).text()).toContain('Coupon ··7F3K')

  const { press, words } = lane.shopper()
  await openReceipt(lane, address)
  await press(words.refund.more(gum.names.en))
  await picture('refund-split')
  await expect(lane.page().locator('.refund-part')).toContainText([shown(264), shown(65)])
  await press(words.refund.whole)
  await press(words.refund.go(shown(totalMinor - couponMinor)))
  const both = [
    words.refund.part(shown(restMinor), words.wallets.wechat),
    words.refund.part(shown(cardMinor), words.refund.card('1234')),
  ]
  await expect(lane.shopper().heading(words.refund.confirmTitle(both.join(words.refund.and)))).toBeVisible()
  await picture('refund-split-confirm')
  await press(words.staff.reasons.damaged)
  await expect(lane.page().getByText(words.refund.stages.settled.word)).toBeVisible({ timeout: answerMs })
  await picture('refund-split-returned')
  await expect.poll(() => store.takenMinor(saleId), { timeout: answerMs }).toBe(0)
  expect(await balanceOf(store, codes.card)).toBe(cardMinor)
  await expect.poll(() => printedText(lane)).toContain('Back to store card ··1234')
  await expectUploadedOnce(store, lane)
})

test('a card and a coupon pay for all of it without a wallet, whoever dies before the answer', async ({
  lane,
  store,
  picture,
}) => {
  test.setTimeout(240_000)
  const cardMinor = totalMinor
  const codes = await issueBoth(store, 'COVER', cardMinor, couponMinor)
  const { heading, press, words } = lane.shopper()
  await fillBasket(lane, goods)
  await showBoth(lane, codes)
  await expect(heading(words.tender.coveredTitle)).toBeVisible()
  await picture('tender-all-covered')
  expect(await balanceOf(store, codes.card)).toBe(couponMinor)

  // Back to the basket gives all of it back; shown once more, it is covered anew.
  await press(words.tender.leave)
  await expect(lane.page().getByText(words.tender.covered.coupon('7F3K'))).toBeHidden()
  await expect.poll(() => balanceOf(store, codes.card)).toBe(cardMinor)
  await showBoth(lane, codes)
  await expect(heading(words.tender.coveredTitle)).toBeVisible()

  // The server stands still, hears the question or not, and dies without an answer.
  kill(store.world.server().pid, 'SIGSTOP')
  await press(words.tender.finish)
  await expect(heading(words.covering.title)).toBeVisible()
  await picture('covering')
  await store.world.stopServer('SIGKILL')
  await lane.kiosk().killMain()
  await lane.relaunch()
  await expect(lane.shopper().heading(words.covering.title)).toBeVisible()
  expect(factsOf(lane.journal(), 'SalePaid')).toEqual([])
  await startAgain(store)
  const address = await expectPaidAfterAll(lane)
  await picture('paid-covered')
  await expectTaken(store, lane, 0)
  expect(await balanceOf(store, codes.card)).toBe(couponMinor)
  expect(factsOf(lane.journal(), 'PaymentRequested').at(-1)).toMatchObject({ amountMinor: 0 })
  const page = await (await fetch(`${address}?lang=en`)).text()
  expect(page).toContain('Store card ··1234')
  expect(page).not.toContain('Paid with')

  const again = lane.shopper()
  await openReceipt(lane, address)
  await again.press(words.refund.whole)
  await again.press(words.refund.go(shown(totalMinor - couponMinor)))
  await again.press(words.staff.reasons.damaged)
  await expect(lane.page().getByText(words.refund.stages.settled.word)).toBeVisible({ timeout: answerMs })
  expect(await balanceOf(store, codes.card)).toBe(cardMinor)
  await expectUploadedOnce(store, lane)
})
