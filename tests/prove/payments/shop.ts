/**
 * The store server of a simulated street: both providers over the simulated network. Besides the statements of its
 * database it may die before or after any call of a provider.
 */

import { err } from '../../../domain/result.ts'
import type { Wallet } from '../../../domain/sale/fact.ts'
import { alipayProvider } from '../../../src-server/payments/providers/alipay.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import { wechatProvider } from '../../../src-server/payments/providers/wechat.ts'
import { notifyPathOf } from '../../../src-server/payments/routes.ts'
import { defaultFetchLimits } from '../../../src-server/wechat/fetch-send.ts'
import type { HttpRequest, HttpSend } from '../../../src-server/wechat/ports.ts'
import { type Outside, SimulatedServer } from '../../sim/machines/simulated-server.ts'
import { gatewayUrl, serverUrl } from '../../sim/template.ts'
import { certificateHeader } from './bank.ts'
import type { Street } from './street.ts'

export class Shop extends SimulatedServer {
  readonly #street: Street
  #socketDeathShare = 0

  constructor(street: Street) {
    super(street)
    this.#street = street
  }

  /** Share of calls to a provider around which the machine dies. */
  setSocketDeathShare(share: number): void {
    this.#socketDeathShare = share
  }

  protected override providers(outside: Outside): ReadonlyMap<Wallet, PaymentProvider> {
    const { defect } = this.#street
    const spoilt = (provider: PaymentProvider): PaymentProvider => defect.provider?.(provider) ?? provider
    return new Map([
      ['wechat', spoilt(this.#wechat(outside))],
      ['alipay', spoilt(this.#alipay(outside))],
    ])
  }

  #wechat(outside: Outside): PaymentProvider {
    const { merchant } = this.#street.keys.wechat
    const { clock, nonce } = outside
    const send = this.#send(outside, {})
    const securedSend = this.#send(outside, { [certificateHeader]: 'shown' })
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

  #alipay(outside: Outside): PaymentProvider {
    const { merchant } = this.#street.keys.alipay
    const download = async () => err({ kind: 'TransportFailed', reason: 'no bills are asked for' } as const)
    const ports = {
      keys: merchant,
      clock: outside.clock,
      send: this.#send(outside, {}),
      gatewayUrl: `${gatewayUrl}/gateway.do`,
      download,
      smileMethod: 'zoloz.authentication.smilepay.initialize',
    }
    return alipayProvider(ports, `${serverUrl}${notifyPathOf('alipay')}`)
  }

  #send({ life, number }: Outside, more: Readonly<Record<string, string>>): HttpSend {
    const { network, bank, chance, trace } = this.#street
    const deaths = chance.of(`deaths at sockets ${number}`)
    const dies = (when: string): boolean => {
      if (!life.isAlive() || !deaths.is(this.#socketDeathShare)) return false
      this.fail(when)
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
      return sent
    }
  }
}
