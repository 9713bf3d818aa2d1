/**
 * Where the tour keeps its pictures: numbered in the order they were taken, one folder a language and window.
 */

import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'

/** Until what moved on the screen has come to rest. */
const restMs = 450

export interface Album {
  readonly folder: string
  readonly take: (page: Page, name: string) => Promise<void>
}

export function openAlbum(folder: string): Album {
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  let taken = 0
  return {
    folder,
    async take(page, name) {
      await page.waitForTimeout(restMs)
      const number = String(++taken).padStart(2, '0')
      await page.screenshot({ path: path.join(folder, `${number}-${name}.png`) })
    },
  }
}
