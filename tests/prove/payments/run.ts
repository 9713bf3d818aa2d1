/**
 * One street from one seed: tills, shoppers, a server and a bank under trouble for some minutes, then everything is
 * healed, time runs until all is quiet, and the bank's ledger is held against what the tills did. The same seed gives
 * the same street, to the last event.
 */

import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Chance } from '../../sim/chance.ts'
import { readBooks, unsettled } from '../../sim/judges/books.ts'
import { type Finding, Findings } from '../../sim/judges/findings.ts'
import { Network } from '../../sim/machines/network.ts'
import { runThrough } from '../../sim/run-through.ts'
import { scratchDirectory, type Template } from '../../sim/template.ts'
import { Trace } from '../../sim/trace.ts'
import { VirtualTime } from '../../sim/virtual-time.ts'
import { Bank } from './bank.ts'
import { judge, rules } from './judge.ts'
import type { PaymentKeys } from './keys.ts'
import { Shop } from './shop.ts'
import { Shopper } from './shopper.ts'
import type { Defect, Street } from './street.ts'
import { Till } from './till.ts'
import { Trouble } from './trouble.ts'

const honest: Defect = {}

/** Sales that are under way side by side: one machine's death meets all of them. */
export const salesPerStreet = 20

const openMs = { least: 120_000, most: 300_000 } as const
/** Looks for quiet so often, and gives up after so long. */
const quietLookMs = 15_000
const quietMsMax = 3_600_000

export interface StreetReport {
  readonly seed: number
  readonly digest: string
  readonly sales: number
  readonly events: number
  readonly counts: ReadonlyMap<string, number>
  readonly findings: readonly Finding[]
  readonly tail: readonly string[]
}

class SimulatedStreet {
  readonly street: Street
  readonly tills: readonly Till[]
  readonly shop: Shop
  readonly bank: Bank

  constructor(seed: number, template: Template, keys: PaymentKeys, directory: string, defect: Defect) {
    const time = new VirtualTime()
    const trace = new Trace(time)
    const chance = new Chance(`street ${seed}`)
    this.street = {
      time,
      trace,
      chance,
      network: new Network(time, trace, chance.of('network')),
      findings: new Findings(),
      keys,
      directory,
      defect,
      server: () => this.shop,
      bank: () => this.bank,
    }
    this.shop = new Shop(this.street)
    this.bank = new Bank(this.street)
    this.tills = Array.from({ length: salesPerStreet }, (_, number) => {
      const lane = template.lanes[number % template.lanes.length]
      if (!lane) throw new Error('the template has lanes')
      return new Till(this.street, lane, number, new Shopper(this.street, number))
    })
  }

  async live(): Promise<void> {
    const { time, chance, findings } = this.street
    const trouble = new Trouble(this.street, this.tills)
    this.bank.start()
    this.shop.start()
    trouble.begin()
    for (const till of this.tills) time.after(chance.of('arrivals').between(0, 60_000), () => till.start())
    await time.advance(chance.of('hours').between(openMs.least, openMs.most))
    for (const till of this.tills) till.close()
    await trouble.heal()
    let left = await this.#left()
    for (let waitedMs = 0; left.length > 0 && waitedMs < quietMsMax; waitedMs += quietLookMs) {
      await time.advance(quietLookMs)
      left = await this.#left()
    }
    findings.expect(left.length === 0, rules.rest, () => left.join(', '))
    await this.#judge()
  }

  async #left(): Promise<readonly string[]> {
    const open = this.tills.filter(({ sale }) => !sale.released && !sale.over).map(({ sale }) => sale.saleId)
    return [...open, ...(await this.shop.read(unsettled))]
  }

  async #judge(): Promise<void> {
    const { trace, findings } = this.street
    const books = await this.shop.read(readBooks)
    const rows = await this.shop.read((db) => db.selectFrom('person_queue').select('number').execute())
    const cases = new Set(rows.map(({ number }) => number))
    const sales = this.tills.map(({ sale }) => sale)
    const ledger = this.bank.ledger()
    judge({ sales, ledger, books, cases }, findings)
    trace.count('sales', sales.length)
    trace.count('paid', sales.filter(({ released }) => released).length)
    trace.count('attempts', books.attempts.length)
    trace.count('refunds', books.refunds.length)
    trace.count('cases for a person', cases.size)
    for (const { state } of books.attempts) trace.count(`attempt ${state}`)
    for (const { events } of ledger) for (const { kind } of events) trace.count(`bank ${kind}`)
  }
}

export async function simulateStreet(
  seed: number,
  template: Template,
  keys: PaymentKeys,
  defect: Defect = honest,
): Promise<StreetReport> {
  const directory = scratchDirectory()
  mkdirSync(join(directory, 'images'), { recursive: true })
  cpSync(join(template.directory, 'server.db'), join(directory, 'server.db'))
  const simulated = new SimulatedStreet(seed, template, keys, directory, defect)
  const { trace, findings } = simulated.street
  const machines = [...simulated.tills, simulated.shop, simulated.bank]
  await runThrough(simulated.street, machines, () => simulated.live())
  const counts = trace.counts()
  const [digest, events] = [trace.digest(), trace.events()]
  return { seed, digest, events, counts, sales: salesPerStreet, findings: findings.all(), tail: trace.tail() }
}
