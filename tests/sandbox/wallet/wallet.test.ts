/**
 * The shopper's wallet: money moves once, for one payer, for an order that can be paid, and every refusal has a name.
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messagesIn } from '../../../sandbox/wallet/page/messages.ts'
import {
  type Bench,
  ledgerOf,
  openBench,
  orderBody,
  refundOrderBody,
  startMs,
  wallet,
} from '../support/bench.ts'
import { fileKeys, number } from '../support/file-keys.ts'

const keys = fileKeys()

async function waiting(fields: Parameters<typeof orderBody>[2] = {}): Promise<{ bench: Bench; qr: string }> {
  const bench = openBench(keys)
  const created = await bench.client.createNative(orderBody(keys, number, fields))
  if (!created.ok) throw new Error('order not created')
  return { bench, qr: created.value.codeUrl }
}

const pay = { payer: 'alice', out_trade_no: number }
const refused = (status: number, kind: string) => ({ status, body: { refusal: { kind } } })

describe('paying', () => {
  test('the sheet shows who is paid, for what and how much; confirming moves exactly that', async () => {
    const { bench, qr } = await waiting()
    expect(await wallet(bench, 'scan', { qr, payer: 'alice' })).toEqual({
      status: 200,
      body: {
        provider: 'wechat',
        out_trade_no: number,
        merchant: 'Corner Shop',
        description: 'Basket at lane 3',
        amount: 12_840,
        currency: 'CNY',
      },
    })
    expect(ledgerOf(bench, number)?.capturedFen).toBe(0)
    expect(await wallet(bench, 'confirm', pay)).toMatchObject({ status: 200, body: { amount: 12_840 } })
    expect(ledgerOf(bench, number)?.capturedFen).toBe(12_840)
  })

  test('a second tap pays nothing more and shows the same receipt', async () => {
    const { bench, qr } = await waiting()
    await wallet(bench, 'scan', { qr, payer: 'alice' })
    const first = await wallet(bench, 'confirm', pay)
    bench.clock.advance(1_000)
    expect(await wallet(bench, 'confirm', pay)).toEqual(first)
    expect(ledgerOf(bench, number)?.capturedFen).toBe(12_840)
  })

  test('saying no moves nothing, and the same code can be paid later', async () => {
    const { bench, qr } = await waiting()
    await wallet(bench, 'scan', { qr, payer: 'alice' })
    expect(await wallet(bench, 'reject', pay)).toMatchObject({ status: 200 })
    expect(ledgerOf(bench, number)?.capturedFen).toBe(0)
    expect(await bench.client.queryOrder(number)).toMatchObject({ value: { tradeState: 'NOTPAY' } })
    expect(await wallet(bench, 'scan', { qr, payer: 'alice' })).toMatchObject({ status: 200 })
    expect(await wallet(bench, 'confirm', pay)).toMatchObject({ status: 200 })
  })

  test('white space around a pasted link does no harm', async () => {
    const { bench, qr } = await waiting()
    expect(await wallet(bench, 'scan', { qr: ` ${qr}\n` })).toMatchObject({ status: 200 })
  })
})

describe('refusals', () => {
  test('a second payer can neither scan nor confirm what another has scanned', async () => {
    const { bench, qr } = await waiting()
    await wallet(bench, 'scan', { qr, payer: 'alice' })
    const bob = { payer: 'bob', out_trade_no: number }
    expect(await wallet(bench, 'scan', { qr, payer: 'bob' })).toEqual(refused(409, 'OrderOfAnotherPayer'))
    expect(await wallet(bench, 'confirm', bob)).toEqual(refused(409, 'OrderOfAnotherPayer'))
    expect(await wallet(bench, 'reject', bob)).toEqual(refused(409, 'OrderOfAnotherPayer'))
    expect(await wallet(bench, 'confirm', pay)).toMatchObject({ status: 200 })
    expect(await wallet(bench, 'confirm', bob)).toEqual(refused(409, 'OrderPaid'))
    expect(ledgerOf(bench, number)?.capturedFen).toBe(12_840)
  })

  test('an expired order is refused at the scan and at a confirm that came too late', async () => {
    const { bench, qr } = await waiting()
    await wallet(bench, 'scan', { qr, payer: 'alice' })
    bench.clock.advance(179_999)
    expect(await wallet(bench, 'scan', { qr, payer: 'alice' })).toMatchObject({ status: 200 })
    bench.clock.advance(1)
    expect(await wallet(bench, 'confirm', pay)).toEqual(refused(410, 'OrderExpired'))
    expect(await wallet(bench, 'scan', { qr, payer: 'alice' })).toEqual(refused(410, 'OrderExpired'))
    expect(ledgerOf(bench, number)?.capturedFen).toBe(0)
  })

  test('a code dies after two hours even when its order lives on', async () => {
    const { bench, qr } = await waiting({ expiresAtMs: startMs + 86_400_000 })
    bench.clock.advance(2 * 3_600_000)
    expect(await wallet(bench, 'scan', { qr, payer: 'alice' })).toEqual(refused(410, 'CodeExpired'))
  })

  test('a closed order is refused, also between scan and confirm', async () => {
    const { bench, qr } = await waiting()
    await wallet(bench, 'scan', { qr, payer: 'alice' })
    await bench.client.closeOrder(number)
    expect(await wallet(bench, 'confirm', pay)).toEqual(refused(410, 'OrderClosed'))
    expect(await wallet(bench, 'scan', { qr, payer: 'alice' })).toEqual(refused(410, 'OrderClosed'))
    expect(ledgerOf(bench, number)?.capturedFen).toBe(0)
  })

  test('a paid and a refunded order are not paid again', async () => {
    const { bench, qr } = await waiting()
    await wallet(bench, 'confirm', pay)
    expect(await wallet(bench, 'scan', { qr, payer: 'alice' })).toEqual(refused(409, 'OrderPaid'))
    await bench.client.refund('R1', refundOrderBody(number, 'R1'))
    expect(await wallet(bench, 'confirm', pay)).toEqual(refused(409, 'OrderPaid'))
  })

  test('codes and numbers from elsewhere', async () => {
    const { bench } = await waiting()
    expect(await wallet(bench, 'scan', { qr: 'https://example.com' })).toEqual(refused(404, 'CodeUnknown'))
    expect(await wallet(bench, 'confirm', { ...pay, out_trade_no: 'nope' })).toEqual(
      refused(404, 'OrderUnknown'),
    )
  })

  test.each(['', '{', 'null', '[]', '"x"'])(
    'the body %j is a bad request, told in the same form',
    async (payload) => {
      const { bench } = await waiting()
      const headers = { 'content-type': 'application/json' }
      const answer = await bench.gateway.app.inject({ method: 'POST', url: '/wallet/scan', headers, payload })
      expect({ status: answer.statusCode, body: answer.json() }).toEqual(refused(400, 'BadRequest'))
    },
  )

  test('every refusal has a sentence in both languages', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const sentences = Object.values(messagesIn(language).refusals)
      expect(new Set(sentences).size).toBe(sentences.length)
      expect(sentences.every((sentence) => /[。.]$/.test(sentence))).toBe(true)
    }
  })

  test('no garbage is paid or breaks the wallet', async () => {
    const { bench } = await waiting()
    const anything = fc.oneof(
      fc.object(),
      fc.array(fc.anything()),
      fc.record({ qr: fc.string(), payer: fc.string() }),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('scan', 'confirm', 'reject'), anything, async (path, payload) => {
        const headers = { 'content-type': 'application/json' }
        const text = JSON.stringify(payload, (_, value) =>
          typeof value === 'bigint' ? String(value) : value,
        )
        const answer = await bench.gateway.app.inject({
          method: 'POST',
          url: `/wallet/${path}`,
          headers,
          payload: text,
        })
        return answer.statusCode === 400 || answer.statusCode === 404
      }),
    )
    expect(ledgerOf(bench, number)?.capturedFen).toBe(0)
  })
})

describe('orders nearby', () => {
  const nearby = async (bench: Bench, payer: string) =>
    (await bench.gateway.app.inject(`/wallet/nearby?payer=${payer}`)).json().orders

  test('only orders that this payer could pay now are listed, with their code', async () => {
    const { bench, qr } = await waiting()
    expect(await nearby(bench, 'alice')).toEqual([expect.objectContaining({ out_trade_no: number, qr })])
    await wallet(bench, 'scan', { qr, payer: 'alice' })
    expect(await nearby(bench, 'alice')).toHaveLength(1)
    expect(await nearby(bench, 'bob')).toEqual([])
    await wallet(bench, 'confirm', pay)
    expect(await nearby(bench, 'alice')).toEqual([])
  })

  test('a closed and an expired order leave the list', async () => {
    const { bench } = await waiting()
    await bench.client.createNative(orderBody(keys, 'SW0002261122A1', { expiresAtMs: startMs + 60_000 }))
    expect(await nearby(bench, 'alice')).toHaveLength(2)
    await bench.client.closeOrder(number)
    bench.clock.advance(60_000)
    expect(await nearby(bench, 'alice')).toEqual([])
  })
})

describe('the page', () => {
  test('everything the page needs comes from here: no other host is named or allowed', async () => {
    const { bench } = await waiting()
    const { headers, body } = await bench.gateway.app.inject('/wallet')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/)
    const addresses = [...body.matchAll(/(?:src|href)="([^"]+)"|"(\/wallet[^"]+)"/g)].map(
      (m) => m[1] ?? m[2] ?? '',
    )
    expect(addresses.length).toBeGreaterThan(5)
    for (const address of addresses) {
      expect(address).toMatch(/^\//)
      expect((await bench.gateway.app.inject(address)).statusCode).toBe(200)
    }
  })

  test('every module that a page module imports is served, without types', async () => {
    const { bench } = await waiting()
    const seen = new Set<string>()
    const pending = ['/wallet/page/app.ts']
    for (const path of pending) {
      if (seen.has(path)) continue
      seen.add(path)
      const { statusCode, headers, body } = await bench.gateway.app.inject(path)
      expect([path, statusCode, headers['content-type']]).toEqual([
        path,
        200,
        'text/javascript; charset=utf-8',
      ])
      expect(body).not.toMatch(/^import type|^interface /m)
      const imports = body.matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)
      pending.push(...Array.from(imports, (found) => new URL(found[1] ?? '', `http://x${path}`).pathname))
    }
    expect(seen).toContain('/wallet/page/camera.ts')
    expect(seen).toContain('/domain/money.ts')
  })

  test.each([
    '/wallet/vendor/font/files/..%2f..%2f..%2f..%2fpackage.json',
    '/wallet/page/..%2f..%2fkeys.ts',
    '/wallet/vendor/font/files/noto-sans-sc-x.woff2.ts',
    '/domain/sale/fold.ts',
  ])('%s is not served', async (path) => {
    const { bench } = await waiting()
    expect((await bench.gateway.app.inject(path)).statusCode).toBe(404)
  })
})
