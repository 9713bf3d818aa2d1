/**
 * Refuses to sign while our clock and the provider's are too far apart: what is signed with a wrong time is refused
 * there, and what is judged by it here would be old messages. Learns the provider's time from its answers; while it
 * refuses, it asks for the time without signing anything.
 */

import type { Clock, Headers, HttpSend } from './ports.ts'

const clockSkewMsMax = 120_000
/** Between two questions for the time while the clocks disagree. */
const askAgainAfterMs = 10_000

export interface ClockGuard {
  /** The headers of any answer, authentic or not: the worst a liar gains is that we ask again. */
  readonly heard: (headers: Headers) => void
  /** How far our clock is ahead, when that is too far to sign anything. */
  readonly obstacle: () => Promise<number | undefined>
}

function timeOf(headers: Headers): number | undefined {
  const stamped = headers['wechatpay-timestamp'] ?? ''
  if (/^\d{1,12}$/.test(stamped)) return Number(stamped) * 1_000
  const dated = Date.parse(headers['date'] ?? '')
  return Number.isFinite(dated) ? dated : undefined
}

export function createClockGuard(clock: Clock, send: HttpSend, baseUrl: string): ClockGuard {
  let aheadMs = 0
  let askedAtMs = Number.NEGATIVE_INFINITY
  const isTooFar = (): boolean => Math.abs(aheadMs) > clockSkewMsMax

  function heard(headers: Headers): void {
    const theirsMs = timeOf(headers)
    if (theirsMs !== undefined) aheadMs = clock.nowMs() - theirsMs
  }

  async function ask(): Promise<void> {
    askedAtMs = clock.nowMs()
    const answer = await send({ method: 'GET', url: `${baseUrl}/v3/certificates`, headers: {}, body: '' })
    if (answer.ok) heard(answer.value.headers)
  }

  return {
    heard,
    async obstacle() {
      // A clock that was set back since must not keep us from asking.
      const isDue = Math.abs(clock.nowMs() - askedAtMs) >= askAgainAfterMs
      if (isTooFar() && isDue) await ask()
      return isTooFar() ? aheadMs : undefined
    },
  }
}
