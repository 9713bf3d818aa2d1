/** A card or a coupon that is read at a lane, and held by the server for as much as is said. */

import { ok } from '../../domain/result.ts'
import type { RunningLane } from '../../lane/assembly.ts'
import type { FakeWorld } from './fake-lane.ts'

export async function readTender(
  { server, time }: FakeWorld,
  { lane }: RunningLane,
  text: string,
  amountMinor: number,
): Promise<void> {
  const tender = text.startsWith('COUPON') ? 'coupon' : 'storedValue'
  server.tender = ok({ state: 'held', tender, amountMinor, codeHint: text.slice(-4) })
  lane.scan({ text, source: 'serial' })
  await time.advance(200)
}
