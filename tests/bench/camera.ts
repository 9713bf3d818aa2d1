/**
 * The camera's picture in the real window while codes are read from it: frames that the camera gave, that were read and
 * that the page painted, with Chromium's fake camera at 30 a second. Beside it the same window with reading off, which
 * is what machine and browser give without us.
 */

import type { Page } from '@playwright/test'
import { drawBars, drawCode, type FilmSize, smallFilm, writeFilm } from '../e2e/support/fake-camera.ts'
import { crackers } from '../e2e/support/goods.ts'
import { type Lane, openLane } from '../e2e/support/lane.ts'
import { openStore } from '../e2e/support/store.ts'
import { seededFractions } from '../storage/random.ts'
import { type BenchRow, percentile } from './figures.ts'

const perSecond = 30
const filmFrames = 30
const watchedMs = 6_000

/** Before a camera's first frames are even. */
const settleMs = 1_500

const sizes: readonly FilmSize[] = [smallFilm, { width: 1_920, height: 1_080 }]

/** Pixels that a hand moves from frame to frame. */
const handMoves = 3

/** A code held in a hand. */
const codeFilm = (size: FilmSize): readonly Uint8Array[] =>
  Array.from({ length: filmFrames }, (_, frame) =>
    drawCode(size, crackers.code, Math.round(10 * handMoves * Math.sin((frame / filmFrames) * 2 * Math.PI))),
  )

const barsOfPrint = 59
const specklePx = 6

/** The dearest of pictures: bars that are no code amid fine print, never still, so that every way is tried in turn. */
function printFilm({ width, height }: FilmSize): readonly Uint8Array[] {
  const fraction = seededFractions(1)
  const widths = Array.from({ length: barsOfPrint }, () => 1 + Math.floor(4 * fraction()))
  const speckles = Uint8Array.from({ length: (width / specklePx) * height }, () => 90 + 120 * fraction())
  return Array.from({ length: filmFrames }, (_, frame) => {
    const luma = drawBars({ width, height }, widths, handMoves * frame)
    for (let at = 0; at < luma.length / 4; at++) {
      const [x, y] = [(at + frame * handMoves) % width, Math.floor(at / width)]
      luma[at] =
        speckles[Math.floor(y / specklePx) * Math.floor(width / specklePx) + Math.floor(x / specklePx)] ?? 0
    }
    return luma
  })
}

interface Watched {
  readonly deliveredPerSecond: number
  readonly readPerSecond: number
  readonly paintedPerSecond: number
  /** Between two frames of the page itself. */
  readonly intervalsMs: readonly number[]
}

declare global {
  var benchLooks: number
}

/** Has the page count the frames that its worker looked at, or gives it a worker that looks at none. */
const prepare = (page: Page, isReading: boolean): Promise<void> =>
  page.evaluate((reads) => {
    globalThis.benchLooks = 0
    const { Worker: RealWorker } = globalThis
    class CountedWorker extends RealWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        this.addEventListener('message', ({ data }) => {
          if (data.kind === 'seen') globalThis.benchLooks += 1
        })
      }
    }
    class IdleWorker extends EventTarget {
      postMessage(): void {}
      terminate(): void {}
    }
    Object.defineProperty(globalThis, 'Worker', {
      value: reads ? CountedWorker : IdleWorker,
      configurable: true,
      writable: true,
    })
    addEventListener('benchDone', () => Object.assign(globalThis, { Worker: RealWorker }), { once: true })
  }, isReading)

const watch = (page: Page): Promise<Watched> =>
  page.locator('.camera-view video').evaluate(async (video, ms) => {
    if (!(video instanceof HTMLVideoElement)) throw new Error('there is no video')
    const intervalsMs: number[] = []
    let painted = 0
    let isWatching = true
    const onPainted = (): void => {
      painted += 1
      if (isWatching) video.requestVideoFrameCallback(onPainted)
    }
    video.requestVideoFrameCallback(onPainted)
    let beforeMs = performance.now()
    const onFrame = (atMs: number): void => {
      intervalsMs.push(atMs - beforeMs)
      beforeMs = atMs
      if (isWatching) requestAnimationFrame(onFrame)
    }
    requestAnimationFrame(onFrame)
    const framesBefore = video.getVideoPlaybackQuality().totalVideoFrames
    const looksBefore = globalThis.benchLooks
    const startedMs = performance.now()
    await new Promise((resolve) => setTimeout(resolve, ms))
    const seconds = (performance.now() - startedMs) / 1_000
    isWatching = false
    return {
      deliveredPerSecond: (video.getVideoPlaybackQuality().totalVideoFrames - framesBefore) / seconds,
      readPerSecond: (globalThis.benchLooks - looksBefore) / seconds,
      paintedPerSecond: painted / seconds,
      intervalsMs: intervalsMs.slice(1),
    }
  }, watchedMs)

async function watchFilm(
  lane: Lane,
  size: FilmSize,
  film: readonly Uint8Array[],
  isReading: boolean,
): Promise<Watched> {
  const page = lane.page()
  const { press, words } = lane.shopper()
  writeFilm(lane.film, size, film, perSecond)
  await prepare(page, isReading)
  await press(words.basket.camera)
  await page.locator('.camera-view video').waitFor()
  await page.waitForTimeout(settleMs)
  const watched = await watch(page)
  await page.getByRole('dialog').getByText(words.camera.close).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.evaluate(() => void dispatchEvent(new Event('benchDone')))
  return watched
}

function rowsOf(what: string, ours: Watched, off: Watched): readonly BenchRow[] {
  const beside = (figure: number) => ({ what: 'the same window, reading off', figure })
  const row = (measure: string, figure: number, other?: number): BenchRow => ({
    what,
    measure,
    unit: '/s',
    figure,
    ...(other === undefined ? {} : { beside: beside(other) }),
  })
  return [
    row('frames given', ours.deliveredPerSecond, off.deliveredPerSecond),
    row('frames painted', ours.paintedPerSecond, off.paintedPerSecond),
    row('frames read', ours.readPerSecond),
    ...[0.5, 0.95].map((share) => ({
      what: '· between two frames of the page',
      measure: `p${share * 100}`,
      unit: 'ms',
      figure: percentile(ours.intervalsMs, share),
      beside: beside(percentile(off.intervalsMs, share)),
    })),
  ]
}

export async function run(): Promise<readonly BenchRow[]> {
  const store = await openStore()
  const lane = await openLane(store, { language: 'en', size: 'portrait', hasCamera: true, hasScale: false })
  const { press, words } = lane.shopper()
  await press(new RegExp(words.attract.start))
  const rows: BenchRow[] = []
  for (const size of sizes) {
    for (const [what, film] of [
      ['a code in view', codeFilm(size)],
      ['bars and print that are no code', printFilm(size)],
    ] as const) {
      const off = await watchFilm(lane, size, film, false)
      const ours = await watchFilm(lane, size, film, true)
      rows.push(...rowsOf(`camera at ${size.height} lines, ${what}`, ours, off))
    }
  }
  await lane.clear()
  await store.end()
  return rows
}
