/**
 * What goes wrong in a run, and when: drawn from the seed before the day begins as a temper, and then as blows at
 * random moments. `heal` ends all of it.
 */

import { unreachable } from '../../domain/result.ts'
import type { Chance } from './chance.ts'
import type { Parts } from './parts.ts'
import type { SimulatedStore } from './store.ts'
import { startMs } from './template.ts'

const blows = [
  'laneCrash',
  'catalogueLoss',
  'serverCrash',
  'serverFuse',
  'gatewayCrash',
  'cut',
  'clock',
  'gatewayFault',
] as const

type Blow = (typeof blows)[number]

interface Temper {
  readonly name: string
  readonly netFaultShare: number
  readonly diskFaultShare: number
  readonly hasteShare: number
  readonly blowEveryMs: number
  readonly blows: readonly Blow[]
}

const quiet = { netFaultShare: 0, diskFaultShare: 0, hasteShare: 0, blowEveryMs: 60_000 }

const tempers: readonly (readonly [number, Temper])[] = [
  [1, { ...quiet, name: 'calm', blows: [] }],
  [
    3,
    {
      ...quiet,
      name: 'badNetwork',
      netFaultShare: 0.15,
      blowEveryMs: 40_000,
      blows: ['cut', 'gatewayFault'],
    },
  ],
  [3, { ...quiet, name: 'crashes', blowEveryMs: 20_000, blows: blows.slice(0, 5) }],
  [2, { ...quiet, name: 'badDisks', diskFaultShare: 0.04, blows: ['laneCrash', 'catalogueLoss'] }],
  [1, { ...quiet, name: 'hasty', hasteShare: 0.05, netFaultShare: 0.05, blows: ['gatewayFault'] }],
  [1, { ...quiet, name: 'clocks', blowEveryMs: 25_000, blows: ['clock'] }],
  [
    4,
    {
      name: 'everything',
      hasteShare: 0.01,
      netFaultShare: 0.08,
      diskFaultShare: 0.015,
      blowEveryMs: 15_000,
      blows,
    },
  ],
]

const gatewayFaults = [
  [{ api: 'native', nth: 1 }, { kind: 'bad_signature' }],
  [{ api: 'query', nth: 1 }, { kind: 'no_signature' }],
  [{ api: 'native', nth: 1 }, { kind: 'error_after_commit' }],
  [{ api: 'native', nth: 1 }, { kind: 'error_before_commit' }],
  [{ api: 'close', nth: 1 }, { kind: 'error_after_commit' }],
  [
    { api: 'close', nth: 1 },
    { kind: 'delay', ms: 15_000 },
  ],
  [
    { api: 'query', nth: 2 },
    { kind: 'delay', ms: 9_000 },
  ],
  [{ api: 'notify', nth: 1 }, { kind: 'notify_drop' }],
  [
    { api: 'notify', nth: 1 },
    { kind: 'notify_duplicate', times: 2 },
  ],
  [
    { api: 'notify', nth: 1 },
    { kind: 'notify_delay', ms: 40_000 },
  ],
] as const

/** Within and beyond what the other side of a signature allows. */
const jumpsMs = [
  -2_000, 2_000, -60_000, 90_000, -240_000, 240_000, -600_000, 600_000, 86_400_000, -86_400_000,
]

export class Misfortune {
  readonly #parts: Parts
  readonly #store: SimulatedStore
  readonly #chance: Chance
  readonly #temper: Temper
  #isOver = false

  constructor(parts: Parts, store: SimulatedStore) {
    this.#parts = parts
    this.#store = store
    this.#chance = parts.chance.of('misfortune')
    this.#temper = this.#chance.weighted(tempers)
  }

  begin(): void {
    const { name, netFaultShare, diskFaultShare, hasteShare, blowEveryMs, blows } = this.#temper
    this.#parts.trace.happened('misfortune', `temper ${name}`)
    this.#parts.network.setFaultShare(netFaultShare)
    this.#store.server.setHasteShare(hasteShare)
    for (const lane of this.#store.lanes) lane.setDiskFaultShare(diskFaultShare)
    if (blows.length > 0) this.#next(blowEveryMs)
  }

  /** All machines up, all clocks right, all cables in. What is on its way still arrives. */
  async heal(): Promise<void> {
    const { lanes, server, gateway } = this.#store
    this.#isOver = true
    this.#parts.network.heal()
    server.putOutFuse()
    server.setHasteShare(0)
    for (const lane of lanes) lane.setDiskFaultShare(0)
    for (const machine of [...lanes, server, gateway]) {
      machine.wall.offsetMs = startMs
      machine.start()
    }
    await gateway.disarm()
    this.#parts.trace.happened('misfortune', 'healed')
  }

  #next(everyMs: number): void {
    this.#parts.time.after(this.#chance.between(1, 2 * everyMs), () => {
      if (this.#isOver) return
      this.#strike(this.#chance.pick(this.#temper.blows))
      this.#next(everyMs)
    })
  }

  #strike(blow: Blow): void {
    const { lanes, server, gateway } = this.#store
    const lane = this.#chance.pick(lanes)
    const downMs = this.#chance.between(500, 30_000)
    const later = (run: () => void) => this.#parts.time.after(downMs, run)
    switch (blow) {
      case 'laneCrash':
        lane.crash()
        return lane.restartSoon()
      case 'catalogueLoss':
        lane.loseCatalogue()
        return lane.restartSoon()
      case 'serverCrash':
        server.crash()
        return void later(() => server.start())
      case 'serverFuse':
        return server.lightFuse(this.#chance.between(1, 120))
      case 'gatewayCrash':
        gateway.crash()
        return void later(() => gateway.start())
      case 'cut':
        return this.#cut(lane.identity.laneId, 2 * downMs)
      case 'clock':
        return this.#jump(this.#chance.pick([...lanes, server, gateway]), 3 * downMs)
      case 'gatewayFault': {
        const [match, action] = this.#chance.pick(gatewayFaults)
        return void gateway.arm(match, action)
      }
    }
    return unreachable(blow)
  }

  #cut(laneId: string, forMs: number): void {
    const links = [`${laneId}→server`, 'server→gateway', 'gateway→server', 'wallet→gateway']
    this.#parts.network.cut(this.#chance.pick(links), forMs)
  }

  #jump({ wall }: { readonly wall: { offsetMs: number } }, forMs: number): void {
    const byMs = this.#chance.pick(jumpsMs)
    this.#parts.trace.happened('clock', 'clock jump', String(byMs))
    wall.offsetMs += byMs
    this.#parts.time.after(forMs, () => {
      if (!this.#isOver) wall.offsetMs -= byMs
    })
  }
}
