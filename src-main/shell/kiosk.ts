/**
 * Puts the kiosk together once Electron is ready: scheme, permissions, guards, window, lane, and the keepers between
 * them. Wiring only; every decision lives in the file of its concern.
 */

import { type App, type IpcMain, MessageChannelMain, type MessagePortMain, type Session } from 'electron'
import { guardSession, isKioskFrame } from './guards.ts'
import { keepLane } from './lane-keeper.ts'
import { startLaneProcess } from './lane-process.ts'
import { keepPage, type PageKeeper } from './page-keeper.ts'
import { enforcePermissions } from './permissions.ts'
import type { Places } from './places.ts'
import { kioskUrl, readPage, safeUrl, serve } from './scheme.ts'
import { laneEnvironment, type Settings } from './settings.ts'
import type { Timers } from './supervision.ts'
import { openWindow } from './window.ts'

export interface KioskOptions {
  readonly app: App
  readonly ipcMain: IpcMain
  readonly session: Session
  readonly settings: Settings
  readonly windowSize: Settings['windowSize']
  readonly places: Places
}

const timers: Timers = {
  nowMs: () => performance.now(),
  after: (ms, work) => void setTimeout(work, ms),
  every: (ms, work) => void setInterval(work, ms),
}

const report = (line: string): void => console.error(`shell: ${line}`)

interface Keepers {
  readonly page: PageKeeper
  readonly attach: (port: MessagePortMain) => void
}

/** The two messages main listens to, and only from the kiosk page's own main frame. */
function listenToPage(ipcMain: IpcMain, keepers: Keepers): void {
  ipcMain.on('alive', (event) => {
    if (isKioskFrame(event.senderFrame)) keepers.page.alive()
  })
  ipcMain.on('connect', (event) => {
    const frame = event.senderFrame
    if (frame === null || !isKioskFrame(frame)) return
    const { port1, port2 } = new MessageChannelMain()
    keepers.attach(port1)
    frame.postMessage('lane-port', null, [port2])
  })
}

function openKioskWindow({ app, session, places, windowSize }: KioskOptions) {
  let quitting = false
  app.on('before-quit', () => {
    quitting = true
  })
  const window = openWindow({ session, preload: places.preload, size: windowSize, mayClose: () => quitting })
  return { window, contents: window.webContents }
}

export function runKiosk(options: KioskOptions): void {
  const { app, session, places } = options
  serve(readPage(places.page), session)
  guardSession(session)
  const { contents } = openKioskWindow(options)
  enforcePermissions(session, (asking) => asking === contents)

  // A load that is cut short by the next one rejects; the keeper hears of what matters by `gone`.
  const load = (url: string) => () => void contents.loadURL(url).catch(() => undefined)
  const page = keepPage(
    { showKiosk: load(kioskUrl), showSafe: load(safeUrl), crash: () => contents.forcefullyCrashRenderer() },
    timers,
    report,
  )
  contents.on('render-process-gone', (_event, details) => page.gone(details.reason))

  const environment = laneEnvironment(process.env, options.settings.data)
  const lane = keepLane<MessagePortMain>({
    start: (events) => startLaneProcess({ shim: places.shim, node: places.node, env: environment }, events),
    timers,
    report,
    stoodDown: page.laneStoodDown,
    recovered: page.laneRecovered,
  })
  listenToPage(options.ipcMain, { page, attach: lane.attach })

  app.on('child-process-gone', (_event, gone) => {
    if (gone.type !== 'Utility') report(`${gone.type} process gone (${gone.reason})`)
  })
  app.on('will-quit', () => {
    page.stop()
    lane.stop()
  })
}
