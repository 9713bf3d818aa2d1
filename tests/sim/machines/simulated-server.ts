/**
 * A store server on a simulated machine: the product's application on a database file of its own. It can die between
 * any two statements of any request; the next life finds what was committed and nothing else. Who makes one says
 * which providers it pays through.
 */

import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import type { Wallet } from '../../../domain/sale/fact.ts'
import { buildServer, type StoreServer } from '../../../src-server/app.ts'
import { openSqlite } from '../../../src-server/db/open.ts'
import type { Database } from '../../../src-server/db/schema.ts'
import { createLog } from '../../../src-server/log.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import { forgetLeases } from '../../../src-server/payments/sweep.ts'
import { serverSettings, startMs } from '../template.ts'
import type { World } from '../world.ts'
import { type HttpCall, injected, replyOf } from './door.ts'
import { beat, Life } from './life.ts'
import type { NetReply } from './network.ts'

/** As often as the running program. */
const paymentsEveryMs = 500

/** What the providers of one life of the server are made with. */
export interface Outside {
  readonly life: Life
  /** Which life it is, from 1. */
  readonly number: number
  readonly clock: { readonly nowMs: () => number }
  readonly nonce: () => string
}

interface Running {
  readonly life: Life
  readonly db: Database
  readonly server: StoreServer
}

export abstract class SimulatedServer {
  /** This machine's wall clock. */
  readonly wall = { offsetMs: startMs }
  readonly #world: World
  #running: Running | undefined
  /** Statements left until the machine fails. */
  #fuse = Number.POSITIVE_INFINITY
  #lives = 0

  constructor(world: World) {
    this.#world = world
  }

  protected abstract providers(outside: Outside): ReadonlyMap<Wallet, PaymentProvider>

  start(): void {
    const { time, trace, directory, chance } = this.#world
    if (this.#running) return
    const life = new Life(time)
    const db = openSqlite(join(directory, 'server.db')).withPlugin(this.#fragile(life))
    const clock = { nowMs: () => time.elapsedMs() + this.wall.offsetMs }
    const random = chance.of(`server life ${this.#lives++}`)
    const log = createLog((line) => life.isAlive() && this.#hearLog(line), clock.nowMs)
    const providers = this.providers({ life, number: this.#lives, clock, nonce: () => random.id() })
    const server = buildServer({ db, clock, random, providers, settings: serverSettings(directory), log })
    this.#running = { life, db, server }
    trace.happened('server', 'server started')
    void life.whileAlive(forgetLeases({ db, clock }))
    beat(life, paymentsEveryMs, () => server.tickPayments())
  }

  /** Handlers under way never end; what they had not committed is gone. */
  crash(): void {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    this.putOutFuse()
    running.life.end()
    this.#world.trace.happened('server', 'server crashed')
    void running.db.destroy()
  }

  /** Lets the machine fail after so many more statements, wherever that is. */
  lightFuse(statements: number): void {
    this.#fuse = statements
  }

  putOutFuse(): void {
    this.#fuse = Number.POSITIVE_INFINITY
  }

  /** One request at its door; `undefined` when nobody listens. */
  async receive(call: HttpCall): Promise<NetReply | undefined> {
    const running = this.#running
    if (!running) return undefined
    const { life, server } = running
    const request = injected(call)
    const answer = () => server.app.inject(request)
    const isFile = new URL(call.url).pathname.endsWith('/image')
    return replyOf(await (isFile ? life.onDisk(answer) : life.whileAlive(answer())))
  }

  /** A look into the books, for whoever judges the run; not a request. */
  async read<T>(look: (db: Database) => Promise<T>): Promise<T> {
    const db = openSqlite(join(this.#world.directory, 'server.db'))
    try {
      return await look(db)
    } finally {
      await db.destroy()
    }
  }

  /** Dies here and now, and is repaired after a while. */
  protected fail(where: string): void {
    const { trace, time, chance } = this.#world
    trace.count(`server dies ${where}`)
    this.crash()
    time.after(chance.of(`server repair ${this.#lives}`).between(500, 20_000), () => this.start())
  }

  #fragile(life: Life): KyselyPlugin {
    return {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (life.isAlive() && --this.#fuse < 0) this.fail('inside a request')
        return life.isAlive() ? result : new Promise<never>(() => {})
      },
    }
  }

  #hearLog(line: string): void {
    const { trace, findings } = this.#world
    const { level, event, reason }: { level: string; event: string; reason?: string } = JSON.parse(line)
    trace.happened('server', `log ${event}`, level)
    const isDefect = event === 'RequestFailed' || event === 'WorkFailed'
    if (isDefect) findings.add('the server never fails', `${event}: ${reason}`)
  }
}
