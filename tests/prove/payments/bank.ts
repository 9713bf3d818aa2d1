/**
 * Both payment platforms of a simulated street: the sandbox on books of its own, restarted at will, with faults of its
 * own. Its ledger is the truth about money.
 */

import { createHash, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { err, ok } from '../../../domain/result.ts'
import { type AlipayStore, openAlipayStore } from '../../../sandbox/alipay/store.ts'
import { buildSandbox, type Sandbox } from '../../../sandbox/gateway.ts'
import type { LedgerEntry } from '../../../sandbox/ledger.ts'
import type { NotifySend } from '../../../sandbox/ports.ts'
import { type GatewayStore, openGatewayStore } from '../../../sandbox/wechat/store.ts'
import { beat, Life } from '../../sim/life.ts'
import type { NetReply } from '../../sim/network.ts'
import type { HttpCall } from '../../sim/server-part.ts'
import { startMs } from '../../sim/template.ts'
import type { Street } from './street.ts'

const tickEveryMs = 1_000
/** The provider's patience with a merchant's page. */
const notifyTimeoutMs = 5_000

interface Running {
  readonly life: Life
  readonly wechat: GatewayStore
  readonly alipay: AlipayStore
  readonly sandbox: Sandbox
}

/** The header by which the simulated network says which certificate a connection showed. */
export const certificateHeader = 'x-simulated-certificate'

export class Bank {
  readonly #street: Street
  #running: Running | undefined
  #lives = 0

  constructor(street: Street) {
    this.#street = street
  }

  start(): void {
    const { time, directory, keys, chance, trace } = this.#street
    if (this.#running) return
    const life = new Life(time)
    const wechat = openGatewayStore(join(directory, 'wechat.db'))
    const alipay = openAlipayStore(join(directory, 'alipay.db'))
    const clock = {
      nowMs: () => time.elapsedMs() + startMs,
      wait: (ms: number) => life.wait(ms),
      advance: () => {},
    }
    const certificate = new X509Certificate(keys.wechat.merchant.v2?.identity.certificate ?? '').raw
    const sandbox = buildSandbox({
      clock,
      random: chance.of(`bank life ${this.#lives++}`),
      notifySend: this.#notifySend(life),
      wechat: {
        store: wechat,
        keys: keys.wechat.gateway,
        peerCertificate: ({ headers }) =>
          headers[certificateHeader] === undefined ? undefined : certificate,
      },
      alipay: { store: alipay, keys: keys.alipay.gateway },
    })
    this.#running = { life, wechat, alipay, sandbox }
    trace.happened('bank', 'bank started')
    beat(life, tickEveryMs, () => sandbox.tick())
  }

  crash(): void {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    running.life.end()
    running.wechat.close()
    running.alipay.close()
    this.#street.trace.happened('bank', 'bank crashed')
  }

  async receive({ method, url, headers, body }: HttpCall): Promise<NetReply | undefined> {
    const running = this.#running
    if (!running) return undefined
    const { pathname, search } = new URL(url)
    const payload = method === 'POST' ? { payload: body ?? '' } : {}
    const call = running.sandbox.app.inject({ method, url: pathname + search, headers, ...payload })
    const answer = await running.life.whileAlive(call)
    const text = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
    return { status: answer.statusCode, headers: Object.fromEntries(text), body: answer.body }
  }

  async arm(match: object, action: { readonly kind: string }): Promise<void> {
    const payload = { match: { ...match, times: 1 }, do: action }
    const armed = await this.#running?.sandbox.app.inject({ method: 'POST', url: '/ctl/faults', payload })
    if (armed?.statusCode === 201) this.#street.trace.happened('bank', `fault ${action.kind}`)
    else this.#street.trace.count('faults not armed')
  }

  async disarm(): Promise<void> {
    await this.#running?.sandbox.app.inject({ method: 'DELETE', url: '/ctl/faults' })
  }

  ledger(): readonly LedgerEntry[] {
    const running = this.#running
    return running ? [...running.wechat.ledger(), ...running.alipay.ledger()] : []
  }

  #notifySend(life: Life): NotifySend {
    return async ({ url, headers, body }) => {
      const sent = await this.#street.network.send({
        link: 'bank→server',
        what: `notice ${createHash('sha256').update(url).digest('hex').slice(0, 6)}`,
        timeoutMs: notifyTimeoutMs,
        isAlive: () => life.isAlive(),
        serve: () => this.#street.server().receive({ method: 'POST', url, headers, body }),
      })
      return sent.ok
        ? ok({ status: sent.value.status, body: sent.value.body })
        : err({ kind: 'NotifyFailed', reason: sent.error.reason })
    }
  }
}
