/**
 * The page's only door to the outside: two functions. `connect` asks for a port to the lane, which arrives as a
 * window message 'lane-port' with the port in it; `alive` is the page's heartbeat. Anything more would be a way in.
 */

import { contextBridge, ipcRenderer } from 'electron'

/** All of the page that is used here; this room knows no other browser type. */
declare const window: { postMessage(message: string, origin: string, ports: readonly unknown[]): void }
declare const location: { readonly origin: string }

// Ports cannot cross the context bridge; a window message to our own origin can carry them.
ipcRenderer.on('lane-port', (event) => window.postMessage('lane-port', location.origin, event.ports))

contextBridge.exposeInMainWorld('scanway', {
  connect: (): void => ipcRenderer.send('connect'),
  alive: (): void => ipcRenderer.send('alive'),
})
