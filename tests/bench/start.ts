/**
 * From the start of the process to a painted screen that sells, beside an Electron with one window and one word in
 * it: the same runtime, switches and window size, turn by turn. The lane has sold before, as nearly every start finds
 * it, and each start is proved by a scan.
 */

import fs from 'node:fs'
import path from 'node:path'
import { crackers } from '../e2e/support/goods.ts'
import { type Kiosk, type KioskOptions, launchKiosk } from '../e2e/support/kiosk.ts'
import { openPty } from '../e2e/support/pty.ts'
import { shopperAt } from '../e2e/support/shopper.ts'
import { openStore, type Store } from '../e2e/support/store.ts'
import { type BenchRow, medianRow } from './figures.ts'
import { nowMs, paintedAtMs } from './paint.ts'

const rounds = 5
const laneId = 'lane-1'

const emptyMain = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1080, height: 1920, frame: false, show: false })
  window.once('ready-to-show', () => window.show())
  window.loadFile('index.html')
})
`

/** It notes its own first frame: it has painted long before anyone can ask. */
const emptyPage = `<!doctype html><title>empty</title><h1>Empty</h1><script>
requestAnimationFrame(() => setTimeout(() => {
  document.body.dataset.paintedAtMs = performance.timeOrigin + performance.now()
}))
</script>`

function writeEmptyApp(folder: string): string {
  fs.mkdirSync(folder)
  const program = { name: 'empty-window', version: '0.0.0', main: 'main.cjs' }
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(program))
  fs.writeFileSync(path.join(folder, 'main.cjs'), emptyMain)
  fs.writeFileSync(path.join(folder, 'index.html'), emptyPage)
  return folder
}

interface Launched {
  readonly kiosk: Kiosk
  readonly startedAtMs: number
}

async function launch(options: KioskOptions): Promise<Launched> {
  const startedAtMs = nowMs()
  return { kiosk: await launchKiosk(options), startedAtMs }
}

async function emptyStartMs(options: KioskOptions): Promise<number> {
  const { kiosk, startedAtMs } = await launch(options)
  const body = kiosk.page.locator('body[data-painted-at-ms]')
  const atMs = Number(await body.getAttribute('data-painted-at-ms'))
  await kiosk.close()
  return atMs - startedAtMs
}

/** The start ends with the invitation on the screen; that a scan then makes a line shows that it was true. */
async function sellableStartMs(options: KioskOptions, scan: (code: string) => void): Promise<number> {
  const { kiosk, startedAtMs } = await launch(options)
  const atMs = await paintedAtMs(kiosk.page, '.attract-start')
  const { button, words, press, line } = shopperAt(kiosk.page, 'en')
  const invitation = button(new RegExp(`^${words.attract.start}`))
  scan(crackers.code)
  await line(crackers.names.en).waitFor()
  await press(words.basket.cancel)
  await press(words.basket.cancelYes)
  await invitation.waitFor()
  await kiosk.close()
  return atMs - startedAtMs
}

async function measure(store: Store) {
  const { home } = store.world
  const data = path.join(home, 'lane')
  fs.mkdirSync(data)
  const pty = await openPty(home, 'scanner')
  const kiosk: KioskOptions = {
    data,
    enrol: await store.enrolmentCode(laneId),
    server: store.world.server().ready.url,
    scanner: pty.device,
    language: 'en',
  }
  const empty: KioskOptions = { data, app: writeEmptyApp(path.join(home, 'empty')) }
  await sellableStartMs(kiosk, pty.scan)
  await emptyStartMs(empty)
  const sellable: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round++) {
    sellable.push(await sellableStartMs(kiosk, pty.scan))
    bare.push(await emptyStartMs(empty))
  }
  await pty.unplug()
  return { sellable, bare }
}

export async function run(): Promise<readonly BenchRow[]> {
  const store = await openStore()
  const { sellable, bare } = await measure(store)
  await store.end()
  return [
    medianRow(
      'ms',
      { what: 'start to a screen that sells', samples: sellable },
      { what: 'an empty Electron window', samples: bare },
    ),
  ]
}
