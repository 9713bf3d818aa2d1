/**
 * The sandbox's PIX bank and the store's provider on one bench: one clock, no socket, and requests that can be lost.
 */

import { generateKeyPairSync } from 'node:crypto'
import { err, ok } from '../../../domain/result.ts'
import { buildPixBank } from '../../../sandbox/pix/bank.ts'
import type { PixMerchant } from '../../../sandbox/pix/ports.ts'
import { openPixStore, type PixStore } from '../../../sandbox/pix/store.ts'
import type { NotifyRequest } from '../../../sandbox/ports.ts'
import { pixProvider } from '../../../src-server/payments/providers/pix.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import type { PixSettings } from '../../../src-server/pix/settings.ts'
import type { HttpRequest, HttpSend } from '../../../src-server/wechat/ports.ts'
import { handClock, seededRandom } from '../support/bench.ts'

export const settings: PixSettings = {
  baseUrl: 'https://bank.example',
  clientId: 'store-1',
  clientSecret: 'a-secret-of-the-client',
  key: 'loja@example.com',
  receiverName: 'LOJA DO CENTRO',
  receiverCity: 'RECIFE',
  language: 'pt-BR',
  noticeSecret: 'a-secret-of-the-messages',
}

const merchant: PixMerchant = {
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  key: settings.key,
  name: settings.receiverName,
  city: settings.receiverCity,
  noticeUrl: 'https://store.example/notify/pix',
  noticeSecret: settings.noticeSecret,
}

export type Loss = 'request' | 'answer'

export interface PixBench {
  readonly clock: ReturnType<typeof handClock>
  readonly store: PixStore
  readonly provider: PaymentProvider
  readonly received: NotifyRequest[]
  readonly sent: HttpRequest[]
  /** The next requests of a method are lost in this way, one each; tokens are let through. */
  lose(method: HttpRequest['method'], ...losses: readonly Loss[]): void
  /** Where messages go from now on; none until said. */
  deliverTo(take: (request: NotifyRequest) => Promise<number>): void
  pay(qr: string): Promise<{ readonly status: number; readonly body: unknown }>
  endTokens(): void
  tick(): Promise<void>
  close(): Promise<void>
}

export function openPixBench(changes: Partial<PixSettings> = {}): PixBench {
  const clock = handClock()
  const received: NotifyRequest[] = []
  const sent: HttpRequest[] = []
  const losses = new Map<HttpRequest['method'], Loss[]>()
  const store = openPixStore(':memory:')
  let deliver = async (_request: NotifyRequest): Promise<number> => 503
  const bank = buildPixBank({
    clock,
    random: seededRandom(),
    store,
    merchant,
    host: 'qr.bank.example',
    signingKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    notifySend: async (request) => {
      received.push(request)
      return ok({ status: await deliver(request), body: '' })
    },
  })
  const send: HttpSend = async (request) => {
    sent.push(request)
    const path = request.url.replace(settings.baseUrl, '')
    const loss = path === '/oauth/token' ? undefined : losses.get(request.method)?.shift()
    const failed = err({ kind: 'TransportFailed', reason: 'lost' } as const)
    if (loss === 'request') return failed
    const { method, headers, body } = request
    const answer = await bank.app.inject({
      method,
      url: path,
      headers,
      ...(body !== '' && { payload: body }),
    })
    return loss === 'answer' ? failed : ok({ status: answer.statusCode, headers: {}, body: answer.payload })
  }
  return {
    clock,
    store,
    received,
    sent,
    provider: pixProvider({ settings: { ...settings, ...changes }, clock, send }),
    lose: (method, ...list) => void losses.set(method, [...list]),
    deliverTo: (take) => {
      deliver = take
    },
    async pay(qr) {
      const answer = await bank.app.inject({
        method: 'POST',
        url: '/wallet/pix',
        payload: { qr, payer: 'ana' },
      })
      return { status: answer.statusCode, body: answer.json() }
    },
    endTokens: bank.endTokens,
    tick: bank.tick,
    close: async () => {
      await bank.app.close()
      store.close()
    },
  }
}
