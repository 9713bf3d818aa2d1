/**
 * The sandbox's sockets on the loopback: the main host, a second host with the same application, and the guarded door
 * that asks callers for a certificate. The main host can go away for a while, as hosts do; its port stays its own.
 */

import { constants } from 'node:crypto'
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DoorKeys } from './wechat/keys.ts'

export interface Listeners {
  readonly url: string
  readonly secondUrl: string
  readonly doorUrl: string
  /** Refuses connections at the main host for so long. */
  readonly refuseFor: (ms: number) => Promise<void>
  /** Breaks every connection, as a machine that dies does. */
  readonly breakAll: () => void
  readonly close: () => Promise<void>
}

/** TLS without a way to resume: each connection shows its certificate. */
function createDoor({ privateKey, certificate, authority }: DoorKeys, serve: RequestListener): Server {
  return createHttpsServer(
    {
      key: privateKey,
      cert: certificate,
      ca: authority,
      requestCert: true,
      rejectUnauthorized: false,
      secureOptions: constants.SSL_OP_NO_TICKET,
    },
    serve,
  )
}

const listenOn = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(portOf(server)))
  })

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

export async function openListeners(
  serve: RequestListener,
  door: DoorKeys,
  host: string,
  port: number,
): Promise<Listeners> {
  const main = createHttpServer(serve)
  const second = createHttpServer(serve)
  const guarded = createDoor(door, serve)
  const mainPort = await listenOn(main, host, port)
  const secondPort = await listenOn(second, host, 0)
  const doorPort = await listenOn(guarded, host, 0)
  let isClosed = false
  return {
    url: `http://${host}:${mainPort}`,
    secondUrl: `http://${host}:${secondPort}`,
    doorUrl: `https://${host}:${doorPort}`,
    async refuseFor(ms) {
      await closed(main)
      await sleep(ms, undefined, { ref: false })
      if (!isClosed) await listenOn(main, host, mainPort)
    },
    breakAll: () => {
      for (const server of [main, second, guarded]) server.closeAllConnections()
    },
    async close() {
      isClosed = true
      await Promise.all([closed(main), closed(second), closed(guarded)])
    },
  }
}
