/**
 * The browser for tests of pages without Electron: Debian's Chromium or the one named by SCANWAY_CHROMIUM. Where there
 * is none, the tests say so and are skipped.
 */

import fs from 'node:fs'
import { type Browser, chromium } from '@playwright/test'

const chromiumPath = process.env['SCANWAY_CHROMIUM'] ?? '/usr/bin/chromium'

/** Why these tests cannot run here, or nothing. */
export const noBrowser: string | undefined = fs.existsSync(chromiumPath)
  ? undefined
  : `no Chromium at ${chromiumPath} (apt-get install chromium, or set SCANWAY_CHROMIUM)`

export const launchBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: ['--disable-gpu', '--disable-background-networking', '--disable-component-update', ...more],
  })

export const sizes = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
} as const
