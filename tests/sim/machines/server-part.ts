/** The store server in a simulated store: it pays through WeChat Pay alone, which now and then answers too early. */

import type { Wallet } from '../../../domain/sale/fact.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import { wechatProvider } from '../../../src-server/payments/providers/wechat.ts'
import { notifyPathOf } from '../../../src-server/payments/routes.ts'
import { defaultFetchLimits } from '../../../src-server/wechat/fetch-send.ts'
import type { HttpSend } from '../../../src-server/wechat/ports.ts'
import type { Parts } from '../parts.ts'
import { gatewayUrl, serverUrl } from '../template.ts'
import { hastyPlatform } from './hasty-platform.ts'
import { type Outside, SimulatedServer } from './simulated-server.ts'

export class ServerPart extends SimulatedServer {
  readonly #parts: Parts
  #hasteShare = 0
  readonly #charges = new Set<string>()

  constructor(parts: Parts) {
    super(parts)
    this.#parts = parts
  }

  /** Share of the platform's answers that call an open order closed. */
  setHasteShare(share: number): void {
    this.#hasteShare = share
  }

  protected override providers({
    life,
    number,
    clock,
    nonce,
  }: Outside): ReadonlyMap<Wallet, PaymentProvider> {
    const { network, template, gateway, defect, chance, trace } = this.#parts
    const send: HttpSend = async (request) =>
      network.send({
        link: 'server→gateway',
        what: `${request.method} ${new URL(request.url).pathname} ${request.body}`,
        timeoutMs: defaultFetchLimits.exchangeTimeoutMs,
        isAlive: () => life.isAlive(),
        serve: () => gateway().receive(request),
      })
    const ports = { keys: template.merchantKeys, clock, nonce, send, baseUrl: gatewayUrl }
    const codes = { over: 'v3', face: 'asCode', deviceIp: '127.0.0.1', storeId: '1' } as const
    const honest = wechatProvider(ports, `${serverUrl}${notifyPathOf('wechat')}`, { codes })
    const haste = chance.of(`haste ${number}`)
    const hasty = hastyPlatform(honest, haste, trace, () => this.#hasteShare, this.#charges)
    return new Map([['wechat', defect.provider?.(hasty) ?? hasty]])
  }
}
