/**
 * A till of a test: the product's lane before the product's server, joined by a link with failure buttons. Its journal
 * outlives it; time is virtual and shared.
 */

import { sign } from 'node:crypto'
import { paths } from '../../../domain/contract/wire.ts'
import { err, ok } from '../../../domain/result.ts'
import { type RunningLane, runLane } from '../../../lane/assembly.ts'
import type { LaneSettings } from '../../../lane/ports.ts'
import { createServerClient, type HttpSend } from '../../../lane/sync/server-client.ts'
import type { VirtualTime } from '../../sim/virtual-time.ts'
import { type FakeWorld, type MemoryJournal, makeWorld, rightPin, sha256 } from '../../support/fake-lane.ts'
import { type Rig, startMs, type TestLane } from './rig.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'en', journalPath: 'memory' }

/** What is wrong between a till and its server; `deaf` hears no answer, `unsent` uploads nothing. */
export const linkFaults = ['none', 'cut', 'deaf', 'unsent', 'slow'] as const

export type LinkFault = (typeof linkFaults)[number]

/** Longer than a shopper waits before trying something else. */
const slowMs = 900

const cut = err({ kind: 'TransportFailed', reason: 'cut' } as const)

export class Till {
  readonly laneId: string
  fault: LinkFault = 'none'
  readonly #world: FakeWorld
  readonly #rig: Rig
  readonly #time: VirtualTime
  #running: RunningLane

  constructor(rig: Rig, time: VirtualTime, { laneId, privateKey }: TestLane) {
    let ids = 0
    const clock = time.clock({ offsetMs: startMs })
    const random = { fraction: () => 0.5, id: () => `${laneId}-${String(ids++).padStart(20, '0')}` }
    const server = createServerClient({
      url: 'http://store.test',
      laneId,
      send: (request) => this.#send(request),
      sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
      sha256,
      clock,
      random,
    })
    this.laneId = laneId
    this.#rig = rig
    this.#time = time
    this.#world = Object.assign(makeWorld({ laneId }), { clock, random, server })
    this.#running = runLane(this.#world, settings)
  }

  get lane() {
    return this.#running.lane
  }

  get journal(): MemoryJournal {
    return this.#world.journal
  }

  restart(): void {
    this.#running.stop()
    this.#running = runLane(this.#world, settings)
  }

  stop(): void {
    this.#running.stop()
  }

  scan(text: string): void {
    this.lane.scan({ text, source: 'serial' })
  }

  /** An attendant lets the goods go, and leaves. */
  async park(): Promise<void> {
    this.scan('STAFF-ATT001')
    this.lane.command({ kind: 'EnterPin', pin: rightPin })
    await this.#time.settle()
    this.lane.command({ kind: 'Park' })
    this.lane.command({ kind: 'SignOut' })
  }

  readonly #send: HttpSend = ({ method, url, headers, body }) =>
    this.#time.during(async () => {
      const { fault } = this
      const { pathname, search } = new URL(url)
      if (fault === 'cut' || (fault === 'unsent' && pathname === paths.journal)) return cut
      this.#rig.clock.ms = startMs + this.#time.elapsedMs()
      const answer = await this.#rig.send(method, pathname + search, { headers, ...(body && { body }) })
      if (fault === 'slow') {
        await this.#time.aside(() => new Promise<void>((wake) => this.#time.after(slowMs, wake)))
      }
      return fault === 'deaf' ? cut : ok({ status: answer.status, body: answer.text })
    })
}
