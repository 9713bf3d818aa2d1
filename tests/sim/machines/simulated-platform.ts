/**
 * Payment platforms on a simulated machine: the sandbox on books of its own, restarted at will, with its own faults
 * armed through its control door. Its ledger is the truth about money. Who makes one says which wallets it has.
 */

import { err, ok } from '../../../domain/result.ts'
import { buildSandbox, type Sandbox, type SandboxParts } from '../../../sandbox/gateway.ts'
import type { LedgerEntry } from '../../../sandbox/ledger.ts'
import type { NotifySend } from '../../../sandbox/ports.ts'
import { startMs } from '../template.ts'
import type { World } from '../world.ts'
import { type HttpCall, injected, replyOf } from './door.ts'
import { beat, Life } from './life.ts'
import type { NetReply } from './network.ts'

const tickEveryMs = 1_000
/** The provider's patience with a merchant's page. */
const notifyTimeoutMs = 5_000

export interface PlatformWorld extends World {
  readonly server: () => { readonly receive: (call: HttpCall) => Promise<NetReply | undefined> }
}

/** The wallets of one life, on stores that were opened for it. */
export type Wallets = Pick<SandboxParts, 'wechat' | 'alipay'>

interface Running extends Wallets {
  readonly life: Life
  readonly sandbox: Sandbox
}

export abstract class SimulatedPlatform {
  readonly wall = { offsetMs: startMs }
  readonly #world: PlatformWorld
  /** As the trace and the links call it. */
  readonly #name: string
  #running: Running | undefined
  #lives = 0

  constructor(world: PlatformWorld, name: string) {
    this.#world = world
    this.#name = name
  }

  protected abstract openWallets(): Wallets

  start(): void {
    const { time, trace, chance } = this.#world
    if (this.#running) return
    const life = new Life(time)
    const wallets = this.openWallets()
    const clock = {
      nowMs: () => time.elapsedMs() + this.wall.offsetMs,
      wait: (ms: number) => life.wait(ms),
      advance: (ms: number) => {
        this.wall.offsetMs += ms
      },
    }
    const random = chance.of(`${this.#name} life ${this.#lives++}`)
    const sandbox = buildSandbox({ clock, random, notifySend: this.#notifySend(life), ...wallets })
    this.#running = { ...wallets, life, sandbox }
    trace.happened(this.#name, `${this.#name} started`)
    beat(life, tickEveryMs, () => sandbox.tick())
  }

  crash(): void {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    running.life.end()
    running.wechat.store.close()
    running.alipay?.store.close()
    this.#world.trace.happened(this.#name, `${this.#name} crashed`)
  }

  /** One request at its door; `undefined` when nobody listens. */
  async receive(call: HttpCall): Promise<NetReply | undefined> {
    const running = this.#running
    if (!running) return undefined
    return replyOf(await running.life.whileAlive(running.sandbox.app.inject(injected(call))))
  }

  /** Counted where the platform is down or knows no such fault. */
  async arm(match: object, action: { readonly kind: string }): Promise<void> {
    const { trace } = this.#world
    trace.happened(this.#name, `fault ${action.kind}`)
    const payload = { match, do: action }
    const armed = await this.#running?.sandbox.app.inject({ method: 'POST', url: '/ctl/faults', payload })
    if (armed?.statusCode !== 201) trace.count('faults not armed')
  }

  async disarm(): Promise<void> {
    await this.#running?.sandbox.app.inject({ method: 'DELETE', url: '/ctl/faults' })
  }

  ledger(): readonly LedgerEntry[] {
    const running = this.#running
    return running ? [...running.wechat.store.ledger(), ...(running.alipay?.store.ledger() ?? [])] : []
  }

  #notifySend(life: Life): NotifySend {
    const { network, server } = this.#world
    return async ({ url, headers, body }) => {
      const sent = await network.send({
        link: `${this.#name}→server`,
        what: `notice ${new URL(url).pathname}`,
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
