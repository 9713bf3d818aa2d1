/**
 * A shopper's phone: the sandbox's wallet, by its own HTTP interface or by its page in a real browser.
 */

import fs from 'node:fs'
import { type Browser, chromium, devices, expect } from '@playwright/test'
import * as v from 'valibot'

/** Where Debian puts it. */
export const chromiumPath = '/usr/bin/chromium'

export const hasChromium = (): boolean => fs.existsSync(chromiumPath)

const sheetSchema = v.object({
  provider: v.string(),
  out_trade_no: v.string(),
  amount: v.number(),
  merchant: v.string(),
})

export type PaymentSheet = v.InferOutput<typeof sheetSchema>

async function post(wallet: string, url: string, body: object): Promise<unknown> {
  const answer = await fetch(`${wallet}/${url}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.ok, `the wallet's ${url} is answered with ${answer.status}`).toBe(true)
  return answer.json()
}

const payer = 'phone-of-a-test'

/** Scans the code and opens the sheet; nothing is paid yet. */
export const scanQr = async (wallet: string, qr: string): Promise<PaymentSheet> =>
  v.parse(sheetSchema, await post(wallet, 'scan', { qr, payer }))

export const confirm = async (wallet: string, { provider, out_trade_no }: PaymentSheet): Promise<void> =>
  void (await post(wallet, 'confirm', { provider, out_trade_no, payer }))

export async function payWithWallet(wallet: string, qr: string): Promise<PaymentSheet> {
  const sheet = await scanQr(wallet, qr)
  await confirm(wallet, sheet)
  return sheet
}

/** A browser that is a phone. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  })

/** Pays by hand on the wallet's page: the link of the code is pasted where a phone's camera would read it. */
export async function payOnPhonePage(
  browser: Browser,
  wallet: string,
  qr: string,
  screenshot: string,
): Promise<void> {
  const context = await browser.newContext({ ...devices['Pixel 7'] })
  const page = await context.newPage()
  await page.goto(wallet)
  await page.locator('#link').fill(qr)
  await page.locator('#link').press('Enter')
  await page.locator('#confirm').tap()
  await expect(page.locator('#paid')).toBeVisible()
  await page.screenshot({ path: screenshot })
  await context.close()
}
