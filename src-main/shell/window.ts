/**
 * The kiosk's one window: it fills the display, upright or lying, has no menu and no way to be closed but the end of
 * the app. The page in it is a stranger to Node: sandboxed, isolated, without dialogs and developer tools.
 */

import { BrowserWindow, Menu, type Rectangle, type Session, screen } from 'electron'
import { reachesPage } from './keys.ts'

/**
 * The page's own background, so that nothing flashes before its first picture. The window stands from the start: one
 * that waits for `ready-to-show` may wait for ever, because a busy machine loses the event, and is then a black kiosk.
 */
const backgroundColor = '#f7f7f5'

export interface WindowOptions {
  readonly session: Session
  readonly preload: string
  /** Instead of the whole display; only tests have a wish here. */
  readonly size: { readonly width: number; readonly height: number } | undefined
  /** Asked when something wants to close the window. */
  readonly mayClose: () => boolean
}

function create(bounds: Rectangle, options: WindowOptions): BrowserWindow {
  return new BrowserWindow({
    ...bounds,
    kiosk: options.size === undefined,
    frame: false,
    resizable: false,
    minimizable: false,
    closable: false,
    autoHideMenuBar: true,
    backgroundColor,
    title: 'Scanway',
    webPreferences: {
      session: options.session,
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      plugins: false,
      experimentalFeatures: false,
      devTools: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      // A scan must be heard even before the first touch.
      autoplayPolicy: 'no-user-gesture-required',
      // A display that sleeps must not slow the page's heartbeat.
      backgroundThrottling: false,
    },
  })
}

export function openWindow(options: WindowOptions): BrowserWindow {
  Menu.setApplicationMenu(null)
  const display = screen.getPrimaryDisplay().bounds
  const bounds = options.size === undefined ? display : { x: 0, y: 0, ...options.size }
  const window = create(bounds, options)
  const contents = window.webContents

  contents.setIgnoreMenuShortcuts(true)
  contents.on('before-input-event', (event, input) => {
    if (!reachesPage(input)) event.preventDefault()
  })
  window.on('close', (event) => {
    if (!options.mayClose()) event.preventDefault()
  })
  // Without a window manager `kiosk` alone leaves the size as it was.
  window.setBounds(bounds)
  contents.on('did-finish-load', () => {
    contents.setZoomFactor(1)
    void contents.setVisualZoomLevelLimits(1, 1)
  })
  return window
}
