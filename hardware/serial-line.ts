/**
 * A serial line through `serialport`, with one defect of its POSIX binding cured: when the device goes away just after
 * it sent data, a read gives 0 bytes and the binding asks again for ever, burning the processor and never telling.
 * Here a read of 0 bytes is a lost line. The cure reaches into the binding, so its version is pinned and tested.
 */

import { read } from 'node:fs'
import { promisify } from 'node:util'
import { DarwinPortBinding, LinuxPortBinding } from '@serialport/bindings-cpp'
import { unixRead } from '@serialport/bindings-cpp/dist/unix-read.js'
import { SerialPort } from 'serialport'
import { err, ok } from '../domain/result.ts'
import type { LinkEvents, LinkLoss, LinkLossKind, OpenLink, TwoWayLink } from './link.ts'

const readAsync = promisify(read)

/** `fs.read`, except that the end of a file, which on a terminal is the end of the line, is an error. */
async function readOrHangUp(...request: Parameters<typeof readAsync>): ReturnType<typeof readAsync> {
  const result = await readAsync(...request)
  if (result.bytesRead > 0) return result
  // EBADF is what the binding itself takes for a disconnection.
  return Promise.reject(Object.assign(new Error('serial line hung up'), { code: 'EBADF' }))
}

/** Stands in for the detected binding, whose own types are lost on the way (its interface package exports none). */
const hangUpBinding = {
  list: () => SerialPort.list(),
  open: async (options: object): Promise<unknown> => {
    const binding: unknown = await SerialPort.binding.open(options)
    if (binding instanceof LinuxPortBinding || binding instanceof DarwinPortBinding) {
      binding.read = (buffer, offset, length) =>
        unixRead({ binding, buffer, offset, length, fsReadAsync: readOrHangUp })
    }
    return binding
  },
}

const lossPatterns: readonly (readonly [RegExp, LinkLossKind])[] = [
  [/no such (file|device)|file not found/i, 'NotFound'],
  [/permission|access denied/i, 'NotPermitted'],
  [/cannot lock|busy|temporarily unavailable/i, 'Busy'],
  [/hung up|bad file|closed|disconnect/i, 'HungUp'],
]

/** The binding gives its errors no codes, only the operating system's words. */
function lossOf(detail: string): LinkLoss {
  const kind = lossPatterns.find(([pattern]) => pattern.test(detail))?.[1] ?? 'Failed'
  return { kind, detail }
}

/** Opens once; the error of opening, or undefined. */
const opened = (port: SerialPort): Promise<Error | undefined> =>
  new Promise((resolve) => port.open((error) => resolve(error ?? undefined)))

const closed = (port: SerialPort): Promise<void> =>
  new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve()))

/** Passes on the bytes and, once, the loss of an open port. */
function listen(port: SerialPort, { onData, onLost }: LinkEvents): void {
  let lost = false
  const lose = (error: Error | null): void => {
    if (lost) return
    lost = true
    onLost({ kind: 'HungUp', detail: error?.message ?? 'serial line closed' })
  }
  port.on('data', (bytes: Buffer) => onData(bytes))
  port.on('close', lose)
  port.on('error', lose)
}

/** Sent and not yet taken by the device: one that takes nothing is not sent more. */
const unsentBytesMax = 64

function send(port: SerialPort, data: Uint8Array): void {
  if (port.isOpen && port.writableLength < unsentBytesMax) port.write(data)
}

export interface SerialLine {
  /** `/dev/ttyACM0`, `COM3`, or any terminal: a pty shows in no list of ports, so the path is always given. */
  readonly path: string
  readonly baudRate: number
}

export const openSerialLine =
  ({ path, baudRate }: SerialLine): OpenLink<TwoWayLink> =>
  async (events) => {
    const options = { path, baudRate, autoOpen: false, binding: hangUpBinding }
    const port = new SerialPort(options)
    const failure = await opened(port)
    if (failure !== undefined) return err(lossOf(failure.message))
    listen(port, events)
    return ok({ close: () => closed(port), write: (data) => send(port, data) })
  }
