/**
 * One whole trip through the real window, in both languages and both shapes of kiosk, with a picture of every screen:
 * shopping, weighing, refusals, help, an attendant's work, store IT's panel, paying from the sandbox wallet, and the
 * receipt.
 */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, expect, type Page, test } from '@playwright/test'
import type { Language } from '../../domain/item.ts'
import { assert } from '../../domain/result.ts'
import { demoItems } from '../../sandbox/demo/catalogue.ts'
import { demoCodes } from '../../sandbox/demo/fixed-items.ts'
import { recalledBatch } from '../../sandbox/demo/rules.ts'
import { demoStaff } from '../../sandbox/demo/store.ts'
import { type DemoScale, openDemoScale } from '../../tools/world/scale.ts'
import { enrolmentCode } from '../../tools/world/seed-file.ts'
import { type StoreWorld, startStoreWorld } from '../../tools/world/store-world.ts'
import { messagesOf } from '../../ui/messages/messages.ts'
import { type Kiosk, launchKiosk } from '../e2e/support/kiosk.ts'
import { openPty, type Pty } from '../e2e/support/pty.ts'
import { storeDay } from '../support/store-day.ts'
import { type Album, openAlbum } from './album.ts'

const root = path.join(import.meta.dirname, '..', '..')
const albums = process.env['SCANWAY_TOUR'] ?? path.join(root, '.scanway', 'tour')
const itemsInStore = 2_000
const betweenScansMs = 120

/** Well-formed, and no item of any demo store. */
const unknownCode = '6990128999994'

const forSale = [...demoItems({ seed: 1, count: itemsInStore })]
  .map(({ item }) => item)
  .filter((item) => item.forSale && !item.weighed && item.minimumAge === 0)
  .slice(20, 60)
  .map((item) => item.gtin.slice(1))

interface Trip {
  readonly world: StoreWorld
  readonly kiosk: Kiosk
  readonly scanner: Pty
  readonly scale: DemoScale
  readonly album: Album
  readonly language: Language
}

async function scanAll(scanner: Pty, page: Page, codes: readonly string[]): Promise<void> {
  for (const code of codes) {
    scanner.scan(code)
    await page.waitForTimeout(betweenScansMs)
  }
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

async function shopping({ kiosk: { page }, scanner, album, language }: Trip): Promise<void> {
  const words = messagesOf(language)
  await expect(page.getByText(words.attract.title)).toBeVisible()
  await album.take(page, 'attract')
  await press(page, new RegExp(words.attract.start))
  await album.take(page, 'basket-empty')
  await scanAll(scanner, page, [demoCodes.crackers, demoCodes.longName, demoCodes.crackers])
  await album.take(page, 'basket-few')
  scanner.scan(unknownCode)
  await album.take(page, 'refused-unknown')
  scanner.scan(demoCodes.withdrawn)
  await album.take(page, 'refused-not-for-sale')
  await press(page, words.notice.ok)
  await press(page, words.basket.enterCode)
  await album.take(page, 'code-entry')
  await page.getByRole('radio', { name: words.code.byName }).click({ force: true })
  await page.getByRole('textbox').fill(language === 'en' ? 'milk' : '牛奶')
  await album.take(page, 'search')
  await page.keyboard.press('Escape')
}

async function weighing({ kiosk: { page }, scanner, scale, album, language }: Trip): Promise<void> {
  const { states, add } = messagesOf(language).weigh
  scanner.scan(demoCodes.bananasPlu)
  await expect(page.getByRole('heading', { name: states.empty.title })).toBeVisible()
  await album.take(page, 'weigh-empty')
  scale.plate.put(732)
  await expect(page.getByRole('heading', { name: states.steady.title })).toBeVisible()
  await album.take(page, 'weigh-steady')
  await press(page, new RegExp(`^${add('').trim()}`))
  await album.take(page, 'weighed')
}

async function signIn({ kiosk: { page }, scanner, language }: Trip): Promise<void> {
  const [member] = demoStaff
  const words = messagesOf(language)
  scanner.scan(`STAFF-${member?.badge}`)
  await expect(page.getByText(words.staff.pinTitle)).toBeVisible()
  for (const digit of member?.pin ?? '') await page.getByRole('button', { name: digit, exact: true }).click()
}

async function staffWork(trip: Trip): Promise<void> {
  const { page } = trip.kiosk
  const { scanner, album } = trip
  const words = messagesOf(trip.language)
  scanner.scan(demoCodes.beer)
  await album.take(page, 'age-wait')
  await signIn(trip)
  await album.take(page, 'staff-pin')
  await press(page, words.staff.enter)
  await expect(page.getByRole('button', { name: words.staff.ageApprove })).toBeVisible()
  await album.take(page, 'staff')
  await press(page, words.staff.ageApprove)
  await page.getByText(words.staff.override, { exact: true }).first().click()
  await album.take(page, 'staff-price')
  for (const digit of '990') await page.getByRole('button', { name: digit, exact: true }).click()
  await press(page, words.staff.reasons.damaged)
  await album.take(page, 'staff-price-changed')
  await press(page, words.staff.panel)
  await album.take(page, 'it-panel')
  await press(page, words.panel.close)
  await press(page, words.staff.signOut)
}

/** One of each of the store's rules, the last of them an attendant's to end. */
async function rules(trip: Trip): Promise<void> {
  const { page } = trip.kiosk
  const { scanner, album } = trip
  const words = messagesOf(trip.language)
  const { labelDate, notSoldNow } = await storeDay()
  const square = (code: string, elements: string) => `]d201${code.padStart(14, '0')}${elements}`
  scanner.scan(square(demoCodes.yoghurt, `15${labelDate}`))
  await album.take(page, 'marked-down')
  await scanAll(scanner, page, [demoCodes.eggs, demoCodes.eggs, demoCodes.eggs])
  await album.take(page, 'refused-limit')
  scanner.scan(notSoldNow)
  await album.take(page, 'refused-hour')
  scanner.scan(square(demoCodes.yoghurt, `10${recalledBatch}`))
  await expect(page.getByText(words.help.recallTitle)).toBeVisible()
  await album.take(page, 'recalled')
  await signIn(trip)
  await press(page, words.staff.enter)
  await expect(page.getByText(words.staff.recallBody)).toBeVisible()
  await album.take(page, 'staff-recalled')
  await press(page, words.staff.helpDone)
  await press(page, words.staff.signOut)
}

async function help({ kiosk: { page }, scanner, album, language }: Trip): Promise<void> {
  const words = messagesOf(language)
  await press(page, words.dock.help)
  await album.take(page, 'help-called')
  await press(page, words.help.cancel)
  await press(page, words.dock.accessibility)
  await album.take(page, 'accessibility')
  await page.keyboard.press('Escape')
  await scanAll(scanner, page, forSale)
  await album.take(page, 'basket-many')
}

async function confirmInWallet(world: StoreWorld): Promise<void> {
  const post = async (route: string, body: object) => {
    const reply = await fetch(new URL(route, world.sandbox.ready.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return reply.json()
  }
  const { orders } = await fetch(new URL('/wallet/nearby', world.sandbox.ready.url)).then((reply) =>
    reply.json(),
  )
  const order = orders.at(-1)
  await post('/wallet/scan', { qr: order.code_url, payer: 'tour' })
  await post('/wallet/confirm', { payer: 'tour', out_trade_no: order.out_trade_no })
}

/** Where the shopper's phone finds the receipt, once the lane has uploaded the sale. */
async function receiptAddress(world: StoreWorld): Promise<string> {
  let token: unknown
  await expect(async () => {
    const { url: server, officeTokenFile } = world.server().ready
    const headers = { authorization: `Bearer ${fs.readFileSync(officeTokenFile, 'utf8').trim()}` }
    const { sales } = await fetch(`${server}/api/office/sales`, { headers }).then((reply) => reply.json())
    token = sales.at(-1)?.receiptToken
    expect(token).toBeTruthy()
  }).toPass({ timeout: 30_000 })
  return `${world.server().ready.url}/r/${token}`
}

async function phonePicture({ world, album, language }: Trip, name: string, address: string): Promise<void> {
  const executablePath = '/usr/bin/chromium'
  if (!fs.existsSync(executablePath))
    return console.log('tour: no chromium here, so no pictures of the phone')
  const browser = await chromium.launch({ executablePath, args: ['--disable-gpu', '--no-first-run'] })
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: language })
  await phone.goto(new URL(address, world.sandbox.ready.url).href)
  await album.take(phone, name)
  await browser.close()
}

/** A phone's own payment code, as the wallet of `user` shows it. */
async function codeOf({ world }: Trip, user: string): Promise<string> {
  const reply = await fetch(new URL('/wallet/code', world.sandbox.ready.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'alipay', user }),
  })
  const { code } = await reply.json()
  return code
}

/** Codes held to the scanner: one that is none, one that has too little money, one that asks for a password. */
async function payingByCode(trip: Trip): Promise<void> {
  const { page } = trip.kiosk
  const { scanner, album, language } = trip
  const words = messagesOf(language)
  await album.take(page, 'tender')
  scanner.scan('wxp://f2f0payee')
  await expect(page.getByText(words.refusals.PayeeCode.title)).toBeVisible()
  await album.take(page, 'tender-payee-code')
  await press(page, words.notice.ok)
  scanner.scan(await codeOf(trip, 'short-of-money'))
  await expect(page.getByText(words.notPaid.noFunds.title)).toBeVisible({ timeout: 30_000 })
  await album.take(page, 'not-paid')
  scanner.scan(await codeOf(trip, 'password-of-the-tour'))
  await expect(page.getByText(words.confirming.password)).toBeVisible({ timeout: 30_000 })
  await album.take(page, 'password')
  await press(page, words.confirming.leave)
  await expect(page.getByText(words.tender.title)).toBeVisible({ timeout: 60_000 })
}

async function paying(trip: Trip): Promise<void> {
  const { page } = trip.kiosk
  const { world, album, language } = trip
  const words = messagesOf(language)
  await press(page, new RegExp(words.basket.pay('').trim()))
  await payingByCode(trip)
  await press(page, new RegExp(`^${words.wallets.wechat}`))
  await expect(page.getByRole('img', { name: words.pay.qr })).toBeVisible()
  await album.take(page, 'pay')
  await phonePicture(trip, 'wallet', '/wallet')
  await world.stopServer('SIGKILL')
  await press(page, words.pay.leave)
  await album.take(page, 'checking')
  await confirmInWallet(world)
  await world.startServer()
  await expect(page.getByText(words.paid.title)).toBeVisible({ timeout: 60_000 })
  await album.take(page, 'paid')
  await phonePicture(trip, 'receipt', await receiptAddress(world))
  await press(page, words.paid.finish)
}

for (const language of ['zh-CN', 'en'] as const) {
  for (const size of ['portrait', 'landscape'] as const) {
    test(`a whole trip in ${language}, ${size}`, async () => {
      const home = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-tour-'))
      const started = await startStoreWorld({ home, items: itemsInStore, serverPort: 0, sandboxPort: 0 })
      assert(started.ok, 'the store starts')
      const world = started.value
      const scanner = await openPty(home, 'scanner')
      const scale = await openDemoScale(path.join(home, 'scale'))
      assert(scale.ok, 'the scale is plugged in')
      const options = {
        data: path.join(home, 'lane-1'),
        server: world.server().ready.url,
        enrol: enrolmentCode('lane-1'),
        scanner: scanner.device,
        scale: scale.value.device,
        printer: path.join(home, 'receipts.escpos'),
        size,
      }
      const kiosk = await launchKiosk(options)
      const album = openAlbum(path.join(albums, `${language}-${size}`))
      const trip: Trip = { world, kiosk, scanner, scale: scale.value, album, language }
      try {
        if (language === 'en') await kiosk.page.getByText('English', { exact: true }).click()
        await shopping(trip)
        await weighing(trip)
        await staffWork(trip)
        await rules(trip)
        await help(trip)
        await paying(trip)
      } finally {
        await kiosk.close()
        await scanner.unplug()
        await scale.value.unplug()
        await world.end()
        fs.rmSync(home, { recursive: true, force: true })
      }
      console.log(`tour: ${fs.readdirSync(album.folder).length} pictures in ${album.folder}`)
    })
  }
}
