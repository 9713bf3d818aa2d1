/**
 * The camera from film to command, with either engine: a code held still is sold once, and a machine without a camera
 * or without leave says so in a sentence.
 */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { filmCode } from '../e2e/support/fake-camera.ts'
import { launchBrowser, noBrowser, sizes } from './browser.ts'
import type {} from './gallery/page-lane.ts'
import { type Gallery, pagePolicy, serveGallery } from './gallery/serve.ts'

test.skip(noBrowser !== undefined, noBrowser)

const code = '6901028075831'

let films: string
let browser: Browser | undefined
let gallery: Gallery | undefined

test.beforeAll(() => {
  films = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-film-'))
  filmCode(path.join(films, 'code.y4m'), code)
})

test.afterAll(() => fs.rmSync(films, { recursive: true, force: true }))

test.afterEach(async () => {
  await browser?.close()
  await gallery?.close()
})

interface Setting {
  readonly hasCamera: boolean
  readonly isAllowed: boolean
  readonly policy?: string
}

async function openCamera({ hasCamera, isAllowed, policy = pagePolicy }: Setting): Promise<Page> {
  gallery = await serveGallery(policy)
  const film = `--use-file-for-fake-video-capture=${path.join(films, 'code.y4m')}`
  browser = await launchBrowser(hasCamera ? ['--use-fake-device-for-media-stream', film] : [])
  const context = await browser.newContext({
    viewport: sizes.portrait,
    reducedMotion: 'reduce',
    permissions: isAllowed ? ['camera'] : [],
  })
  const page = await context.newPage()
  await page.goto(`${gallery.url}?view=basket-few&language=en&lane`)
  await page.getByRole('button', { name: 'Use camera' }).click()
  return page
}

const scans = (page: Page): Promise<readonly unknown[]> =>
  page.evaluate(() =>
    (window.pageLane?.commands ?? []).filter(
      (command) =>
        typeof command === 'object' && command !== null && 'kind' in command && command.kind === 'Scan',
    ),
  )

/** What the page hands on of a code, with the AIM identifier where the engine knows it. */
const sold = [{ kind: 'Scan', text: code, source: 'camera', symbology: 'ean13' }]
const soldWithAim = sold.map((scan) => ({ ...scan, aim: ']E0' }))

/** Frames in which a code that is sold twice would be. */
const framesWatched = 60

/** Lets the camera go on for a while, counted in frames, not in time. */
const watchOn = (page: Page): Promise<void> =>
  page.locator('video').evaluate(
    (element, count) =>
      new Promise<void>((resolve) => {
        if (!(element instanceof HTMLVideoElement)) return resolve()
        let left = count
        const next = () => {
          left -= 1
          if (left === 0) resolve()
          else element.requestVideoFrameCallback(next)
        }
        element.requestVideoFrameCallback(next)
      }),
    framesWatched,
  )

test('a code held still that is not sold, or sold twice', async () => {
  const page = await openCamera({ hasCamera: true, isAllowed: true })
  await expect.poll(() => scans(page)).toEqual(soldWithAim)
  await watchOn(page)
  expect(await scans(page)).toEqual(soldWithAim)
  await expect(page.getByText(`Read ${code}`)).toBeVisible()
})

test('a machine without WebAssembly that reads nothing', async () => {
  const policy = pagePolicy.replace(" 'wasm-unsafe-eval'", '')
  const page = await openCamera({ hasCamera: true, isAllowed: true, policy })
  await expect.poll(() => scans(page)).toEqual(sold)
})

test('a missing camera that leaves an empty sheet', async () => {
  const page = await openCamera({ hasCamera: false, isAllowed: true })
  await expect(page.getByText('This machine has no camera to use.')).toBeVisible()
  await page.getByRole('button', { name: 'Close the camera' }).last().click()
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a camera that is not allowed and says nothing of it', async () => {
  const page = await openCamera({ hasCamera: true, isAllowed: false })
  await expect(page.getByText('The camera is not open to this page.')).toBeVisible()
})
