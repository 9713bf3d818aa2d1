/**
 * Keeps what the lane knows of its place (store, staff, currency) as the server has it. The copy on disk serves when
 * the server is away; a lane that has never had one cannot sell yet.
 */

import type { LaneSetup } from '../../domain/contract/wire.ts'
import type { Clock, Random, SetupStore, StoreServer } from '../ports.ts'
import { type Repetition, repeat } from '../schedule.ts'

/** How often the setup is asked for anew. */
export const setupPollMs = 30_000

/** `changed` is called with every setup that differs from the last. */
export function keepSetup(needs: {
  readonly clock: Clock
  readonly random: Random
  readonly store: SetupStore
  readonly server: StoreServer
  readonly changed: (setup: LaneSetup) => void
}): Repetition {
  const { store, server, changed } = needs
  const lasting = (setup: LaneSetup) => JSON.stringify({ ...setup, serverNowMs: 0 })

  return repeat(needs, setupPollMs, async () => {
    const answer = await server.setup()
    if (!answer.ok) return 'failed'
    const known = store.read()
    if (known && lasting(known) === lasting(answer.value)) return 'pause'
    const written = store.write(answer.value)
    if (!written.ok) return 'failed'
    changed(answer.value)
    return 'pause'
  })
}
