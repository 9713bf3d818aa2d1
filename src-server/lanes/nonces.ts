/**
 * Remembers the nonces of signed requests for as long as their timestamps are heard, so that a recorded request
 * cannot be played again. Bounded per lane: a lane that outruns the bound is refused, never let through unchecked.
 */

import { clockSkewMaxMs } from '../../domain/contract/wire.ts'

const noncesPerLaneMax = 20_000

export type NonceVerdict = 'fresh' | 'replayed' | 'tooMany'

export interface Nonces {
  take(laneId: string, nonce: string, timestampMs: number, nowMs: number): NonceVerdict
}

export function createNonces(perLaneMax: number = noncesPerLaneMax): Nonces {
  const timestampsByLane = new Map<string, Map<string, number>>()
  const forget = (timestamps: Map<string, number>, nowMs: number): void => {
    for (const [nonce, timestampMs] of timestamps)
      if (nowMs - timestampMs > clockSkewMaxMs) timestamps.delete(nonce)
  }
  return {
    take(laneId, nonce, timestampMs, nowMs) {
      const timestamps = timestampsByLane.get(laneId) ?? new Map<string, number>()
      timestampsByLane.set(laneId, timestamps)
      if (timestamps.has(nonce)) return 'replayed'
      if (timestamps.size >= perLaneMax) forget(timestamps, nowMs)
      if (timestamps.size >= perLaneMax) return 'tooMany'
      timestamps.set(nonce, timestampMs)
      return 'fresh'
    },
  }
}
