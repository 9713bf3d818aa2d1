/** The server's ports as the operating system gives them: real time, real chance, and work done again and again. */

import { randomBytes } from 'node:crypto'
import type { Log } from './log.ts'
import type { Clock, Random } from './ports.ts'

export const systemClock: Clock = { nowMs: () => Date.now() }

const identityBytes = 16
const fractionSteps = 2 ** 32

export const systemRandom: Random = {
  id: () => randomBytes(identityBytes).toString('base64url'),
  fraction: () => randomBytes(4).readUInt32BE() / fractionSteps,
}

/** A nonce as the provider wants it: letters and digits, here 32 of them. */
export const systemNonce = (): string => randomBytes(16).toString('hex')

/**
 * Runs the work, and again a while after it ended, until stopped. Stopping resolves when nothing runs any more; work
 * that fails is an alarm and is tried again.
 */
export function repeat(
  name: string,
  everyMs: number,
  log: Log,
  work: () => Promise<void>,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const run = (): Promise<void> =>
    work()
      .catch((error: unknown) => {
        log.alarm('WorkFailed', { name, reason: error instanceof Error ? error.message : 'unknown' })
      })
      .then(() => {
        if (!isStopped) timer = setTimeout(next, everyMs)
      })
  let underWay = Promise.resolve()
  const next = (): void => {
    underWay = run()
  }
  next()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await underWay
  }
}
