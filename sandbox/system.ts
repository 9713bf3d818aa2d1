/**
 * The sandbox's ports as the operating system gives them. The clock can be moved forward by hand and never back;
 * nothing else in the sandbox touches real time, real chance or the real network.
 */

import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { err, ok } from '../domain/result.ts'
import type { NotifySend, Random, SandboxClock } from './ports.ts'

export function systemClock(): SandboxClock {
  let aheadMs = 0
  return {
    nowMs: () => Date.now() + aheadMs,
    wait: async (ms) => {
      // A delayed answer must not keep a program alive that was told to end.
      await sleep(ms, undefined, { ref: false })
    },
    advance: (ms) => {
      aheadMs += ms
    },
  }
}

export const systemRandom: Random = { bytes: (count) => randomBytes(count) }

/** The provider waits this long for a merchant's answer to a notification. */
const notifyTimeoutMs = 5_000
const notifyAnswerCharsMax = 64

export const fetchNotifySend: NotifySend = async ({ url, headers, body }) => {
  // fetch reports an unreachable merchant by rejecting; for a notification that is an ordinary day.
  try {
    const signal = AbortSignal.timeout(notifyTimeoutMs)
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' })
    const text = await response.text()
    return ok({ status: response.status, body: text.slice(0, notifyAnswerCharsMax) })
  } catch (thrown) {
    return err({ kind: 'NotifyFailed', reason: thrown instanceof Error ? thrown.name : 'unknown' })
  }
}
