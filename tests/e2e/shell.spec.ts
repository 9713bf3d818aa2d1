/**
 * The shell in a real Electron, around the smallest page and lane: what a shopper, a page gone bad or a thief at the
 * command line cannot do, and what comes back by itself after anything was killed.
 */

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { type PlainRun, startPlain } from './support/electron.ts'
import { filmCode } from './support/fake-camera.ts'
import { type Kiosk, launchKiosk } from './support/kiosk.ts'
import { isRunning, kill, untilGone } from './support/processes.ts'
import { buildShellApp } from './support/shell-app.ts'

const kioskAddress = 'app://kiosk/index.html'

let folder = ''
let data = ''
let kiosk: Kiosk | undefined
let plainRuns: readonly PlainRun[] = []

/** Without a test attached, and ended with the test whatever becomes of it. */
function start(args: readonly string[], env: Readonly<Record<string, string>>): PlainRun {
  const run = startPlain(folder, args, env)
  plainRuns = [...plainRuns, run]
  return run
}

const temporary = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-shell-'))

async function launch(size: 'portrait' | 'landscape' = 'portrait'): Promise<Kiosk> {
  kiosk = await launchKiosk({ data, app: folder, size })
  await expect(kiosk.page.locator('#basket')).toHaveText(/^\d+$/)
  return kiosk
}

/** Scans until the page shows this many. */
async function scanTo(running: Kiosk, count: number): Promise<void> {
  for (let scanned = 0; scanned < count; scanned += 1) await running.page.click('#scan')
  await expect(running.page.locator('#basket')).toHaveText(String(count))
}

/** Presses a key as the operating system would hand it over: Playwright's own keyboard comes in behind that door. */
const press = (running: Kiosk, combination: string): Promise<void> =>
  running.app.evaluate(({ webContents }, pressed) => {
    const parts = pressed.split('+')
    const keyCode = parts.pop() ?? ''
    const modifiers = parts.map((part) => (part === 'Control' ? 'control' : part === 'Alt' ? 'alt' : 'shift'))
    const contents = webContents.getAllWebContents()[0]
    contents?.sendInputEvent({ type: 'keyDown', keyCode, modifiers })
    contents?.sendInputEvent({ type: 'char', keyCode, modifiers })
    contents?.sendInputEvent({ type: 'keyUp', keyCode, modifiers })
  }, combination)

const shown = (running: Kiosk, id: string) => () =>
  running.read(`document.querySelector('#${id}')?.textContent`)

test.beforeAll(async () => {
  folder = temporary()
  await buildShellApp(folder)
})

test.afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

test.beforeEach(() => {
  data = temporary()
})

test.afterEach(async () => {
  await kiosk?.close()
  kiosk = undefined
  for (const run of plainRuns) await run.end()
  plainRuns = []
  fs.rmSync(data, { recursive: true, force: true })
})

test('a page gone bad cannot leave, open, embed or download anything', async () => {
  const { app, read } = await launch()
  await read("window.mark = 'same page at '")
  const tries = [
    "location.href = 'https://example.com/'",
    "location.href = 'file:///etc/passwd'",
    "location.href = 'data:text/html,out'",
    "location.href = 'app://other/index.html'",
    "location.href = 'chrome://gpu'",
    "document.querySelector('#blank').click()",
    "document.querySelector('#download').click()",
    "document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }))",
    "document.body.append(Object.assign(document.createElement('webview'), { src: 'https://example.com/' }))",
  ]
  for (const code of tries) await read(`${code}; 0`)
  expect(await read("window.open('https://example.com/') === null")).toBe(true)
  expect(await read("window.open('about:blank', 'named') === null")).toBe(true)

  // A stopped navigation leaves Playwright's page waiting for its end, so main is asked what there is.
  expect(await read('mark + location.href')).toBe(`same page at ${kioskAddress}`)
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a page that leaves for about:blank, which asks nobody, is brought back', async () => {
  const running = await launch()
  const before = await running.pagePid()
  await running.read("location.replace('about:blank'); 0")
  await expect.poll(() => running.pagePid()).not.toBe(before)
  await expect.poll(() => running.read('location.href')).toBe(kioskAddress)
})

test('a page gone bad reaches neither network nor Node nor eval', async () => {
  const { page, read } = await launch()
  const rejected = "(why) => why instanceof Error || why instanceof DOMException ? 'refused' : why"
  for (const url of [
    'http://127.0.0.1:1/',
    'https://example.com/',
    'file:///etc/passwd',
    'app://other/page.js',
  ]) {
    expect(await page.evaluate(`fetch(${JSON.stringify(url)}).then(() => 'reached', ${rejected})`)).toBe(
      'refused',
    )
  }
  // Playwright's own evaluate is above the page's policy, so the page itself must try.
  const evalInPage = await read(`new Promise((done) => {
    document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true })
    const script = document.createElement('script')
    script.textContent = 'window.escaped = true'
    document.body.append(script)
  })`)
  expect(evalInPage).toBe('script-src-elem')
  expect(await read('typeof escaped + typeof require + typeof process + typeof module + typeof Buffer')).toBe(
    'undefined'.repeat(5),
  )
  expect(await read('Object.keys(window.scanway).sort().join()')).toBe('alive,connect')
  expect(await read('crossOriginIsolated && isSecureContext')).toBe(true)
})

test('a page gone bad gets no device, place, sound or picture of the screen', async () => {
  const { page } = await launch()
  const ask = (code: string) => page.evaluate(`(${code}).then(() => 'granted', (why) => why.name)`)
  expect(await ask('navigator.mediaDevices.getUserMedia({ audio: true })')).toMatch(/NotAllowed|NotFound/)
  expect(await ask('navigator.mediaDevices.getUserMedia({ audio: true, video: true })')).toMatch(
    /NotAllowed|NotFound/,
  )
  expect(await ask('navigator.mediaDevices.getDisplayMedia({ video: true })')).not.toBe('granted')
  expect(await ask('navigator.clipboard.readText()')).toBe('NotAllowedError')
  expect(
    await ask(
      "navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => { if (state !== 'granted') throw new DOMException('', state) })",
    ),
  ).toBe('denied')
  await page.evaluate('void document.documentElement.requestFullscreen().catch(() => 0)')
  expect(await page.evaluate('document.fullscreenElement')).toBeNull()
  expect(await page.evaluate('Notification.requestPermission()')).toBe('denied')
})

test('the kiosk page gets the camera picture, and it is the one that is there', async () => {
  const camera = path.join(data, 'camera.y4m')
  filmCode(camera, '6901028075831')
  kiosk = await launchKiosk({ data, app: folder, camera })
  const size =
    await kiosk.page.evaluate(`navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } })
    .then((stream) => stream.getVideoTracks()[0].getSettings())
    .then(({ width, height }) => [width, height])`)
  expect(size).toEqual([1280, 720])
})

test('no key a shopper may find closes, reloads, opens tools or zooms', async () => {
  const running = await launch()
  const { app, page } = running
  await scanTo(running, 2)
  await page.evaluate('window.mark = 1')
  const strokes = [
    'Control+w',
    'Control+r',
    'Control+Shift+r',
    'F5',
    'Control+Shift+i',
    'F12',
    'Control+q',
    'Alt+F4',
  ]
  for (const key of [
    ...strokes,
    'Control+=',
    'Control+p',
    'F11',
    'Alt+ArrowLeft',
    'Control+n',
    'Control+t',
  ]) {
    await page.keyboard.press(key)
    await press(running, key)
  }
  expect(await page.evaluate('window.mark')).toBe(1)
  expect(await page.evaluate('devicePixelRatio')).toBe(1)
  expect(
    await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.isDevToolsOpened()),
  ).toBe(false)
  await expect(page.locator('#basket')).toHaveText('2')
})

test('a wedge scanner still types: plain characters and Enter reach the page, combinations do not', async () => {
  const running = await launch()
  await running.page.evaluate("window.typed = []; addEventListener('keydown', ({ key }) => typed.push(key))")
  for (const key of ['6', '9', 'Control+a', 'F5', 'Alt+d', '0', 'Enter']) await press(running, key)
  await expect.poll(() => running.page.evaluate('typed.join()')).toBe('6,9,0,Enter')
})

for (const [size, wide, high] of [
  ['portrait', 1080, 1920],
  ['landscape', 1920, 1080],
] as const) {
  test(`the window fills a ${size} display`, async () => {
    const { page } = await launch(size)
    await expect.poll(() => page.evaluate('[innerWidth, innerHeight]')).toEqual([wide, high])
  })
}

test('the page is killed: it comes back with the same basket', async () => {
  const running = await launch()
  await scanTo(running, 3)
  const before = await running.pagePid()
  kill(before)
  await expect.poll(shown(running, 'basket')).toBe('3')
  expect(await running.pagePid()).not.toBe(before)
})

test('the page hangs: it is ended and comes back with the same basket', async () => {
  const running = await launch()
  await scanTo(running, 2)
  const before = await running.pagePid()
  void running.read('hang()').catch(() => undefined)
  await expect.poll(() => running.pagePid()).not.toBe(before)
  await expect.poll(shown(running, 'basket')).toBe('2')
})

test('the lane is killed: a new one starts and the page shows the same basket', async () => {
  const running = await launch()
  await scanTo(running, 2)
  const before = running.lanePid() ?? 0
  kill(before)
  await expect.poll(shown(running, 'lane')).toMatch(/^\d+$/)
  await expect.poll(shown(running, 'lane')).not.toBe(String(before))
  expect(await shown(running, 'basket')()).toBe('2')
  await running.page.click('#scan')
  await expect(running.page.locator('#basket')).toHaveText('3')
})

test('a lane that cannot start leaves the safe page, not a blank one', async () => {
  const running = await launch()
  fs.writeFileSync(path.join(data, 'dies'), '')
  kill(running.lanePid() ?? 0)
  await expect.poll(() => running.text().catch(() => '')).toContain('此机暂停服务')
  await running.screenshot(test.info().outputPath('safe-page.png'))
})

test('a window whose page has painted nothing yet stands on the display all the same', async () => {
  const index = path.join(folder, 'out', 'page', 'index.html')
  const page = fs.readFileSync(index)
  fs.writeFileSync(index, '<!doctype html><title>empty</title>')
  try {
    kiosk = await launchKiosk({ data, app: folder })
    const isShown = await kiosk.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.isVisible(),
    )
    expect(isShown).toBe(true)
  } finally {
    fs.writeFileSync(index, page)
  }
})

test('main is killed: its lane ends with it, and the next start shows the same basket', async () => {
  const running = await launch()
  await scanTo(running, 2)
  const lane = running.lanePid() ?? 0
  await running.killMain()
  expect(await untilGone(lane)).toBe(true)
  const next = await launch()
  await expect(next.page.locator('#basket')).toHaveText('2')
})

test('a terminated kiosk ends whole, though its window cannot be closed', async () => {
  const running = await launch()
  const lane = running.lanePid() ?? 0
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect(running.page.locator('#basket')).toHaveText('0')
  kill(running.mainPid, 'SIGTERM')
  expect(await untilGone(running.mainPid, 10_000)).toBe(true)
  expect(await untilGone(lane)).toBe(true)
})

for (const argument of [
  '--remote-debugging-port=0',
  '-remote-debugging-port=0',
  '--inspect=0',
  '--js-flags=--x',
  '--load-extension=/',
]) {
  test(`outside tests the kiosk does not start with ${argument}`, async () => {
    const { code, output } = await start([argument], { SCANWAY_DATA: data }).ended
    expect(code).toBe(78)
    expect(output).toContain('Scanway does not start with --')
    expect(output).not.toContain('DevTools listening')
  })
}

test('outside tests it starts as a person starts it, and once per data folder', async () => {
  const env = { SCANWAY_DATA: data, SCANWAY_NODE: process.execPath }
  const first = start([], env)
  await expect.poll(() => fs.globSync(path.join(data, 'shell', 'Singleton*')).length).toBeGreaterThan(0)
  const second = await start([], env).ended
  expect(second.code).toBe(75)
  expect(isRunning(first.child.pid ?? 0)).toBe(true)
})

test('a relative data folder is refused with a sentence', async () => {
  const { code, output } = await start([], { SCANWAY_DATA: 'here' }).ended
  expect(code).toBe(78)
  expect(output).toContain('SCANWAY_DATA must be an absolute path')
})
