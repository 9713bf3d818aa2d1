/**
 * A PIX bank and the store's provider: what was paid is known, what is unknown is never called paid or refused, and a
 * code that is not the charge's own is not shown to anybody.
 */

import { createHmac } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeMerchantCode } from '../../../domain/emv/decode.ts'
import { encodeMerchantCode } from '../../../domain/emv/encode.ts'
import { pixMerchantCode, readPix } from '../../../domain/emv/pix.ts'
import { ok, present } from '../../../domain/result.ts'
import { pixProvider } from '../../../src-server/payments/providers/pix.ts'
import type { PaymentProvider } from '../../../src-server/payments/providers/provider.ts'
import { outRefundNoOfId, outTradeNoOfTxid, returnIdOf, txidOf } from '../../../src-server/pix/numbers.ts'
import { loadPixSettings } from '../../../src-server/pix/settings.ts'
import type { HttpSend } from '../../../src-server/wechat/ports.ts'
import { openPixBench, type PixBench, settings } from './bench.ts'

const outTradeNo = `P_${'0123456789'.repeat(3)}`
const outRefundNo = `R_${outTradeNo}_ORPH`
const amountMinor = 12_345

let bench: PixBench
let provider: PaymentProvider
beforeEach(() => {
  bench = openPixBench()
  provider = bench.provider
})
afterEach(() => bench.close())

const body = (minor = amountMinor): string =>
  provider.orderBody({
    outTradeNo,
    description: 'Compra na loja',
    amountMinor: minor,
    currency: 'BRL',
    payableUntilMs: bench.clock.nowMs() + 180_000,
  })

async function offered(order = body()): Promise<string> {
  const made = await provider.create(order)
  return present(made.ok ? made.value.codeUrl : undefined, `a code: ${JSON.stringify(made)}`)
}

const refundBody = (minor = amountMinor): string =>
  provider.refundBody({
    outRefundNo,
    outTradeNo,
    amountMinor: minor,
    totalMinor: amountMinor,
    reason: 'devolvido',
  })

const unpaid = { ok: true, value: { kind: 'Unpaid', isClosed: false } }
const unknown = (reason: string) => ({ ok: false, error: { kind: 'Unknown', reason } })

describe('a charge', () => {
  it('is shown as a PIX code of its own place, paid by a wallet, and found paid by asking', async () => {
    const code = await offered()
    const read = decodeMerchantCode(code)
    expect(read.ok && readPix(read.value)).toMatchObject({
      value: {
        kind: 'dynamic',
        location: expect.stringMatching(/^qr\.bank\.example\/pix\/v2\//),
        city: 'RECIFE',
      },
    })
    expect(await provider.query(outTradeNo)).toMatchObject(unpaid)
    const paidAtMs = bench.clock.nowMs()
    expect(await bench.pay(code)).toMatchObject({ status: 200 })
    expect(await provider.query(outTradeNo)).toMatchObject({
      value: { kind: 'Paid', outTradeNo, amountMinor, currency: 'BRL', paidAtMs, givenBack: 'nothing' },
    })
    expect(bench.store.ledger()).toMatchObject([{ capturedFen: amountMinor, refundedFen: 0 }])
  })

  it('sent again with the same bytes is the same charge, also when nobody heard of the first', async () => {
    const order = body()
    bench.lose('PUT', 'answer')
    expect(await provider.create(order)).toMatchObject(unknown('TransportFailed'))
    const code = await offered(order)
    expect(await offered(order)).toBe(code)
    bench.clock.advance(5_000)
    // With other bytes the bank refuses; the charge that stands is shown as it is.
    expect(await offered(body())).toBe(code)
    expect(bench.store.ledger()).toHaveLength(1)
  })

  it('that cannot be paid any more moves nothing, and removing it closes it for good', async () => {
    const code = await offered()
    bench.clock.advance(180_000)
    expect(await bench.pay(code)).toMatchObject({ status: 409, body: { refusal: { kind: 'ChargeExpired' } } })
    expect(await provider.query(outTradeNo)).toMatchObject(unpaid)
    expect(await provider.close(outTradeNo)).toMatchObject({ ok: true })
    expect(await provider.query(outTradeNo)).toMatchObject({ value: { kind: 'Unpaid', isClosed: true } })
    expect(await provider.close(outTradeNo)).toMatchObject({ error: { kind: 'Settled' } })
    expect(await provider.create(body())).toMatchObject({ error: { kind: 'Settled' } })
  })

  it('that was paid before it could be removed says so', async () => {
    await bench.pay(await offered())
    expect(await provider.close(outTradeNo)).toMatchObject({ error: { kind: 'Settled' } })
  })

  it('nobody made is not found, and is not called refused', async () => {
    expect(await provider.query(outTradeNo)).toEqual({ ok: false, error: { kind: 'NotFound' } })
    expect(await provider.close(outTradeNo)).toEqual({ ok: false, error: { kind: 'NotFound' } })
  })

  it('that the bank surely did not take is refused by the bank’s name for it', async () => {
    const other = openPixBench({ key: 'outra@example.com' })
    const order = other.provider.orderBody({
      outTradeNo,
      description: 'x',
      amountMinor,
      currency: 'BRL',
      payableUntilMs: other.clock.nowMs() + 1_000,
    })
    expect(await other.provider.create(order)).toEqual({
      ok: false,
      error: { kind: 'Refused', code: 'CobOperacaoInvalida' },
    })
    await other.close()
  })
})

describe('a return', () => {
  it('happens once, whatever is lost on the way, and is never more than was paid', async () => {
    await bench.pay(await offered())
    bench.lose('PUT', 'answer')
    expect(await provider.refund(outRefundNo, refundBody())).toMatchObject(unknown('TransportFailed'))
    expect(await provider.refund(outRefundNo, refundBody())).toMatchObject({
      value: { state: 'processing', outRefundNo },
    })
    bench.clock.advance(5_000)
    await bench.tick()
    expect(await provider.queryRefund(outRefundNo, outTradeNo)).toMatchObject({
      value: { state: 'success', refundMinor: amountMinor, outTradeNo },
    })
    expect(await provider.query(outTradeNo)).toMatchObject({ value: { kind: 'Paid', givenBack: 'all' } })
    const another = `R_${'ab'.repeat(15)}`
    expect(await provider.refund(another, refundBody(1))).toMatchObject({
      error: { kind: 'Refused', code: 'PixDevolucaoInvalida' },
    })
    expect(bench.store.ledger()).toMatchObject([{ capturedFen: amountMinor, refundedFen: amountMinor }])
  })

  it('of nothing, or never asked for, is not found', async () => {
    expect(await provider.queryRefund(outRefundNo, outTradeNo)).toMatchObject({ error: { kind: 'NotFound' } })
    await bench.pay(await offered())
    expect(await provider.queryRefund(outRefundNo, outTradeNo)).toMatchObject({ error: { kind: 'NotFound' } })
  })
})

describe('the way to the bank', () => {
  it('uses one token as long as it is good, and gets another when the bank ended it', async () => {
    await offered()
    await provider.query(outTradeNo)
    const grants = () => bench.sent.filter(({ url }) => url.endsWith('/oauth/token')).length
    expect(grants()).toBe(1)
    bench.endTokens()
    expect(await provider.query(outTradeNo)).toMatchObject(unpaid)
    expect(grants()).toBe(2)
    bench.clock.advance(3_600_000)
    await provider.query(outTradeNo)
    expect(grants()).toBe(3)
  })

  it('with a wrong secret leaves everything unknown', async () => {
    const stranger = openPixBench({ clientSecret: 'not-the-right-secret' })
    expect(await stranger.provider.query(outTradeNo)).toMatchObject(unknown('NoToken'))
    await stranger.close()
  })

  it.each([
    ['502', { status: 502, body: '<html>' }, 'Status502'],
    ['404 of whatever stands before the bank', { status: 404, body: '<html>' }, 'Status404'],
    ['400 of the same', { status: 400, body: 'Bad Request' }, 'Status400'],
    ['an empty answer', { status: 200, body: '' }, 'AnswerMalformed'],
    ['another charge', { status: 200, body: chargeText({ txid: 'X'.repeat(30) }) }, 'OtherCharge'],
    [
      'a paid charge without its payment',
      { status: 200, body: chargeText({ status: 'CONCLUIDA' }) },
      'PaymentMissing',
    ],
    ['a state nobody knows', { status: 200, body: chargeText({ status: 'PAGA' }) }, 'AnswerMalformed'],
    [
      'an amount with a comma',
      { status: 200, body: chargeText({ valor: { original: '123,45' } }) },
      'AnswerMalformed',
    ],
  ])('%s leaves the charge unknown', async (_name, answer, reason) => {
    expect(await answering(answer).query(outTradeNo)).toMatchObject(unknown(reason))
  })

  it.each([
    ['a code of another place', { location: 'qr.bank.example/pix/v2/other' }, 'CodeOfOtherCharge'],
    ['a code cut off', { pixCopiaECola: '00020126' }, 'CodeLengthMalformed'],
    ['a code of no place', { location: undefined }, 'LocationMissing'],
  ])('%s is shown to nobody', async (_name, changes, reason) => {
    const bank = answering({ status: 201, body: chargeText(changes) })
    expect(await bank.create(body())).toMatchObject(unknown(reason))
  })

  it('writes the code itself where the bank gives only the place', async () => {
    const bank = answering({ status: 201, body: chargeText({ pixCopiaECola: undefined }) })
    expect(await bank.create(body())).toMatchObject({
      value: { codeUrl: expect.stringContaining('LOJA DO CENTRO') },
    })
  })
})

const location = 'qr.bank.example/pix/v2/abc'

/** A charge as the bank writes it, with something changed. */
function chargeText(changes: object): string {
  const { receiverName: name, receiverCity: city, key: chave } = settings
  const code = encodeMerchantCode(pixMerchantCode({ kind: 'dynamic', location, name, city }))
  const txid = `P${'0123456789'.repeat(3)}`
  const pixCopiaECola = code.ok ? code.value : ''
  const valor = { original: '123.45' }
  return JSON.stringify({ txid, status: 'ATIVA', valor, chave, location, pixCopiaECola, ...changes })
}

/** The provider before a bank that says the same to everything. */
function answering(answer: { readonly status: number; readonly body: string }): PaymentProvider {
  const token = { status: 200, headers: {}, body: '{"access_token":"t","expires_in":3600}' }
  const send: HttpSend = async ({ url }) =>
    ok(url.endsWith('/oauth/token') ? token : { ...answer, headers: {} })
  return pixProvider({ settings, clock: bench.clock, send })
}

describe('a message of the bank', () => {
  const sealed = (text: string, secret = settings.noticeSecret) => ({
    headers: { 'x-pix-hmac-sha256': createHmac('sha256', secret).update(text).digest('hex') },
    body: text,
  })

  it('is read as it was sealed: first the payment, then its return', async () => {
    await bench.pay(await offered())
    await bench.tick()
    await provider.refund(outRefundNo, refundBody())
    bench.clock.advance(5_000)
    await bench.tick()
    const messages = bench.received.filter(
      ({ body: text }, at, all) => all.findIndex((one) => one.body === text) === at,
    )
    const notices = messages.map(({ headers, body: text }) => provider.readNotice({ headers, body: text }))
    expect(notices).toMatchObject([
      { value: { kind: 'order', evidence: { kind: 'Paid', outTradeNo, amountMinor, currency: 'BRL' } } },
      {
        value: {
          kind: 'refund',
          evidence: { outRefundNo, outTradeNo, refundMinor: amountMinor, state: 'success' },
        },
      },
    ])
  })

  it('that nobody sealed, sealed otherwise, or that says something else is refused by name', () => {
    const text = '{"pix":[]}'
    const kindOf = (message: Parameters<PaymentProvider['readNotice']>[0]) => {
      const read = provider.readNotice(message)
      return read.ok ? 'read' : read.error.kind
    }
    expect(kindOf({ headers: {}, body: text })).toBe('SealMissing')
    expect(kindOf({ headers: { 'x-pix-hmac-sha256': 'zz' }, body: text })).toBe('SealMissing')
    expect(kindOf(sealed(text, 'another-secret-of-somebody'))).toBe('SealWrong')
    expect(kindOf({ ...sealed(text), body: `${text} ` })).toBe('SealWrong')
    expect(kindOf(sealed(text))).toBe('NoticeMalformed')
    expect(kindOf(sealed('{'))).toBe('NoticeMalformed')
    const payment = {
      endToEndId: 'E'.repeat(32),
      txid: 'x'.repeat(30),
      valor: '1.00',
      horario: '2026-11-22T03:00:00.000Z',
    }
    expect(kindOf(sealed(JSON.stringify({ pix: [payment, payment] })))).toBe('SeveralPayments')
    expect(kindOf(sealed(JSON.stringify({ pix: [{ ...payment, valor: '1.005' }] })))).toBe('NoticeMalformed')
  })
})

describe('numbers', () => {
  it('fit PIX and can be turned back', () => {
    const sale = `R_${'ab'.repeat(15)}`
    expect(outTradeNoOfTxid(txidOf(outTradeNo) ?? '')).toBe(outTradeNo)
    for (const number of [outRefundNo, sale]) {
      expect(returnIdOf(number)).toMatch(/^[0-9A-Za-z]{1,35}$/)
      expect(outRefundNoOfId(returnIdOf(number) ?? '')).toBe(number)
    }
    expect(txidOf('SW1')).toBeUndefined()
    expect(returnIdOf('R_1')).toBeUndefined()
  })
})

describe('the settings', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'scanway-pix-'))
  const file = path.join(directory, 'pix.json')
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  const written = (data: object, mode = 0o600) => {
    writeFileSync(file, JSON.stringify(data))
    chmodSync(file, mode)
    return loadPixSettings(file)
  }

  it('are taken from a file for its owner only, and never without a connection that vouches for the bank', () => {
    expect(written(settings)).toEqual({ ok: true, value: settings })
    expect(written({ ...settings, baseUrl: 'http://127.0.0.1:4000' })).toMatchObject({ ok: true })
    expect(written({ ...settings, baseUrl: 'http://bank.example' })).toMatchObject({
      error: { kind: 'PixSettingsRefused', reason: expect.stringContaining('baseUrl') },
    })
    expect(written({ ...settings, clientSecret: 'short' })).toMatchObject({
      error: { kind: 'PixSettingsRefused' },
    })
    expect(written(settings, 0o644)).toMatchObject({ error: { kind: 'KeyFileExposed' } })
    expect(loadPixSettings(path.join(directory, 'none.json'))).toMatchObject({
      error: { kind: 'KeyFileMissing' },
    })
  })
})
