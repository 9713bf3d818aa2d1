/**
 * A shopper's phone: the sandbox's wallet, by its own HTTP interface or by its page in a real browser.
 */

import fs from 'node:fs'
import { type Browser, chromium, devices, expect } from '@playwright/test'
import * as v from 'valibot'
import type { Wallet } from '../../../domain/sale/fact.ts'

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

const codeSchema = v.object({ code: v.string() })
const askedSchema = v.object({ asked: v.array(sheetSchema) })

/** The payment code that a wallet of this user shows now. What kind of shopper it is, the user's name says. */
export const shownCode = async (wallet: string, provider: Wallet, user: string): Promise<string> =>
  v.parse(codeSchema, await post(wallet, 'code', { provider, user })).code

/** Every demo wallet's. */
const password = '123456'

/** Enters the password for the payment that the wallet asks this user about. */
export async function enterPassword(wallet: string, user: string): Promise<void> {
  const asked = await fetch(`${wallet}/nearby?payer=${user}`)
  const [sheet] = v.parse(askedSchema, await asked.json()).asked
  expect(sheet, 'the phone asks for a password').toBeDefined()
  if (!sheet) return
  const { provider, out_trade_no } = sheet
  await post(wallet, 'confirm', { provider, out_trade_no, payer: user, password })
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
