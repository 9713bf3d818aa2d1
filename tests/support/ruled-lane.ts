/**
 * A lane under a store's rules, with the two marks of one item's pack before its scanner. One bench at a time; `open`
 * makes it anew.
 */

import { noRules, type Recall, type SaleRules } from '../../domain/rules/sale-rules.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import type { LaneSettings } from '../../lane/ports.ts'
import { setupPollMs } from '../../lane/sync/setup.ts'
import { type FakeWorld, makeItem, makeWorld } from './fake-lane.ts'

const settings: LaneSettings = { software: 'test', defaultLanguage: 'zh-CN', journalPath: 'memory' }

export const water = makeItem()

export const recall = (changes: Partial<Recall> = {}): Recall => ({
  recallId: 'r-1',
  gtin: water.gtin,
  batches: [],
  serials: [],
  reason: 'Glass splinters',
  ...changes,
})

export class RuledLane {
  readonly world: FakeWorld = makeWorld()
  running: RunningLane = runLane(this.world, settings)

  get lane() {
    return this.running.lane
  }

  scan = (text: string): void => this.lane.scan({ text, source: 'serial' })

  scanBars = (): void =>
    this.lane.scan({ text: water.gtin.slice(1), source: 'serial', aim: ']E0', symbology: 'ean13' })

  scanSquare = (elements: string): void =>
    this.lane.scan({
      text: `01${water.gtin}${elements}`,
      source: 'serial',
      aim: ']d2',
      symbology: 'datamatrix',
    })

  view = () => this.lane.view()
  lines = () => this.view().basket?.lines ?? []
  notice = () => this.view().notice?.refusal
  pieces = () => this.view().basket?.pieces ?? 0
  kinds = () => this.world.journal.entries.map((entry) => entry.fact.kind)
  lastLine = () => this.lines().at(-1)?.lineId ?? ''

  /** The office sets rules, and the lane has them after its next refresh at the latest. */
  async setRules(changes: Partial<SaleRules>): Promise<void> {
    this.world.server.rules = { ...noRules, ...changes }
    await this.world.time.advance(setupPollMs + 1_000)
  }

  restart(): void {
    this.running.stop()
    this.running = runLane(this.world, settings)
  }

  async pay(): Promise<void> {
    this.lane.command({ kind: 'Pay', wallet: 'wechat' })
    await this.world.time.advance(100)
    const { sale } = this.lane.state()
    this.world.server.payment = {
      state: 'paid',
      amountMinor: sale?.payment?.amountMinor ?? 0,
      transactionId: '4200001',
      paidAtMs: 1,
    }
    await this.world.time.advance(5_000)
  }
}
