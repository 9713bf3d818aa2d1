/**
 * A device file that bytes are written to and read from without ever blocking: a printer out of paper makes a
 * blocking write wait for ever, and a thread that waits so cannot be called back. Every wait here has an end.
 */

import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Timers } from '../timers.ts'

/** The operating system's code (`ENOENT`, `EIO`), or `TimedOut` when the device neither took nor gave. */
export interface DeviceFailure {
  readonly code: string
  /** Bytes moved before it failed. */
  readonly movedBytes: number
}

export interface ByteDevice {
  readonly isRegularFile: boolean
  /** Writes all, within `timeoutMs` from now. */
  write(bytes: Uint8Array, timeoutMs: number): Promise<Result<void, DeviceFailure>>
  /** Reads exactly `count` bytes, within `timeoutMs` from now. */
  read(count: number, timeoutMs: number): Promise<Result<Uint8Array, DeviceFailure>>
  close(): Promise<void>
}

export interface ByteDeviceOptions {
  readonly path: string
  readonly reads: boolean
  /** Make a regular file where there is nothing. Never for a device: an unplugged one would become a file. */
  readonly create: boolean
  readonly timers: Timers
}

/** How long to leave a device alone that said "not now". */
const pollMs = 10

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EUNKNOWN'

const failure = (code: string, movedBytes: number): Result<never, DeviceFailure> => err({ code, movedBytes })

const notNow = ['EAGAIN', 'EWOULDBLOCK', 'EINTR']

/** One attempt to move bytes from `at` on: how many were moved, 0 for none at the moment. */
async function attempt(
  move: (at: number) => Promise<number>,
  at: number,
): Promise<Result<number, DeviceFailure>> {
  try {
    return ok(await move(at))
  } catch (error) {
    const code = codeOf(error)
    return notNow.includes(code) ? ok(0) : failure(code, at)
  }
}

async function moveAll(
  total: number,
  timeoutMs: number,
  timers: Timers,
  move: (at: number) => Promise<number>,
): Promise<Result<void, DeviceFailure>> {
  const deadlineMs = timers.nowMs() + timeoutMs
  for (let at = 0; at < total; ) {
    const moved = await attempt(move, at)
    if (!moved.ok) return moved
    at += moved.value
    if (moved.value > 0) continue
    if (timers.nowMs() >= deadlineMs) return failure('TimedOut', at)
    await new Promise<void>((resolve) => timers.after(pollMs, resolve))
  }
  return ok(undefined)
}

function deviceOf(handle: FileHandle, isRegularFile: boolean, timers: Timers): ByteDevice {
  return {
    isRegularFile,
    write: (bytes, timeoutMs) =>
      moveAll(bytes.length, timeoutMs, timers, async (at) => {
        const { bytesWritten } = await handle.write(bytes, at, bytes.length - at)
        return bytesWritten
      }),
    read: async (count, timeoutMs) => {
      const bytes = new Uint8Array(count)
      const moved = await moveAll(count, timeoutMs, timers, async (at) => {
        const { bytesRead } = await handle.read(bytes, at, count - at, null)
        return bytesRead
      })
      return moved.ok ? ok(bytes) : moved
    },
    close: () => handle.close().catch(() => undefined),
  }
}

export async function openByteDevice(options: ByteDeviceOptions): Promise<Result<ByteDevice, DeviceFailure>> {
  const { O_RDWR, O_WRONLY, O_APPEND, O_CREAT, O_NOCTTY, O_NONBLOCK } = constants
  const access = options.reads ? O_RDWR : O_WRONLY | O_APPEND
  const flags = access | O_NOCTTY | O_NONBLOCK | (options.create ? O_CREAT : 0)
  const ownerOnly = 0o600
  try {
    const handle = await open(options.path, flags, ownerOnly)
    return ok(deviceOf(handle, (await handle.stat()).isFile(), options.timers))
  } catch (error) {
    return failure(codeOf(error), 0)
  }
}
