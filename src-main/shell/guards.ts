/**
 * Keeps the kiosk on its one page: no navigation, no second window, no embedded page, no download, no request that
 * leaves the machine. Holds for every web contents there will ever be, not only for the window main made.
 */

import type { App, CommandLine, Session, WebContents } from 'electron'
import { origin, scheme } from './scheme.ts'

/** What the page may load. `blob:` holds the camera's pictures; its inner origin must be ours. */
export function staysInside(url: string): boolean {
  return url.startsWith(`${origin}/`) || url.startsWith(`blob:${origin}/`)
}

/**
 * Takes the network from Chromium itself: no name resolves, nothing is looked up in the background. The lane process
 * speaks to the store server with Node's own sockets. Must run before the app is ready.
 */
export function disconnectChromium(commandLine: CommandLine): void {
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  commandLine.appendSwitch('disable-background-networking')
  commandLine.appendSwitch('disable-component-update')
  commandLine.appendSwitch('no-pings')
  // Six deaths of the GPU process would end the whole app; drawing goes on in software instead.
  commandLine.appendSwitch('disable-gpu-process-crash-limit')
  commandLine.appendSwitch('disable-pinch')
  commandLine.appendSwitch('overscroll-history-navigation', '0')
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // `about:blank` is gone to without asking. A page that tries it has gone bad: its process ends, the keeper loads anew.
  contents.on('did-navigate', (_event, url) => {
    if (!staysInside(url)) contents.forcefullyCrashRenderer()
  })
  // Prevented means: unload all the same. A page must not be able to refuse its own reload.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault()
    choose('')
  })
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

export function guardEverything(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, decide) => {
    event.preventDefault()
    decide(false)
  })
  app.on('select-client-certificate', (event, _contents, _url, _list, choose) => {
    event.preventDefault()
    choose()
  })
  app.on('login', (event) => event.preventDefault())
}

export function guardSession(session: Session): void {
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !staysInside(details.url) }))
  session.on('will-download', (event) => event.preventDefault())
  session.setSpellCheckerEnabled(false)
}

/** True for the scheme's own main frame: the only sender whose messages main listens to. */
export function isKioskFrame(frame: { readonly url: string; readonly parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${scheme}://kiosk/`)
}
