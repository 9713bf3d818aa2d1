/**
 * A payment platform, a store's client and a merchant's notification page on one bench: one clock moved by hand,
 * chance from a seed, the network inside the process. The same parts as the product's; only the ports are ours.
 */

import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { err, ok } from '../../../domain/result.ts'
import { buildSandbox, type Sandbox } from '../../../sandbox/gateway.ts'
import type { NotifyRequest, NotifySend, Random, SandboxClock } from '../../../sandbox/ports.ts'
import { ensureWechatKeys } from '../../../sandbox/wechat/demo-keys.ts'
import { loadWechatGatewayKeys, type WechatGatewayKeys } from '../../../sandbox/wechat/keys.ts'
import type { PeerCertificate } from '../../../sandbox/wechat/ports.ts'
import { openWechatStore, type WechatStore } from '../../../sandbox/wechat/store.ts'
import { createWechatClient, type WechatClient } from '../../../src-server/wechat/client.ts'
import { loadMerchantKeys, type MerchantKeys } from '../../../src-server/wechat/keys.ts'
import { nativeOrderBody, refundBody } from '../../../src-server/wechat/order-body.ts'
import type { HttpSend } from '../../../src-server/wechat/ports.ts'

export const startMs = Date.UTC(2026, 10, 22, 3, 0, 0)
export const notifyUrl = 'https://store.example/wechat/notify'

export interface DemoKeys {
  readonly directory: string
  readonly merchant: MerchantKeys
  readonly gateway: WechatGatewayKeys
  readonly remove: () => void
}

/** A fresh key set, loaded by both sides from the halves that each may hold. */
export function demoKeys(): DemoKeys {
  const directory = mkdtempSync(join(tmpdir(), 'scanway-wechat-'))
  const directories = ensureWechatKeys(join(directory, 'keys'), 'Corner Shop', startMs)
  const merchant = loadMerchantKeys(directories.merchant)
  if (!merchant.ok) throw new Error(`demo keys do not load: ${merchant.error.kind}`)
  return {
    directory,
    merchant: merchant.value,
    gateway: loadWechatGatewayKeys(directories.gateway),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

export function handClock(): SandboxClock & { readonly waited: () => number } {
  let nowMs = startMs
  let waitedMs = 0
  return {
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms
    },
    wait: async (ms) => {
      nowMs += ms
      waitedMs += ms
    },
    waited: () => waitedMs,
  }
}

/** xorshift32: the same seed, the same numbers. */
export function seededRandom(seed = 1): Random {
  let state = seed | 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 8) & 0xff
  }
  return { bytes: (count) => Uint8Array.from({ length: count }, next) }
}

/** The store's notification page: keeps what arrives and answers as told. */
export function merchantPage() {
  const received: NotifyRequest[] = []
  let status: number | undefined = 204
  const send: NotifySend = async (request) => {
    received.push(request)
    return status === undefined
      ? err({ kind: 'NotifyFailed', reason: 'ECONNREFUSED' })
      : ok({ status, body: '' })
  }
  return {
    received,
    send,
    /** `undefined`: the page is down. */
    answerWith: (answer: number | undefined) => {
      status = answer
    },
  }
}

/** The network between client and platform, without sockets: a broken connection is `TransportFailed`. */
export function injectedSend(gateway: Sandbox): HttpSend {
  return async ({ method, url, headers, body }) => {
    try {
      const { pathname, search } = new URL(url)
      const payload = method === 'POST' ? { payload: body } : {}
      const answer = await gateway.app.inject({ method, url: pathname + search, headers, ...payload })
      const lowered = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
      return ok({ status: answer.statusCode, headers: Object.fromEntries(lowered), body: answer.body })
    } catch {
      return err({ kind: 'TransportFailed', reason: 'connection reset' })
    }
  }
}

export interface Bench {
  readonly clock: ReturnType<typeof handClock>
  readonly page: ReturnType<typeof merchantPage>
  readonly store: WechatStore
  readonly gateway: Sandbox
  readonly send: HttpSend
  readonly client: WechatClient
  /** A client whose answers pass through `alter` on their way. */
  readonly clientVia: (alter: (send: HttpSend) => HttpSend) => WechatClient
}

/** A network without sockets carries the caller's certificate as a word of the call. */
const certificateHeader = 'x-shown-certificate'

const certificateInHeader: PeerCertificate = ({ headers }) => {
  const shown = headers[certificateHeader]
  return typeof shown === 'string' ? Buffer.from(shown, 'base64') : undefined
}

/** The way to the guarded door, showing a certificate. */
export const shownBy =
  (certificate: string) =>
  (send: HttpSend): HttpSend =>
  (request) => {
    const shown = new X509Certificate(certificate).raw.toString('base64')
    return send({ ...request, headers: { ...request.headers, [certificateHeader]: shown } })
  }

export interface BenchOptions {
  readonly file?: string
  readonly refusesReplays?: boolean
  readonly merchant?: MerchantKeys
}

export function openBench(keys: DemoKeys, options: BenchOptions = {}): Bench {
  const clock = handClock()
  const page = merchantPage()
  const store = openWechatStore(options.file ?? ':memory:')
  const random = seededRandom()
  const gateway = buildSandbox({
    clock,
    random,
    notifySend: page.send,
    refusesReplays: options.refusesReplays ?? false,
    wechat: { store, keys: keys.gateway, peerCertificate: certificateInHeader },
  })
  const send = injectedSend(gateway)
  let nonces = 0
  const clientVia = (alter: (send: HttpSend) => HttpSend) =>
    createWechatClient({
      keys: options.merchant ?? keys.merchant,
      clock,
      nonce: () => {
        nonces += 1
        return `nonce${String(nonces).padStart(16, '0')}`
      },
      send: alter(send),
      baseUrl: 'http://pay.example',
    })
  return { clock, page, store, gateway, send, clientVia, client: clientVia((same) => same) }
}

export const orderBody = (
  keys: DemoKeys,
  outTradeNo: string,
  fields: { readonly amountFen?: number; readonly expiresAtMs?: number; readonly description?: string } = {},
): string =>
  nativeOrderBody({
    appid: keys.merchant.appid,
    mchid: keys.merchant.mchid,
    outTradeNo,
    description: fields.description ?? 'Basket at lane 3',
    notifyUrl,
    amountFen: fields.amountFen ?? 12_840,
    expiresAtMs: fields.expiresAtMs ?? startMs + 180_000,
  })

export const refundOrderBody = (outTradeNo: string, outRefundNo: string, refundFen = 12_840): string =>
  refundBody({ outTradeNo, outRefundNo, reason: 'orphan', notifyUrl, refundFen, totalFen: 12_840 })

/** What a wallet call answers: status and parsed body. */
export async function wallet(bench: Bench, path: string, payload: object) {
  const answer = await bench.gateway.app.inject({ method: 'POST', url: `/wallet/${path}`, payload })
  return { status: answer.statusCode, body: answer.json() }
}

export async function armFault(bench: Bench, match: object, action: object): Promise<void> {
  const payload = { match, do: action }
  const answer = await bench.gateway.app.inject({ method: 'POST', url: '/ctl/faults', payload })
  if (answer.statusCode !== 201) throw new Error(`fault refused: ${answer.body}`)
}

/** Creates an order and pays it with one payer's wallet. */
export async function payOrder(bench: Bench, keys: DemoKeys, outTradeNo: string): Promise<string> {
  const created = await bench.client.createNative(orderBody(keys, outTradeNo))
  if (!created.ok) throw new Error(`order not created: ${JSON.stringify(created.error)}`)
  await wallet(bench, 'scan', { qr: created.value.codeUrl, payer: 'alice' })
  const paid = await wallet(bench, 'confirm', { payer: 'alice', out_trade_no: outTradeNo })
  if (paid.status !== 200) throw new Error(`order not paid: ${JSON.stringify(paid.body)}`)
  return created.value.codeUrl
}

export const ledgerOf = (bench: Bench, outTradeNo: string) =>
  bench.store.ledger().find((entry) => entry.outTradeNo === outTradeNo)
