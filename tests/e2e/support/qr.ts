/** Reads the QR code off a picture of the screen, as a phone would. */

import fs from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Locator } from '@playwright/test'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')

let isPrepared = false

function prepare(): void {
  if (isPrepared) return
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(fs.readFileSync(wasm)).buffer } })
  isPrepared = true
}

/** What the code on the screen says. */
export async function readQr(code: Locator): Promise<string> {
  prepare()
  await expect(code).toBeVisible()
  const found = await readBarcodes(await code.screenshot(), { formats: ['QRCode'] })
  expect(found, 'one QR code is on the picture').toHaveLength(1)
  return found[0]?.text ?? ''
}
