/**
 * The store server in a simulated store: the product's application on a database file of its own. It can die between
 * any two statements of any request; the next life finds what was committed and nothing else.
 */

import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import { buildServer, type StoreServer } from '../../src-server/app.ts'
import { openSqlite } from '../../src-server/db/open.ts'
import type { Database } from '../../src-server/db/schema.ts'
import { createLog } from '../../src-server/log.ts'
import type { PaymentProvider } from '../../src-server/payments/provider.ts'
import { notifyPathOf } from '../../src-server/payments/routes.ts'
import { forgetLeases } from '../../src-server/payments/sweep.ts'
import { wechatProvider } from '../../src-server/payments/wechat-provider.ts'
import { defaultFetchLimits } from '../../src-server/wechat/fetch-send.ts'
import type { HttpSend } from '../../src-server/wechat/ports.ts'
import { hastyPlatform } from './hasty-platform.ts'
import { beat, Life } from './life.ts'
import type { NetReply } from './network.ts'
import type { Parts } from './parts.ts'
import { gatewayUrl, serverSettings, serverUrl, startMs } from './template.ts'

/** As often as the running program. */
const paymentsEveryMs = 500

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

interface Running {
  readonly life: Life
  readonly db: Database
  readonly server: StoreServer
}

export class ServerPart {
  /** This machine's wall clock. */
  readonly wall = { offsetMs: startMs }
  readonly #parts: Parts
  #running: Running | undefined
  /** Statements left until the machine fails. */
  #fuse = Number.POSITIVE_INFINITY
  #hasteShare = 0
  readonly #charges = new Set<string>()
  #lives = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  isUp(): boolean {
    return this.#running !== undefined
  }

  start(): void {
    const { time, trace, directory, chance } = this.#parts
    if (this.#running) return
    const life = new Life(time)
    const db = openSqlite(join(directory, 'server.db')).withPlugin(this.#fragile(life))
    const clock = { nowMs: () => time.elapsedMs() + this.wall.offsetMs }
    const random = chance.of(`server life ${this.#lives++}`)
    const log = createLog((line) => life.isAlive() && this.#hearLog(line), clock.nowMs)
    const settings = serverSettings(directory)
    const provider = this.#provider(life, clock.nowMs, () => random.id())
    const providers = new Map([['wechat' as const, provider]])
    const server = buildServer({ db, clock, random, providers, settings, log })
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
    this.#fuse = Number.POSITIVE_INFINITY
    running.life.end()
    this.#parts.trace.happened('server', 'server crashed')
    void running.db.destroy()
  }

  /** Lets the machine fail after so many more statements, wherever that is. */
  lightFuse(statements: number): void {
    this.#fuse = statements
  }

  /** Share of the platform's answers that call an open order closed. */
  setHasteShare(share: number): void {
    this.#hasteShare = share
  }

  putOutFuse(): void {
    this.#fuse = Number.POSITIVE_INFINITY
  }

  /** One request at its door; `undefined` when nobody listens. */
  async receive({ method, url, headers, body }: HttpCall): Promise<NetReply | undefined> {
    const running = this.#running
    if (!running) return undefined
    const { life, server } = running
    const { pathname, search } = new URL(url)
    const payload = body === undefined || body === '' ? {} : { payload: body }
    const inject = () => server.app.inject({ method, url: pathname + search, headers, ...payload })
    const answer = await (pathname.endsWith('/image') ? life.onDisk(inject) : life.whileAlive(inject()))
    const text = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(text),
      body: answer.body,
      bytes: answer.rawPayload,
    }
  }

  /** A look into the books, for whoever judges the run; not a request. */
  async read<T>(look: (db: Database) => Promise<T>): Promise<T> {
    const db = openSqlite(join(this.#parts.directory, 'server.db'))
    try {
      return await look(db)
    } finally {
      await db.destroy()
    }
  }

  #fragile(life: Life): KyselyPlugin {
    return {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (life.isAlive() && --this.#fuse < 0) this.#fail()
        return life.isAlive() ? result : new Promise<never>(() => {})
      },
    }
  }

  #fail(): void {
    this.#parts.trace.count('server crashes inside a request')
    this.crash()
    this.#parts.time.after(this.#parts.chance.of(`server repair ${this.#lives}`).between(500, 20_000), () =>
      this.start(),
    )
  }

  #provider(life: Life, nowMs: () => number, nonce: () => string): PaymentProvider {
    const { network, template, gateway, defect, chance, trace } = this.#parts
    const send: HttpSend = async (request) =>
      network.send({
        link: 'server→gateway',
        what: `${request.method} ${new URL(request.url).pathname} ${request.body}`,
        timeoutMs: defaultFetchLimits.exchangeTimeoutMs,
        isAlive: () => life.isAlive(),
        serve: () => gateway().receive(request),
      })
    const ports = { keys: template.merchantKeys, clock: { nowMs }, nonce, send, baseUrl: gatewayUrl }
    const codes = { over: 'v3', face: 'asCode', deviceIp: '127.0.0.1', storeId: '1' } as const
    const honest = wechatProvider(ports, `${serverUrl}${notifyPathOf('wechat')}`, { codes })
    const haste = chance.of(`haste ${this.#lives}`)
    const provider = hastyPlatform(honest, haste, trace, () => this.#hasteShare, this.#charges)
    return defect.provider?.(provider) ?? provider
  }

  #hearLog(line: string): void {
    const { trace, findings } = this.#parts
    const { level, event, reason }: { level: string; event: string; reason?: string } = JSON.parse(line)
    trace.happened('server', `log ${event}`, level)
    if (event === 'RequestFailed' || event === 'WorkFailed')
      findings.add('server fails', `${event}: ${reason}`)
  }
}
