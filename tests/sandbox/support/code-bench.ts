/** A store's provider adapter on the bench, with payment codes, faces and bills: over v2 or over v3. */

import { err, ok, present } from '../../../domain/result.ts'
import type {
  CodePayments,
  OrderRequest,
  PaymentProvider,
} from '../../../src-server/payments/providers/provider.ts'
import { wechatProvider } from '../../../src-server/payments/providers/wechat.ts'
import type { CodeSettings } from '../../../src-server/payments/providers/wechat-code.ts'
import type { MerchantKeys } from '../../../src-server/wechat/keys.ts'
import type { HttpDownload, HttpSend } from '../../../src-server/wechat/ports.ts'
import {
  type Bench,
  type BenchOptions,
  type DemoKeys,
  notifyUrl,
  openBench,
  shownBy,
  wallet,
} from './bench.ts'

const baseUrl = 'http://pay.example'
export const codeNumber = 'SW0001261122C1'

export const codeOrder = (fields: Partial<OrderRequest> = {}): OrderRequest => ({
  outTradeNo: codeNumber,
  description: 'Basket at lane 3',
  amountMinor: 12_840,
  currency: 'CNY',
  payableUntilMs: 0,
  ...fields,
})

export interface CodeBench extends Bench {
  readonly provider: PaymentProvider
  readonly codes: CodePayments
  /** The same merchant without the older interface, which alone tells of refunds by their order. */
  readonly withoutRefunds: PaymentProvider
}

export interface CodeBenchOptions extends BenchOptions {
  readonly settings?: Partial<CodeSettings>
  readonly alter?: (send: HttpSend) => HttpSend
  readonly merchant?: MerchantKeys
  /** Whose certificate the guarded door is shown; `null` for none. */
  readonly certificate?: string | null
}

const injectedDownload =
  ({ gateway }: Bench): HttpDownload =>
  async ({ url, headers }) => {
    try {
      const { pathname, search, host } = new URL(url)
      const call = { method: 'GET', url: pathname + search, headers: { ...headers, host } } as const
      const answer = await gateway.app.inject(call)
      return ok({ status: answer.statusCode, bytes: answer.rawPayload })
    } catch {
      return err({ kind: 'TransportFailed', reason: 'connection reset' })
    }
  }

export function openCodeBench(keys: DemoKeys, options: CodeBenchOptions = {}): CodeBench {
  const bench = openBench(keys, options)
  const merchant = options.merchant ?? keys.merchant
  const own = present(merchant.v2, 'the demo keys pay by code')
  const send = (options.alter ?? ((same) => same))(bench.send)
  let nonces = 0
  const nonce = () => `nonce${String(++nonces).padStart(16, '0')}`
  const exchange = { keys: merchant, clock: bench.clock, nonce, send, baseUrl }
  const { appid, mchid } = merchant
  const certificate = options.certificate === undefined ? own.identity.certificate : options.certificate
  const securedSend = certificate === null ? send : shownBy(certificate)(send)
  const v2 = { appid, mchid, v2Keys: own.keys, nonce, send, baseUrl, securedBaseUrl: baseUrl, securedSend }
  const settings = {
    over: 'v2',
    face: 'asCode',
    deviceIp: '127.0.0.1',
    storeId: '1',
    ...options.settings,
  } as const
  const provider = wechatProvider(exchange, notifyUrl, {
    codes: settings,
    v2,
    face: { ...v2, clock: bench.clock, faceBaseUrl: baseUrl },
    bills: { ...exchange, download: injectedDownload(bench), billHosts: new Set(['localhost']) },
  })
  const withoutRefunds = wechatProvider(exchange, notifyUrl)
  return { ...bench, provider, withoutRefunds, codes: present(provider.byCode, 'codes are configured') }
}

export async function mint(bench: Bench, user = 'alice', kind: 'code' | 'face' = 'code'): Promise<string> {
  const { body } = await wallet(bench, 'code', { provider: 'wechat', user, kind })
  return body.code
}

/** A charge of a fresh code of this user. */
export async function chargeUser(bench: CodeBench, user: string, fields: Partial<OrderRequest> = {}) {
  const value = await mint(bench, user)
  return bench.codes.charge(bench.codes.codeBody(codeOrder(fields)), { kind: 'code', value })
}
