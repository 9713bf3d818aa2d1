/**
 * The store server of a simulated street: the product's application, both providers over the simulated network, on a
 * database file of its own. It dies where it is told to: after any statement, before or after any call of a provider.
 */

import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import { err, ok } from '../../../domain/result.ts'
import type { Wallet } from '../../../domain/sale/fact.ts'
import { buildServer, type StoreServer } from '../../../src-server/app.ts'
import { openSqlite } from '../../../src-server/db/open.ts'
import type { Database } from '../../../src-server/db/schema.ts'
import { createLog } from '../../../src-server/log.ts'
import { alipayProvider } from '../../../src-server/payments/alipay-provider.ts'
import type { PaymentProvider } from '../../../src-server/payments/provider.ts'
import { notifyPathOf } from '../../../src-server/payments/routes.ts'
import { forgetLeases } from '../../../src-server/payments/sweep.ts'
import { wechatProvider } from '../../../src-server/payments/wechat-provider.ts'
import { defaultFetchLimits } from '../../../src-server/wechat/fetch-send.ts'
import type { HttpRequest, HttpSend } from '../../../src-server/wechat/ports.ts'
import { beat, Life } from '../../sim/life.ts'
import type { NetReply } from '../../sim/network.ts'
import type { HttpCall } from '../../sim/server-part.ts'
import { gatewayUrl, serverSettings, serverUrl, startMs } from '../../sim/template.ts'
import { certificateHeader } from './bank.ts'
import type { Street } from './street.ts'

/** As often as the running program. */
const paymentsEveryMs = 500

interface Running {
  readonly life: Life
  readonly db: Database
  readonly server: StoreServer
}

export class Shop {
  readonly #street: Street
  #running: Running | undefined
  /** Statements left until the machine fails. */
  #fuse = Number.POSITIVE_INFINITY
  /** Share of calls to a provider around which the machine dies. */
  #socketDeathShare = 0
  #lives = 0

  constructor(street: Street) {
    this.#street = street
  }

  start(): void {
    const { time, trace, directory, chance, defect } = this.#street
    if (this.#running) return
    const life = new Life(time)
    const db = openSqlite(join(directory, 'server.db')).withPlugin(this.#fragile(life))
    const clock = { nowMs: () => time.elapsedMs() + startMs }
    const random = chance.of(`server life ${this.#lives++}`)
    const log = createLog((line) => life.isAlive() && this.#hearLog(line), clock.nowMs)
    const nonce = () => random.id()
    const spoilt = (provider: PaymentProvider): PaymentProvider => defect.provider?.(provider) ?? provider
    const providers = new Map<Wallet, PaymentProvider>([
      ['wechat', spoilt(this.#wechat(life, clock, nonce))],
      ['alipay', spoilt(this.#alipay(life, clock))],
    ])
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
    this.#fuse = Number.POSITIVE_INFINITY
    running.life.end()
    this.#street.trace.happened('server', 'server crashed')
    void running.db.destroy()
  }

  lightFuse(statements: number): void {
    this.#fuse = statements
  }

  setSocketDeathShare(share: number): void {
    this.#socketDeathShare = share
  }

  async receive({ method, url, headers, body }: HttpCall): Promise<NetReply | undefined> {
    const running = this.#running
    if (!running) return undefined
    const { pathname, search } = new URL(url)
    const payload = body === undefined || body === '' ? {} : { payload: body }
    const call = running.server.app.inject({ method, url: pathname + search, headers, ...payload })
    const answer = await running.life.whileAlive(call)
    const text = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
    return { status: answer.statusCode, headers: Object.fromEntries(text), body: answer.body }
  }

  /** A look into the books, for whoever judges; not a request. */
  async read<T>(look: (db: Database) => Promise<T>): Promise<T> {
    const db = openSqlite(join(this.#street.directory, 'server.db'))
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
        if (life.isAlive() && --this.#fuse < 0) this.#fail('inside a transaction')
        return life.isAlive() ? result : new Promise<never>(() => {})
      },
    }
  }

  #fail(where: string): void {
    const { trace, time, chance } = this.#street
    trace.count(`server dies ${where}`)
    this.crash()
    time.after(chance.of(`server repair ${this.#lives}`).between(500, 20_000), () => this.start())
  }

  #wechat(life: Life, clock: { nowMs: () => number }, nonce: () => string): PaymentProvider {
    const { merchant } = this.#street.keys.wechat
    const send = this.#send(life, {})
    const securedSend = this.#send(life, { [certificateHeader]: 'shown' })
    const ports = { keys: merchant, clock, nonce, send, baseUrl: gatewayUrl }
    const v2 = {
      appid: merchant.appid,
      mchid: merchant.mchid,
      v2Keys: merchant.v2?.keys ?? [],
      nonce,
      send,
      baseUrl: gatewayUrl,
      securedBaseUrl: gatewayUrl,
      securedSend,
    }
    const codes = { over: 'v2', face: 'facepay', deviceIp: '10.0.0.9', storeId: 'demo' } as const
    const [first, ...others] = v2.v2Keys
    const own = first && { ...v2, v2Keys: [first, ...others] as const }
    const extras = own ? { codes, v2: own, face: { ...own, clock, faceBaseUrl: gatewayUrl } } : {}
    return wechatProvider(ports, `${serverUrl}${notifyPathOf('wechat')}`, extras)
  }

  #alipay(life: Life, clock: { nowMs: () => number }): PaymentProvider {
    const { merchant } = this.#street.keys.alipay
    const download = async () => err({ kind: 'TransportFailed', reason: 'no bills are asked for' } as const)
    const send = this.#send(life, {})
    const smileMethod = 'zoloz.authentication.smilepay.initialize'
    const ports = {
      keys: merchant,
      clock,
      send,
      gatewayUrl: `${gatewayUrl}/gateway.do`,
      download,
      smileMethod,
    }
    return alipayProvider(ports, `${serverUrl}${notifyPathOf('alipay')}`)
  }

  #send(life: Life, more: Readonly<Record<string, string>>): HttpSend {
    const { network, bank, chance, trace } = this.#street
    const deaths = chance.of(`deaths at sockets ${this.#lives}`)
    const dies = (when: string): boolean => {
      if (!life.isAlive() || !deaths.is(this.#socketDeathShare)) return false
      this.#fail(when)
      return true
    }
    const never = () => new Promise<never>(() => {})
    return async (request: HttpRequest) => {
      if (dies('before a call')) return never()
      const sent = await network.send({
        link: 'server→bank',
        what: `${request.method} ${new URL(request.url).pathname}`,
        timeoutMs: defaultFetchLimits.exchangeTimeoutMs,
        isAlive: () => life.isAlive(),
        serve: () => bank().receive({ ...request, headers: { ...request.headers, ...more } }),
      })
      if (dies('after a call')) return never()
      trace.count('calls of a provider')
      return sent.ok ? ok(sent.value) : sent
    }
  }

  #hearLog(line: string): void {
    const { trace, findings } = this.#street
    const { level, event, reason }: { level: string; event: string; reason?: string } = JSON.parse(line)
    trace.happened('server', `log ${event}`, level)
    const isDefect = event === 'RequestFailed' || event === 'WorkFailed'
    if (isDefect) findings.add('the server never fails', `${event}: ${reason}`)
  }
}
