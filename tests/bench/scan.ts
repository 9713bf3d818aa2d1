/**
 * From the beep to the price: bytes at the scanner's cable, through driver, rules, disk and page, to the painted
 * line, in the real window. Beside it the least that a promise of both costs: a commit of the same size on the same
 * disk, and a frame of the display. Baskets grow to sixty lines and are given up, as long ones are.
 */

import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { shownGtin } from '../../domain/code/retail-code.ts'
import { assert, present } from '../../domain/result.ts'
import { demoItems } from '../../sandbox/demo/catalogue.ts'
import { journalPragmas, openDatabase } from '../../storage/database.ts'
import { type Lane, openLane } from '../e2e/support/lane.ts'
import { openStore } from '../e2e/support/store.ts'
import { seededFractions } from '../storage/random.ts'
import { type BenchRow, besideRows, median, percentile, timed } from './figures.ts'
import { clockErrorMs, frameIntervalsMs, nowMs, painted, watchForLines } from './paint.ts'

const baskets = 4
const linesPerBasket = 60
const storeItems = 300
const framesWatched = 120
const clockReadings = 100

/** A fact with its hash, as the journal keeps it. */
const factBytes = 512

/** Longer than upload and its receipt need, and never in step with the frames. */
const betweenScansMs = { least: 90, spread: 40 } as const

/** Codes that sell without an attendant or a scale, each another line. */
function plainCodes(): readonly string[] {
  const codes: string[] = []
  for (const { item } of demoItems({ seed: 1, count: storeItems })) {
    if (item.forSale && !item.weighed && item.minimumAge === 0) codes.push(shownGtin(item.gtin))
    if (codes.length === linesPerBasket) break
  }
  assert(codes.length === linesPerBasket, 'the demo store has enough plain goods')
  return codes
}

interface ScanTimes {
  readonly changedMs: number
  readonly paintedMs: number
}

async function scanOnce(lane: Lane, code: string, lines: number): Promise<ScanTimes> {
  const page = lane.page()
  await watchForLines(page, lines)
  const scannedAtMs = nowMs()
  lane.scan(code)
  // Asking at once would have the page answer us while it should paint.
  await pause(betweenScansMs.least / 2)
  const { changedAtMs, paintedAtMs } = present(await painted(page), 'the page watches')
  return { changedMs: changedAtMs - scannedAtMs, paintedMs: paintedAtMs - scannedAtMs }
}

async function giveUpBasket(lane: Lane): Promise<void> {
  const { words, press, button } = lane.shopper()
  await press(words.basket.cancel)
  await press(words.basket.cancelYes)
  await button(new RegExp(`^${words.attract.start}`)).waitFor()
}

/** One bare commit, synced, on the disk that the lane's journal lies on. */
function openCommits(folder: string) {
  const opened = openDatabase(join(folder, 'bare-commits.db'), journalPragmas)
  assert(opened.ok, 'the file for bare commits opens')
  opened.value.exec('CREATE TABLE fact (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT')
  const insert = opened.value.prepare('INSERT INTO fact (bytes) VALUES (?)')
  const bytes = Buffer.alloc(factBytes, 7)
  return {
    commitMs: () => timed(1, () => void insert.run(bytes)).map((us) => us / 1_000),
    close: () => void opened.value.close(),
  }
}

async function measure(lane: Lane, commitMs: () => Float64Array) {
  const codes = plainCodes()
  const fraction = seededFractions(1)
  const scans: ScanTimes[] = []
  const commitsMs: number[] = []
  for (let basket = 0; basket < baskets; basket++) {
    for (const [index, code] of codes.entries()) {
      scans.push(await scanOnce(lane, code, index + 1))
      await pause(betweenScansMs.least / 2 + fraction() * betweenScansMs.spread)
      commitsMs.push(...commitMs())
    }
    await giveUpBasket(lane)
  }
  return { scans, commitsMs }
}

export async function run(): Promise<readonly BenchRow[]> {
  const store = await openStore()
  const lane = await openLane(store, { language: 'en', size: 'portrait', hasCamera: false })
  const commits = openCommits(store.world.home)
  const frameMs = median(await frameIntervalsMs(lane.page(), framesWatched))
  const clockMs = await clockErrorMs(lane.page(), clockReadings)
  const { scans, commitsMs } = await measure(lane, commits.commitMs)
  commits.close()
  await lane.clear()
  await store.end()
  const changed = scans.map(({ changedMs }) => changedMs)
  return [
    ...besideRows(
      'ms',
      { what: 'a scan, durable and painted', samples: scans.map(({ paintedMs }) => paintedMs) },
      { what: 'commit + a frame', samples: commitsMs.map((ms) => ms + frameMs) },
    ),
    { what: '· of it, until the page has it', measure: 'p50', unit: 'ms', figure: percentile(changed, 0.5) },
    { what: '· of it, until the page has it', measure: 'p99', unit: 'ms', figure: percentile(changed, 0.99) },
    { what: '· clocks of bench and page differ by', measure: 'at most', unit: 'ms', figure: clockMs },
  ]
}
