/**
 * The payment platform in a simulated store: the sandbox's gateway on books of its own, restarted at will, with its
 * own faults armed through its control door. Its ledger is the truth about money.
 */

import { join } from 'node:path'
import { err, ok } from '../../domain/result.ts'
import { buildSandbox, type Sandbox } from '../../sandbox/gateway.ts'
import type { LedgerEntry } from '../../sandbox/ledger.ts'
import type { NotifySend } from '../../sandbox/ports.ts'
import { type GatewayStore, openGatewayStore } from '../../sandbox/wechat/store.ts'
import { beat, Life } from './life.ts'
import type { NetReply } from './network.ts'
import type { Parts } from './parts.ts'
import type { HttpCall } from './server-part.ts'
import { startMs } from './template.ts'

const tickEveryMs = 1_000
/** The provider's patience with a merchant's page. */
const notifyTimeoutMs = 5_000

interface Running {
  readonly life: Life
  readonly store: GatewayStore
  readonly gateway: Sandbox
}

export class GatewayPart {
  readonly wall = { offsetMs: startMs }
  readonly #parts: Parts
  #running: Running | undefined
  #lives = 0

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(): void {
    const { time, trace, directory, template, chance } = this.#parts
    if (this.#running) return
    const life = new Life(time)
    const store = openGatewayStore(join(directory, 'gateway.db'))
    const clock = {
      nowMs: () => time.elapsedMs() + this.wall.offsetMs,
      wait: (ms: number) => life.wait(ms),
      advance: (ms: number) => {
        this.wall.offsetMs += ms
      },
    }
    const random = chance.of(`gateway life ${this.#lives++}`)
    const notifySend = this.#notifySend(life)
    const wechat = { store, keys: template.gatewayKeys }
    const gateway = buildSandbox({ clock, random, notifySend, wechat })

    this.#running = { life, store, gateway }
    trace.happened('gateway', 'gateway started')
    beat(life, tickEveryMs, () => gateway.tick())
  }

  crash(): void {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    running.life.end()
    running.store.close()
    this.#parts.trace.happened('gateway', 'gateway crashed')
  }

  async receive({ method, url, headers, body }: HttpCall): Promise<NetReply | undefined> {
    const running = this.#running
    if (!running) return undefined
    const { pathname, search } = new URL(url)
    const payload = method === 'POST' ? { payload: body ?? '' } : {}
    const call = running.gateway.app.inject({ method, url: pathname + search, headers, ...payload })
    const answer = await running.life.whileAlive(call)
    const text = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
    return { status: answer.statusCode, headers: Object.fromEntries(text), body: answer.body }
  }

  async arm(match: object, action: { readonly kind: string }): Promise<void> {
    const payload = { match, do: action }
    this.#parts.trace.happened('gateway', `fault ${action.kind}`)
    await this.#running?.gateway.app.inject({ method: 'POST', url: '/ctl/faults', payload })
  }

  async disarm(): Promise<void> {
    await this.#running?.gateway.app.inject({ method: 'DELETE', url: '/ctl/faults' })
  }

  ledger(): readonly LedgerEntry[] {
    return this.#running?.store.ledger() ?? []
  }

  #notifySend(life: Life): NotifySend {
    const { network, server } = this.#parts
    return async ({ url, headers, body }) => {
      const sent = await network.send({
        link: 'gateway→server',
        what: 'notice',
        timeoutMs: notifyTimeoutMs,
        isAlive: () => life.isAlive(),
        serve: () => server().receive({ method: 'POST', url, headers, body }),
      })
      return sent.ok
        ? ok({ status: sent.value.status, body: sent.value.body })
        : err({ kind: 'NotifyFailed', reason: sent.error.reason })
    }
  }
}
