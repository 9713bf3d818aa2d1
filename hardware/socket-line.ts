/**
 * A line to a program on this machine: a Unix socket, or a named pipe on Windows. Never a network address: whoever may
 * open the file is whom the system lets.
 */

import { createConnection, type Socket } from 'node:net'
import { err, ok } from '../domain/result.ts'
import type { LinkEvents, LinkLoss, LinkLossKind, OpenLink, TwoWayLink } from './link.ts'

/** Sent and not yet taken: a program that takes nothing is not sent more. */
const unsentBytesMax = 262_144

const lossKinds: Readonly<Record<string, LinkLossKind>> = {
  ENOENT: 'NotFound',
  ECONNREFUSED: 'NotFound',
  EACCES: 'NotPermitted',
  EPERM: 'NotPermitted',
  EAGAIN: 'Busy',
}

const lossOf = (error: NodeJS.ErrnoException): LinkLoss => ({
  kind: lossKinds[error.code ?? ''] ?? 'Failed',
  detail: error.code ?? error.name,
})

const hungUp: LinkLoss = { kind: 'HungUp', detail: 'the program closed the line' }

/** The error of opening, or undefined. */
const connected = (socket: Socket): Promise<NodeJS.ErrnoException | undefined> =>
  new Promise((resolve) => {
    socket.once('connect', () => resolve(undefined))
    socket.once('error', resolve)
  })

function listen(socket: Socket, { onData, onLost }: LinkEvents): void {
  let isClosing = false
  socket.on('data', (bytes: Buffer) => onData(bytes))
  socket.on('error', () => socket.destroy())
  socket.once('close', () => {
    if (!isClosing) onLost(hungUp)
    isClosing = true
  })
}

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    if (socket.destroyed) return resolve()
    socket.removeAllListeners('close')
    socket.once('close', () => resolve())
    socket.destroy()
  })

export const openSocketLine =
  (path: string): OpenLink<TwoWayLink> =>
  async (events) => {
    const socket = createConnection(path)
    const failure = await connected(socket)
    if (failure !== undefined) {
      socket.destroy()
      return err(lossOf(failure))
    }
    listen(socket, events)
    return ok({
      close: () => closed(socket),
      write(data) {
        if (!socket.destroyed && socket.writableLength < unsentBytesMax) socket.write(data)
      },
    })
  }
