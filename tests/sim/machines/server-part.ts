/** The store server in a simulated store: it pays through WeChat Pay alone, which now and then answers too early. */

import type { Wallet } from '../../../domain/sale/fact.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import { type WechatExtras, wechatProvider } from '../../../src-server/payments/providers/wechat.ts'
import { notifyPathOf } from '../../../src-server/payments/routes.ts'
import type { ExchangePorts } from '../../../src-server/wechat/exchange.ts'
import { defaultFetchLimits } from '../../../src-server/wechat/fetch-send.ts'
import type { HttpSend } from '../../../src-server/wechat/ports.ts'
import type { Parts } from '../parts.ts'
import { gatewayUrl, serverUrl } from '../template.ts'
import { hastyPlatform } from './hasty-platform.ts'
import { withoutSign } from './network.ts'
import { type Outside, SimulatedServer } from './simulated-server.ts'

/** Codes are charged over v3, and a face like a code; only its terminal is opened over v2. */
function extrasOf({ keys, clock, nonce, send, baseUrl }: ExchangePorts): WechatExtras {
  const codes = { over: 'v3', face: 'asCode', deviceIp: '127.0.0.1', storeId: '1' } as const
  const [first, ...others] = keys.v2?.keys ?? []
  if (!first) return { codes }
  const { appid, mchid } = keys
  const v2Keys = [first, ...others] as const
  return { codes, face: { appid, mchid, v2Keys, clock, nonce, send, faceBaseUrl: baseUrl } }
}

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
        what: `${request.method} ${new URL(request.url).pathname} ${withoutSign(request.body)}`,
        timeoutMs: defaultFetchLimits.exchangeTimeoutMs,
        isAlive: () => life.isAlive(),
        serve: () => gateway().receive(request),
      })
    const ports = { keys: template.merchantKeys, clock, nonce, send, baseUrl: gatewayUrl }
    const honest = wechatProvider(ports, `${serverUrl}${notifyPathOf('wechat')}`, extrasOf(ports))
    const haste = chance.of(`haste ${number}`)
    const hasty = hastyPlatform(honest, haste, trace, () => this.#hasteShare, this.#charges)
    return new Map([['wechat', defect.provider?.(hasty) ?? hasty]])
  }
}
