/**
 * The sandbox's Alipay, the store's client and the merchant's page on one bench: one clock moved by hand, chance from
 * a seed, the network inside the process. The same parts as the product's; only the ports are ours.
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { err, ok } from '../../../../domain/result.ts'
import { type AlipayKeyDirectories, ensureAlipayKeys } from '../../../../sandbox/alipay/demo-keys.ts'
import { type AlipayGatewayKeys, loadAlipayGatewayKeys } from '../../../../sandbox/alipay/keys.ts'
import { type AlipayStore, openAlipayStore } from '../../../../sandbox/alipay/store.ts'
import { buildSandbox, type Sandbox } from '../../../../sandbox/gateway.ts'
import type { NotifyRequest } from '../../../../sandbox/ports.ts'
import { openWechatStore } from '../../../../sandbox/wechat/store.ts'
import { type AlipayClient, createAlipayClient } from '../../../../src-server/alipay/client.ts'
import { type AlipayKeys, loadAlipayKeys } from '../../../../src-server/alipay/keys.ts'
import { payBody, precreateBody } from '../../../../src-server/alipay/order-body.ts'
import { alipayProvider } from '../../../../src-server/payments/providers/alipay.ts'
import type { PaymentProvider } from '../../../../src-server/payments/providers/provider.ts'
import type { HttpDownload } from '../../../../src-server/wechat/ports.ts'
import { type DemoKeys, handClock, injectedSend, seededRandom } from '../../support/bench.ts'

export const startMs = Date.UTC(2026, 10, 22, 3, 0, 0)
export const notifyUrl = 'https://store.example/notify/alipay'
export const number = 'SW0001261122A1'
const smileMethod = 'zoloz.authentication.smilepay.initialize'
export const gatewayUrl = 'http://pay.example/gateway.do'

export interface AlipayDemoKeys {
  readonly directories: AlipayKeyDirectories
  readonly merchant: AlipayKeys
  readonly certified: AlipayKeys
  readonly gateway: AlipayGatewayKeys
  readonly remove: () => void
}

function loaded(directory: string): AlipayKeys {
  const keys = loadAlipayKeys(directory)
  if (!keys.ok) throw new Error(`demo keys do not load: ${keys.error.kind}`)
  return keys.value
}

/** A fresh key set, loaded by both sides from the parts that each may hold. */
export function alipayDemoKeys(): AlipayDemoKeys {
  const directory = mkdtempSync(join(tmpdir(), 'scanway-alipay-'))
  const directories = ensureAlipayKeys(join(directory, 'keys'), 'Corner Shop', startMs)
  return {
    directories,
    merchant: loaded(directories.merchant),
    certified: loaded(directories.certificateMerchant),
    gateway: loadAlipayGatewayKeys(directories.gateway),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

export interface AlipayBench {
  readonly clock: ReturnType<typeof handClock>
  readonly store: AlipayStore
  readonly sandbox: Sandbox
  readonly received: readonly NotifyRequest[]
  /** What the merchant's page says next; `success` takes a message. */
  readonly answerWith: (body: string) => void
  readonly client: AlipayClient
  readonly provider: PaymentProvider
  readonly close: () => Promise<void>
}

export interface AlipayBenchOptions {
  readonly wechatKeys: DemoKeys
  readonly merchant?: AlipayKeys
  readonly file?: string
  readonly refusesReplays?: boolean
}

export function openAlipayBench(keys: AlipayDemoKeys, options: AlipayBenchOptions): AlipayBench {
  const clock = handClock()
  const received: NotifyRequest[] = []
  let answer = 'success'
  const store = openAlipayStore(options.file ?? ':memory:')
  const wechatStore = openWechatStore(':memory:')
  const sandbox = buildSandbox({
    clock,
    random: seededRandom(),
    notifySend: async (request) => {
      received.push(request)
      return ok({ status: 200, body: answer })
    },
    refusesReplays: options.refusesReplays ?? false,
    wechat: { store: wechatStore, keys: options.wechatKeys.gateway },
    alipay: { store, keys: keys.gateway },
  })
  const send = injectedSend(sandbox)
  const ports = { keys: options.merchant ?? keys.merchant, clock, send, gatewayUrl }
  const download: HttpDownload = async ({ url }) => {
    const { pathname, search } = new URL(url)
    try {
      const file = await sandbox.app.inject({ method: 'GET', url: pathname + search })
      return ok({ status: file.statusCode, bytes: new Uint8Array(file.rawPayload) })
    } catch {
      return err({ kind: 'TransportFailed', reason: 'connection reset' })
    }
  }
  return {
    clock,
    store,
    sandbox,
    received,
    answerWith: (body) => {
      answer = body
    },
    client: createAlipayClient(ports, notifyUrl),
    provider: alipayProvider({ ...ports, download, smileMethod }, notifyUrl),
    close: async () => {
      await sandbox.app.close()
      store.close()
      wechatStore.close()
    },
  }
}

interface OrderFields {
  readonly outTradeNo?: string
  readonly amountFen?: number
  readonly lifeMs?: number
}

const orderOf = (fields: OrderFields) => ({
  outTradeNo: fields.outTradeNo ?? number,
  subject: 'Basket at lane 3',
  amountFen: fields.amountFen ?? 12_840,
  payableUntilMs: startMs + (fields.lifeMs ?? 180_000),
})

export const qrBody = (fields: OrderFields = {}): string => precreateBody(orderOf(fields), startMs)
export const chargeBody = (fields: OrderFields = {}): string => payBody(orderOf(fields))

/** What a wallet call answers: status and parsed body. */
export async function wallet(sandbox: Sandbox, path: string, payload: object) {
  const answer = await sandbox.app.inject({ method: 'POST', url: `/wallet/${path}`, payload })
  return { status: answer.statusCode, body: answer.json() }
}

export async function codeOf(sandbox: Sandbox, user: string, kind = 'code'): Promise<string> {
  const minted = await wallet(sandbox, 'code', { provider: 'alipay', user, kind })
  return String(minted.body.code)
}

export const pressed = (outTradeNo = number, payer = 'alice') => ({
  provider: 'alipay',
  payer,
  out_trade_no: outTradeNo,
})

export async function armFault(sandbox: Sandbox, match: object, action: object): Promise<void> {
  const payload = { match, do: action }
  const answer = await sandbox.app.inject({ method: 'POST', url: '/ctl/faults', payload })
  if (answer.statusCode !== 201) throw new Error(`fault refused: ${answer.body}`)
}

/** Creates an order's QR and pays it with one payer's wallet. */
export async function payByQr({ client, sandbox }: AlipayBench, outTradeNo = number, amountFen = 12_840) {
  const created = await client.precreate(outTradeNo, qrBody({ outTradeNo, amountFen }))
  if (!created.ok) throw new Error(`no QR: ${JSON.stringify(created.error)}`)
  await wallet(sandbox, 'scan', { qr: created.value.codeUrl, payer: 'alice' })
  const paid = await wallet(sandbox, 'confirm', pressed(outTradeNo))
  if (paid.status !== 200) throw new Error(`not paid: ${JSON.stringify(paid.body)}`)
}

export const ledgerOf = ({ store }: AlipayBench, outTradeNo = number) =>
  store.ledger().find((entry) => entry.outTradeNo === outTradeNo)
