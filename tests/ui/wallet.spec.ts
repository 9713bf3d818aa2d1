/**
 * The sandbox's wallet in a phone's browser, for both platforms: what is on a screen nearby, paying by scan, showing a
 * code that a kiosk can really read, a password, a mistake, and putting the phone away.
 */

import fs from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, devices, expect, type Page, test } from '@playwright/test'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { demoPassword } from '../../sandbox/wallet/shoppers.ts'
import { createWechatClient } from '../../src-server/wechat/client.ts'
import {
  type AlipayBench,
  type AlipayDemoKeys,
  alipayDemoKeys,
  chargeBody,
  ledgerOf,
  number,
  openAlipayBench,
  qrBody,
} from '../sandbox/alipay/support/bench.ts'
import { type DemoKeys, demoKeys, injectedSend, orderBody } from '../sandbox/support/bench.ts'
import { launchBrowser, noBrowser } from './browser.ts'

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')

test.skip(noBrowser !== undefined, noBrowser)

let keys: AlipayDemoKeys
let wechatKeys: DemoKeys
let bench: AlipayBench
let url: string
let browser: Browser
let page: Page

test.beforeAll(async () => {
  keys = alipayDemoKeys()
  wechatKeys = demoKeys()
  browser = await launchBrowser()
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(fs.readFileSync(wasm)).buffer } })
})
test.afterAll(async () => {
  await browser?.close()
  keys?.remove()
  wechatKeys?.remove()
})
test.beforeEach(async () => {
  bench = openAlipayBench(keys, { wechatKeys })
  url = await bench.sandbox.app.listen({ host: '127.0.0.1', port: 0 })
  const context = await browser.newContext({ ...devices['Pixel 7'], reducedMotion: 'reduce' })
  page = await context.newPage()
})
test.afterEach(async () => {
  await page.context().close()
  await bench.close()
})

const open = (more = ''): Promise<unknown> =>
  page.goto(`${url}/wallet?payer=alice&lang=en&wallet=alipay${more}`)
const picture = (name: string) => page.screenshot({ path: `${test.info().outputPath(name)}.png` })

async function orders(): Promise<void> {
  const client = createWechatClient({
    keys: wechatKeys.merchant,
    clock: bench.clock,
    nonce: () => 'nonce00000000000000001',
    send: injectedSend(bench.sandbox),
    baseUrl: 'http://pay.example',
  })
  const native = await client.createNative(orderBody(wechatKeys, 'SW0001261122W1'))
  const precreated = await bench.client.precreate(number, qrBody({ amountFen: 8_650 }))
  expect([native.ok, precreated.ok]).toEqual([true, true])
}

test('both platforms’ codes are near, and each is paid in its own colours', async () => {
  await orders()
  await open()
  await expect(page.locator('.row')).toHaveCount(2)
  await picture('home-en')
  await page.locator(`[data-order="${number}"]`).tap()
  await picture('sheet-en')
  await page.locator('#confirm').tap()
  await expect(page.locator('#paid')).toBeVisible()
  expect(ledgerOf(bench)?.capturedFen).toBe(8_650)
  await page.locator('#done').tap()
  await page.locator('[data-order="SW0001261122W1"]').tap()
  await expect(page.locator('html')).toHaveAttribute('data-wallet', 'wechat')
  await page.locator('#confirm').tap()
  await expect(page.locator('#paid')).toBeVisible()
})

/** What a reader sees on the page right now. */
async function readPage(): Promise<readonly (readonly [string, string])[]> {
  const seen = await readBarcodes(await page.screenshot(), {
    formats: ['QRCode', 'Code128'],
    tryHarder: true,
  })
  return seen.map(({ format, text }) => [format, text] as const)
}

for (const wallet of ['alipay', 'wechat'] as const) {
  test(`a ${wallet} code that a kiosk could not read as barcode or as QR`, async () => {
    await page.goto(`${url}/wallet?payer=alice&lang=zh-CN&wallet=${wallet}`)
    await page.locator('#show-code').tap()
    await page.locator('.symbol-qrcode').waitFor()
    const code = (await page.locator('#code').getAttribute('data-code')) ?? ''
    expect(code).toMatch(wallet === 'wechat' ? /^1[0-4]\d{16}$/ : /^(2[5-9]|30)\d{16}$/)
    await picture(`code-${wallet}`)
    const seen = await readPage()
    expect(seen.map(([, text]) => text)).toEqual([code, code])
    expect(page.url()).not.toContain(code)
  })
}

async function codeOnScreen(): Promise<string> {
  await page.locator('#show-code').tap()
  await page.locator('.symbol-qrcode').waitFor()
  return (await page.locator('#code').getAttribute('data-code')) ?? ''
}

const charge = async (code: string) =>
  bench.client.pay(number, chargeBody({ amountFen: 8_650 }), 'bar_code', code)

test('a code that was charged and goes on being shown', async () => {
  await open()
  expect(await charge(await codeOnScreen())).toMatchObject({ value: { kind: 'Paid' } })
  await expect(page.getByText('The store has read your code')).toBeVisible()
  await picture('code-read')
})

test('a password that is asked, mistaken, given', async () => {
  await open('&person=password')
  expect(await charge(await codeOnScreen())).toMatchObject({ value: { kind: 'Waiting' } })
  await page.locator('#password').fill('000000')
  await picture('password-en')
  await page.locator('#pay').tap()
  await expect(page.locator('#mistake')).toContainText('wrong')
  expect(ledgerOf(bench)?.capturedFen).toBe(0)
  await picture('password-mistaken')
  await page.locator('#password').fill(demoPassword)
  await page.locator('#pay').tap()
  await expect(page.locator('#paid')).toBeVisible()
  expect(ledgerOf(bench)?.capturedFen).toBe(8_650)
})

test('a phone put away with a payment waiting still finds it at home', async () => {
  await page.goto(`${url}/wallet?payer=alice&lang=zh-CN&wallet=alipay&person=password`)
  await charge(await codeOnScreen())
  await page.locator('#leave').tap()
  await expect(page.getByText('已放下手机')).toBeVisible()
  await page.locator('#back').tap()
  await expect(page.locator(`[data-asked="${number}"]`)).toBeVisible()
  await picture('home-zh')
  await page.locator(`[data-asked="${number}"]`).tap()
  await page.locator('#reject').tap()
  await expect(page.getByText('没有付款')).toBeVisible()
  expect(ledgerOf(bench)?.capturedFen).toBe(0)
})

test('an account without money that pays all the same', async () => {
  await orders()
  await open('&person=short')
  await page.locator(`[data-order="${number}"]`).tap()
  await page.locator('#confirm').tap()
  await expect(page.locator('#stopped')).toContainText('not enough money')
  expect(ledgerOf(bench)?.capturedFen).toBe(0)
})

test('a phone at twice its size that cuts something off', async () => {
  const narrow = await browser.newPage({ viewport: { width: 206, height: 420 }, reducedMotion: 'reduce' })
  const overflow = () => narrow.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await orders()
  await narrow.goto(`${url}/wallet?payer=alice&lang=en&wallet=alipay&person=password`)
  await expect(narrow.locator('.row')).toHaveCount(2)
  expect(await overflow()).toBeLessThanOrEqual(0)
  await narrow.locator('#show-code').click()
  await narrow.locator('.symbol-qrcode').waitFor()
  expect(await overflow()).toBeLessThanOrEqual(0)
  await narrow.close()
})
