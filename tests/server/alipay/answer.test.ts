/**
 * What the Alipay client makes of answers: only the very characters the platform signed count, everything else leaves
 * the outcome unknown under a name of its own, and no garbage gets any further.
 */

import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import { readAnswer } from '../../../src-server/alipay/answer.ts'
import { createAlipayClient } from '../../../src-server/alipay/client.ts'
import { refusalClassOf } from '../../../src-server/alipay/failure.ts'
import { membersOf } from '../../../src-server/alipay/json-members.ts'
import type { HttpRequest, HttpResponse } from '../../../src-server/wechat/ports.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const nowMs = Date.UTC(2026, 10, 22, 3, 0, 0)
const number = 'SW0001261122A1'
const method = 'alipay.trade.query'
const nodeName = 'alipay_trade_query_response'

const signed = (node: string, key = privateKey): string =>
  sign('sha256', Buffer.from(node), key).toString('base64')

const wrapped = (node: string, key = privateKey): string =>
  `{"${nodeName}":${node},"sign":"${signed(node, key)}"}`

const paidNode = JSON.stringify({
  code: '10000',
  msg: 'Success',
  out_trade_no: number,
  trade_no: '2026112222001400000000000001',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '128.40',
  send_pay_date: '2026-11-22 11:00:05',
})

/** A client whose gateway says `body`, and what it was asked. */
function clientHearing(body: string, changes: Partial<HttpResponse> = {}) {
  const asked: HttpRequest[] = []
  const client = createAlipayClient(
    {
      keys: {
        appId: '2021000000000001',
        sellerId: '2088000000000001',
        privateKey,
        trust: { mode: 'key', platformKeys: [publicKey] },
      },
      clock: { nowMs: () => nowMs },
      send: async (request) => {
        asked.push(request)
        return ok({ status: 200, headers: {}, body, ...changes })
      },
      gatewayUrl: 'https://gateway.example/gateway.do',
    },
    'https://store.example/notify/alipay',
  )
  return { asked, client }
}

const heard = (body: string, changes: Partial<HttpResponse> = {}) =>
  clientHearing(body, changes).client.query(number)

const unknown = (kind: string, more: object = {}) => ({
  ok: false,
  error: { kind: 'OutcomeUnknown', reason: { kind, ...more } },
})

describe('an authentic answer', () => {
  test('is understood, with its amount in fen and its time in our own zone', async () => {
    expect(await heard(wrapped(paidNode))).toEqual(
      ok({
        outTradeNo: number,
        tradeNo: '2026112222001400000000000001',
        state: 'TRADE_SUCCESS',
        amountFen: 12_840,
        currency: 'CNY',
        paidAtMs: nowMs + 5_000,
      }),
    )
  })

  test('keeps its escapes: a slash written as \\/ is signed as \\/', async () => {
    const node = `{"code":"10000","msg":"a\\/b","out_trade_no":"${number}","qr_code":"https:\\/\\/qr.example\\/x"}`
    const body = `{"alipay_trade_precreate_response":${node},"sign":"${signed(node)}"}`
    const { client } = clientHearing(body)
    expect(await client.precreate(number, '{}')).toMatchObject({ value: { codeUrl: 'https://qr.example/x' } })
  })

  test.each([
    ['white space around it', ` \n{ "${nodeName}" : ${paidNode} , "sign" : "${signed(paidNode)}" } `],
    [
      'a field nobody knows yet',
      `{"${nodeName}":${paidNode},"trace":{"a":["}"]},"sign":"${signed(paidNode)}"}`,
    ],
  ])('may come with %s', async (_name, body) => {
    expect(await heard(body)).toMatchObject({ ok: true })
  })

  test('about a refund in a state nobody listed is no "not received": it may still move the money', async () => {
    const about = { out_trade_no: number, out_request_no: 'R1', refund_amount: '1.00' }
    const refundHeard = async (told: object) => {
      const node = JSON.stringify({ code: '10000', msg: 'Success', ...about, ...told })
      const body = `{"alipay_trade_fastpay_refund_query_response":${node},"sign":"${signed(node)}"}`
      return clientHearing(body).client.queryRefund(number, 'R1')
    }
    expect(await refundHeard({})).toEqual(ok(undefined))
    expect(await refundHeard({ refund_status: 'REFUND_SUCCESS' })).toEqual(ok({ refundFen: 100 }))
    expect(await refundHeard({ refund_status: 'REFUND_PROCESSING' })).toMatchObject(unknown('CodeUnlisted'))
  })

  test('about another order proves nothing about ours', async () => {
    const node = paidNode.replace(number, 'SW0001261122A2')
    expect(await heard(wrapped(node))).toEqual(unknown('AnswerForeign'))
  })

  test('of a payment on credit is no money', async () => {
    const node = paidNode.replace('"trade_no"', '"credit_pay_mode":"creditAdvanceV2","trade_no"')
    expect(await heard(wrapped(node))).toEqual(unknown('CreditPayment'))
  })
})

describe('what is not authentic', () => {
  test.each([
    ['a stranger signed it', wrapped(paidNode, stranger)],
    ['the amount was changed on the way', wrapped(paidNode).replace('128.40', '0.01')],
    ['the signature is not base64', `{"${nodeName}":${paidNode},"sign":"!!"}`],
  ])('is unknown when %s', async (_name, body) => {
    expect(await heard(body)).toEqual(unknown('SignatureWrong'))
  })

  test('an error of the gateway says nothing, signed or not', async () => {
    const node = '{"code":"40002","msg":"Invalid Arguments","sub_code":"ACQ.PAYMENT_FAIL"}'
    expect(await heard(`{"error_response":${node}}`)).toEqual(unknown('ErrorResponse'))
    const signedError = `{"error_response":${node},"sign":"${signed(node)}"}`
    expect(await heard(signedError)).toEqual(unknown('ErrorResponse'))
  })

  test('a page instead of an answer, or no answer, is unknown', async () => {
    expect(await heard('<html>', { status: 502 })).toEqual(unknown('StatusUnexpected', { status: 502 }))
    const { client } = clientHearing('')
    expect(await client.query(number)).toEqual(unknown('AnswerUnreadable', { refusal: 'AnswerNotJson' }))
    const failing = createAlipayClient(
      {
        keys: { appId: '1', sellerId: '2', privateKey, trust: { mode: 'key', platformKeys: [publicKey] } },
        clock: { nowMs: () => nowMs },
        send: async () => err({ kind: 'TransportFailed', reason: 'ECONNRESET' }),
        gatewayUrl: 'https://gateway.example/gateway.do',
      },
      'https://store.example/notify/alipay',
    )
    expect(await failing.query(number)).toEqual(unknown('TransportFailed', { reason: 'ECONNRESET' }))
  })
})

describe('garbage is refused by name', () => {
  const refusal = (body: string) => readAnswer(body, method)
  const sign64 = signed(paidNode)
  test.each([
    ['AnswerNotJson', ''],
    ['AnswerNotJson', '[]'],
    ['AnswerNotJson', 'null'],
    ['AnswerNotJson', '\ufeff{}'],
    ['AnswerNotJson', '<html></html>'],
    ['AnswerNodeMissing', '{}'],
    ['AnswerNodeMissing', `{"sign":"${sign64}","${nodeName}":${paidNode}}`],
    ['AnswerNodeMissing', `{"alipay_trade_pay_response":${paidNode},"sign":"${sign64}"}`],
    ['AnswerNodeMissing', `{"${nodeName}":"text","sign":"${sign64}"}`],
    ['AnswerNodeMissing', `{"${nodeName}":[${paidNode}],"sign":"${sign64}"}`],
    ['AnswerUnsigned', `{"${nodeName}":${paidNode}}`],
    ['AnswerUnsigned', `{"${nodeName}":${paidNode},"sign":7}`],
    ['AnswerUnsigned', `{"${nodeName}":${paidNode},"sign":""}`],
  ])('%s: %s', (kind, body) => {
    expect(refusal(body)).toMatchObject({ ok: false, error: { kind } })
  })

  test('a name that comes twice, outside or inside, also when it is written in another way', () => {
    const twice = { ok: false, error: { kind: 'AnswerKeyTwice' } }
    expect(refusal(`{"${nodeName}":${paidNode},"sign":"a","sign":"b"}`)).toMatchObject(twice)
    expect(refusal(`{"${nodeName}":${paidNode},"${nodeName}":${paidNode},"sign":"a"}`)).toMatchObject(twice)
    const inner = '{"code":"10000","total_amount":"1.00","total_amount":"2.00"}'
    expect(refusal(`{"${nodeName}":${inner},"sign":"a"}`)).toMatchObject(twice)
    expect(refusal(`{"${nodeName}":{"code":"1","c\\u006fde":"2"},"sign":"a"}`)).toMatchObject(twice)
  })

  test('an answer that never ends', () => {
    const long = `{"${nodeName}":{"msg":"${'a'.repeat(1_048_577)}"},"sign":"a"}`
    expect(refusal(long)).toMatchObject({ error: { kind: 'AnswerTooLong' } })
  })

  test('cut anywhere, an answer is not an answer', () => {
    const whole = wrapped(paidNode)
    for (let length = 0; length < whole.length; length += 1) {
      expect(refusal(whole.slice(0, length))).toMatchObject({ error: { kind: 'AnswerNotJson' } })
    }
  })

  test('whatever bytes come, a client never believes and never breaks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (noise) => {
        expect(await heard(noise)).toMatchObject({ ok: false, error: { kind: 'OutcomeUnknown' } })
        const at = noise.length % wrapped(paidNode).length
        const spoilt = wrapped(paidNode).slice(0, at) + noise + wrapped(paidNode).slice(at + 1)
        const answer = await heard(spoilt)
        if (answer.ok) expect(spoilt).toContain(paidNode)
      }),
    )
  })
})

describe('members of an object', () => {
  test('have the characters they were written in, whatever JSON it is', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue(), { noNullPrototype: true }),
        fc.constantFrom(0, 1, 2, '\t'),
        (value, indent) => {
          const text = JSON.stringify(value, undefined, indent)
          const read = membersOf(text)
          expect(read.map(({ name }) => name)).toEqual(Object.keys(JSON.parse(text)))
          for (const { name, raw } of read) {
            expect(text).toContain(raw)
            expect(JSON.parse(raw)).toEqual(JSON.parse(text)[name])
          }
        },
      ),
    )
  })
})

describe('what a refusal means', () => {
  test.each([
    ['definite', 'ACQ.PAYMENT_AUTH_CODE_INVALID'],
    ['definite', 'ACQ.BUYER_BALANCE_NOT_ENOUGH'],
    ['definite', 'ACQ.PAYMENT_REQUEST_HAS_RISK'],
    ['definite', 'ACQ.BEYOND_PAY_RESTRICTION'],
    ['definite', 'ACQ.PRODUCT_AMOUNT_LIMIT_ERROR'],
    ['definite', 'ACQ.SELLER_BEEN_BLOCKED'],
    ['definite', 'ACQ.MERCHANT_AGREEMENT_NOT_EXIST'],
    ['definite', 'ACQ.TRADE_HAS_CLOSE'],
    ['adopt', 'ACQ.TRADE_HAS_SUCCESS'],
    ['adopt', 'ACQ.CONTEXT_INCONSISTENT'],
    ['adopt', 'ACQ.TRADE_BUYER_NOT_MATCH'],
    ['notFound', 'ACQ.TRADE_NOT_EXIST'],
    [undefined, 'ACQ.SYSTEM_ERROR'],
    [undefined, 'ACQ.SOMETHING_NEW'],
    [undefined, 'isv.invalid-signature'],
    [undefined, 'PAYMENT_FAIL'],
    [undefined, ''],
  ])('%s for %s', (expected, subCode) => {
    expect(refusalClassOf(subCode)).toBe(expected)
  })

  test('a listed word counts only where the business itself has failed', async () => {
    const node = (code: string) =>
      `{"code":"${code}","msg":"no","sub_code":"ACQ.PAYMENT_FAIL","sub_msg":"支付失败"}`
    expect(await heard(wrapped(node('40004')))).toEqual({
      ok: false,
      error: { kind: 'CallRefused', refusal: 'definite', subCode: 'ACQ.PAYMENT_FAIL', message: '支付失败' },
    })
    for (const code of ['20000', '40002', '40006', '10001'])
      expect(await heard(wrapped(node(code)))).toMatchObject(unknown('CodeUnlisted', { code }))
  })
})

describe('a request', () => {
  test('carries our own Beijing time, whatever zone the server lives in, and RSA2', async () => {
    const { asked, client } = clientHearing('')
    await client.query(number)
    const { searchParams } = new URL(asked[0]?.url ?? '')
    expect(searchParams.get('timestamp')).toBe('2026-11-22 11:00:00')
    expect(searchParams.get('sign_type')).toBe('RSA2')
    expect(searchParams.get('method')).toBe('alipay.trade.query')
  })

  test('shows a shopper’s code in the body alone', async () => {
    const { asked, client } = clientHearing('')
    await client.pay(number, JSON.stringify({ out_trade_no: number }), 'bar_code', '281234567890123456')
    expect(asked[0]?.url).not.toContain('281234567890123456')
    const form = new URLSearchParams(asked[0]?.body)
    expect(JSON.parse(form.get('biz_content') ?? '')).toEqual({
      out_trade_no: number,
      scene: 'bar_code',
      auth_code: '281234567890123456',
    })
  })
})
