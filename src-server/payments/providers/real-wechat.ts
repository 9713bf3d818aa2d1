/**
 * WeChat Pay over the real network, put together from addresses and keys: two hosts, keys that renew themselves, a
 * guarded clock, and whatever of payment codes, faces and bills the merchant's key set allows. The only file that
 * knows all of its parts.
 */

import { overheard } from '../../http/overheard.ts'
import type { BillPorts } from '../../wechat/bills.ts'
import { createClockGuard } from '../../wechat/clock-guard.ts'
import type { ExchangePorts } from '../../wechat/exchange.ts'
import { createFetchDownload, createFetchSend } from '../../wechat/fetch-send.ts'
import { sendToEither } from '../../wechat/hosts.ts'
import type { MerchantKeys } from '../../wechat/keys.ts'
import { createKeyRenewal } from '../../wechat/platform-keys.ts'
import type { Clock, NonceSource } from '../../wechat/ports.ts'
import { createTlsSend } from '../../wechat/tls-send.ts'
import type { PaymentProvider } from './provider.ts'
import { type WechatExtras, wechatProvider } from './wechat.ts'
import type { CodeSettings } from './wechat-code.ts'

export interface WechatAddresses {
  /** Scheme and host without a path. */
  readonly gateway: string
  /** Called when the first cannot be connected to. */
  readonly secondGateway?: string | undefined
  /** Where `/secapi` looks at certificates; the first gateway where nothing is said. */
  readonly door?: string | undefined
  /** Opens face terminals; without it none are. */
  readonly faceGateway?: string | undefined
}

export interface RealWechat {
  readonly addresses: WechatAddresses
  readonly keys: MerchantKeys
  readonly clock: Clock
  readonly nonce: NonceSource
  readonly notifyUrl: string
  readonly codes: CodeSettings
}

function exchangeOf({ addresses, keys, clock, nonce }: RealWechat): ExchangePorts {
  const { gateway, secondGateway } = addresses
  const direct = overheard(createFetchSend())
  const send = secondGateway === undefined ? direct : sendToEither(direct, clock, gateway, secondGateway)
  const plain = { keys, clock, nonce, send, baseUrl: gateway }
  return { ...plain, renewal: createKeyRenewal(plain), clockGuard: createClockGuard(clock, send, gateway) }
}

function extrasOf(
  { addresses, keys, clock, nonce, codes }: RealWechat,
  exchange: ExchangePorts,
): WechatExtras {
  const { gateway, secondGateway, door, faceGateway } = addresses
  const billHosts = new Set([gateway, secondGateway ?? gateway].map((url) => new URL(url).host))
  const bills: BillPorts = { ...exchange, download: createFetchDownload(), billHosts }
  if (keys.v2 === undefined) return codes.over === 'v3' ? { bills, codes } : { bills }
  const { appid, mchid } = keys
  const signing = { appid, mchid, v2Keys: keys.v2.keys, nonce, send: exchange.send }
  const securedSend = overheard(createTlsSend(keys.v2.identity))
  const v2 = { ...signing, baseUrl: gateway, securedBaseUrl: door ?? gateway, securedSend }
  const face = faceGateway === undefined ? {} : { face: { ...signing, clock, faceBaseUrl: faceGateway } }
  return { bills, codes, v2, ...face }
}

export function realWechat(given: RealWechat): PaymentProvider {
  const exchange = exchangeOf(given)
  return wechatProvider(exchange, given.notifyUrl, extrasOf(given, exchange))
}
