/**
 * The store's client against the sandbox platform: the ordinary trip, every refusal, and every way an answer can lie.
 */

import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ok } from '../../../domain/result.ts'
import { signatureHeaders } from '../../../sandbox/wechat/signature.ts'
import type { HttpResponse, HttpSend } from '../../../src-server/wechat/ports.ts'
import {
  armFault,
  type Bench,
  ledgerOf,
  openBench,
  orderBody,
  payOrder,
  refundOrderBody,
  startMs,
} from '../support/bench.ts'
import { fileKeys, number } from '../support/file-keys.ts'

const keys = fileKeys()

const refusal = (code: string) => ({
  ok: false,
  error: expect.objectContaining({ kind: 'CallRefused', code }),
})
const unknown = (reason: object) => ({
  ok: false,
  error: { kind: 'OutcomeUnknown', reason: expect.objectContaining(reason) },
})

/** Changes every answer on its way to the client. */
const altering =
  (alter: (answer: HttpResponse) => HttpResponse) =>
  (send: HttpSend): HttpSend =>
  async (request) => {
    const answer = await send(request)
    return answer.ok ? ok(alter(answer.value)) : answer
  }

const paid = async (): Promise<Bench> => {
  const bench = openBench(keys)
  await payOrder(bench, keys, number)
  return bench
}

describe('the ordinary trip', () => {
  test('an order is created, waits, is paid and is then reported as paid with its evidence', async () => {
    const bench = openBench(keys)
    const created = await bench.client.createNative(orderBody(keys, number))
    expect(created).toEqual({ ok: true, value: { codeUrl: expect.stringMatching(/^weixin:\/\/wxpay\//) } })
    expect(await bench.client.queryOrder(number)).toMatchObject({
      value: { kind: 'Unpaid', tradeState: 'NOTPAY' },
    })
    bench.clock.advance(5_000)
    await payOrder(bench, keys, number)
    expect(await bench.client.queryOrder(number)).toEqual({
      ok: true,
      value: {
        kind: 'Paid',
        appid: keys.merchant.appid,
        mchid: keys.merchant.mchid,
        outTradeNo: number,
        transactionId: expect.stringMatching(/^4200\d{24}$/),
        amountFen: 12_840,
        currency: 'CNY',
        paidAtMs: startMs + 5_000,
        isRefunded: false,
      },
    })
  })

  test('closing is repeatable, and a closed order stays closed for create and query', async () => {
    const { client } = openBench(keys)
    await client.createNative(orderBody(keys, number))
    expect(await client.closeOrder(number)).toEqual({ ok: true, value: undefined })
    expect(await client.closeOrder(number)).toEqual({ ok: true, value: undefined })
    expect(await client.queryOrder(number)).toMatchObject({ value: { kind: 'Unpaid', tradeState: 'CLOSED' } })
    expect(await client.createNative(orderBody(keys, number))).toMatchObject(refusal('OrderClosed'))
  })

  test('a refund is first accepted, then settled, and the order says that money went back', async () => {
    const bench = await paid()
    const asked = await bench.client.refund('R1', refundOrderBody(number, 'R1'))
    expect(asked).toMatchObject({ value: { state: 'PROCESSING', refundFen: 12_840, outTradeNo: number } })
    expect(ledgerOf(bench, number)?.refundedFen).toBe(0)
    bench.clock.advance(2_000)
    expect(await bench.client.queryRefund('R1')).toMatchObject({ value: { state: 'SUCCESS' } })
    expect(await bench.client.queryOrder(number)).toMatchObject({ value: { kind: 'Paid', isRefunded: true } })
    expect(ledgerOf(bench, number)).toMatchObject({ capturedFen: 12_840, refundedFen: 12_840 })
  })
})

describe('refusals that are final', () => {
  test('the shopper was faster than the close', async () => {
    const { client } = await paid()
    expect(await client.closeOrder(number)).toMatchObject(refusal('OrderPaid'))
    expect(await client.createNative(orderBody(keys, number))).toMatchObject(refusal('OrderPaid'))
  })

  test('numbers that the platform never heard of', async () => {
    const { client } = openBench(keys)
    expect(await client.queryOrder('SW000000')).toMatchObject(refusal('OrderNotFound'))
    expect(await client.closeOrder('SW000000')).toMatchObject(refusal('OrderNotFound'))
    expect(await client.refund('R1', refundOrderBody('SW000000', 'R1'))).toMatchObject(
      refusal('OrderNotFound'),
    )
    expect(await client.queryRefund('R1')).toMatchObject(refusal('RefundNotFound'))
  })

  test('a body that the platform cannot take', async () => {
    const { client } = openBench(keys)
    expect(await client.createNative('{')).toMatchObject(refusal('ParameterRefused'))
    const past = orderBody(keys, number, { expiresAtMs: startMs - 1_000 })
    expect(await client.createNative(past)).toMatchObject(refusal('ParameterRefused'))
  })

  test('a merchant key that the platform does not know', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const { client } = openBench(keys, { merchant: { ...keys.merchant, privateKey } })
    expect(await client.queryOrder(number)).toMatchObject(refusal('RequestSignatureRefused'))
  })
})

describe('what must never be taken for a failure', () => {
  test('the same number with other parameters: an order stands there already', async () => {
    const { client } = openBench(keys)
    await client.createNative(orderBody(keys, number))
    const other = await client.createNative(orderBody(keys, number, { amountFen: 1 }))
    expect(other).toEqual(unknown({ kind: 'StatusUnlisted', status: 400, code: 'INVALID_REQUEST' }))
  })

  test('refunds asked too quickly', async () => {
    const { client } = await paid()
    await client.refund('R1', refundOrderBody(number, 'R1', 100))
    const second = await client.refund('R2', refundOrderBody(number, 'R2', 100))
    expect(second).toEqual(unknown({ kind: 'StatusUnlisted', status: 429 }))
  })

  test.each([
    ['drop_before_commit', {}, 'TransportFailed'],
    ['drop_after_commit', {}, 'TransportFailed'],
    ['error_before_commit', { status: 502 }, 'AnswerNotAuthentic'],
    ['error_after_commit', { status: 500 }, 'AnswerNotAuthentic'],
    ['bad_signature', {}, 'AnswerNotAuthentic'],
    ['no_signature', {}, 'AnswerNotAuthentic'],
  ])(
    '%s leaves the outcome unknown, and the same bytes sent again bring it to an end',
    async (kind, more, reason) => {
      const bench = openBench(keys)
      await armFault(bench, { api: 'native', nth: 1 }, { kind, ...more })
      const body = orderBody(keys, number)
      expect(await bench.client.createNative(body)).toEqual(unknown({ kind: reason }))
      expect(ledgerOf(bench, number) === undefined).toBe(kind.endsWith('before_commit'))
      expect(await bench.client.createNative(body)).toMatchObject({ ok: true })
    },
  )

  test('a forged "not paid" and a forged "closed" are not believed', async () => {
    const bench = await paid()
    const forge = altering((answer) => ({ ...answer, body: answer.body.replace('SUCCESS', 'CLOSED') }))
    expect(await bench.clientVia(forge).queryOrder(number)).toEqual(
      unknown({ kind: 'AnswerNotAuthentic', refusal: { kind: 'SignatureWrong' } }),
    )
  })

  test('an error page without a signature is not a refusal, whatever code it names', async () => {
    const bench = openBench(keys)
    const forge = altering(() => ({ status: 404, headers: {}, body: '{"code":"ORDER_NOT_EXIST"}' }))
    expect(await bench.clientVia(forge).queryOrder(number)).toMatchObject(
      unknown({ kind: 'AnswerNotAuthentic', status: 404 }),
    )
  })

  test.each([202, 301, 429, 500, 503])(
    'an authentic %i is not final, whatever code it names',
    async (status) => {
      const bench = openBench(keys)
      const [key] = keys.gateway.platformKeys
      const body = '{"code":"ORDER_CLOSED","message":"x"}'
      const headers = signatureHeaders(key, body, startMs, 'n')
      const speak = (code: number) => bench.clientVia(altering(() => ({ status: code, headers, body })))
      expect(await speak(400).queryOrder(number)).toMatchObject(refusal('OrderClosed'))
      expect(await speak(status).queryOrder(number)).toEqual(unknown({ kind: 'StatusUnlisted', status }))
    },
  )

  test('an authentic answer replayed after five minutes is not believed', async () => {
    const bench = openBench(keys)
    await bench.client.createNative(orderBody(keys, number))
    const recorded: HttpResponse[] = []
    const record = altering((answer) => {
      recorded.push(answer)
      return answer
    })
    await bench.clientVia(record).queryOrder(number)
    const replay = altering((answer) => recorded[0] ?? answer)
    expect(await bench.clientVia(replay).queryOrder(number)).toMatchObject({ ok: true })
    bench.clock.advance(300_000)
    expect(await bench.clientVia(replay).queryOrder(number)).toEqual(
      unknown({
        kind: 'AnswerNotAuthentic',
        refusal: expect.objectContaining({ kind: 'TimestampOutOfRange' }),
      }),
    )
  })

  test("another order's authentic answer does not speak for this one", async () => {
    const bench = await paid()
    await bench.client.createNative(orderBody(keys, 'SW0002261122A1'))
    const redirect =
      (send: HttpSend): HttpSend =>
      async () => {
        let other: HttpResponse | undefined
        await bench
          .clientVia((inner) => async (request) => {
            const answer = await inner(request)
            if (answer.ok) other = answer.value
            return answer
          })
          .queryOrder(number)
        return other === undefined ? send({ method: 'GET', url: '', headers: {}, body: '' }) : ok(other)
      }
    expect(await bench.clientVia(redirect).queryOrder('SW0002261122A1')).toEqual(
      unknown({ kind: 'AnswerForeign' }),
    )
  })

  test('no garbage answer is ever taken for evidence or for a refusal', async () => {
    const bench = openBench(keys)
    const header = fc.constantFrom(
      'wechatpay-serial',
      'wechatpay-signature',
      'wechatpay-nonce',
      'wechatpay-timestamp',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 200, max: 599 }),
        fc.oneof(fc.string(), fc.json(), fc.constant('{"code":"ORDER_CLOSED"}')),
        fc.dictionary(header, fc.oneof(fc.string(), fc.constant(keys.merchant.answerSerial))),
        async (status, body, headers) => {
          const { queryOrder } = bench.clientVia(altering(() => ({ status, headers, body })))
          const answer = await queryOrder(number)
          return !answer.ok && answer.error.kind === 'OutcomeUnknown'
        },
      ),
    )
  })
})

describe('keys side by side', () => {
  test('the platform answers under the key we ask for: certificate or public key', async () => {
    for (const answerSerial of keys.merchant.platformKeys.keys()) {
      const serials: (string | undefined)[] = []
      const bench = openBench(keys, { merchant: { ...keys.merchant, answerSerial } })
      const watch = altering((answer) => {
        serials.push(answer.headers['wechatpay-serial'])
        return answer
      })
      expect(await bench.clientVia(watch).createNative(orderBody(keys, number))).toMatchObject({ ok: true })
      expect(serials).toEqual([answerSerial])
    }
  })

  test('an answer under a key that was withdrawn from our ring leaves the outcome unknown', async () => {
    const platformKeys = new Map([...keys.merchant.platformKeys].slice(1))
    const { client } = openBench(keys, { merchant: { ...keys.merchant, platformKeys } })
    expect(await client.createNative(orderBody(keys, number))).toEqual(
      unknown({ kind: 'AnswerNotAuthentic', refusal: expect.objectContaining({ kind: 'SerialUnknown' }) }),
    )
  })
})
