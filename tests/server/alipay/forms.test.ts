/** The forms of Alipay's world: yuan and Beijing time without floating point or zone, bodies, bills, signatures. */

import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { fenOf, yuanOf } from '../../../src-server/alipay/amount.ts'
import { billListOf } from '../../../src-server/alipay/bill.ts'
import { payBody, precreateBody, refundBody, withAuthCode } from '../../../src-server/alipay/order-body.ts'
import { joined } from '../../../src-server/alipay/signature.ts'
import { beijingTime, msOfBeijingTime } from '../../../src-server/alipay/time.ts'

const nowMs = Date.UTC(2026, 10, 22, 3, 0, 0)
const order = {
  outTradeNo: 'SW0001261122A1',
  subject: 'Lane 3',
  amountFen: 12_840,
  payableUntilMs: nowMs + 180_000,
}

describe('amounts', () => {
  test('go to yuan and back without losing a fen, however large', () => {
    const fen = fc.integer({ min: 1, max: 10_000_000_000 })
    fc.assert(
      fc.property(fen, (amount) => {
        expect(yuanOf(amount)).toMatch(/^\d+\.\d\d$/)
        expect(fenOf(yuanOf(amount))).toBe(amount)
      }),
    )
  })

  test.each([
    [1, '0.01'],
    [10, '0.10'],
    [100, '1.00'],
    [12_840, '128.40'],
  ])('%i fen is %s', (fen, yuan) => expect(yuanOf(fen)).toBe(yuan))

  test.each([
    ['0.1', 10],
    ['7', 700],
    ['0.00', 0],
  ])('%s is read as %i fen', (yuan, fen) => expect(fenOf(yuan)).toBe(fen))

  test.each(['', '.5', '1.', '1.234', '-1.00', '+1', '1e3', '1,00', '１.00', ' 1.00', '999999999999.00'])(
    '"%s" is no amount',
    (text) => expect(fenOf(text)).toBeUndefined(),
  )
})

describe('time', () => {
  test('is Beijing’s, and comes back to the second', () => {
    expect(beijingTime(nowMs)).toBe('2026-11-22 11:00:00')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        expect(msOfBeijingTime(beijingTime(seconds * 1_000))).toBe(seconds * 1_000)
      }),
    )
  })

  test.each(['', '2026-11-22', '2026-11-22T11:00:00', '2026-13-22 11:00:00', '2026-11-22 25:00:00'])(
    '"%s" is no time',
    (text) => expect(msOfBeijingTime(text)).toBeUndefined(),
  )
})

describe('bodies', () => {
  test('end the code with the order, rounded up to the minutes the provider takes', () => {
    expect(JSON.parse(precreateBody(order, nowMs))).toEqual({
      out_trade_no: 'SW0001261122A1',
      total_amount: '128.40',
      subject: 'Lane 3',
      time_expire: '2026-11-22 11:03:00',
      qr_code_timeout_express: '3m',
    })
    expect(JSON.parse(precreateBody(order, nowMs - 1)).qr_code_timeout_express).toBe('4m')
    expect(JSON.parse(precreateBody(order, nowMs - 86_400_000)).qr_code_timeout_express).toBe('120m')
  })

  test('keep out of a subject what the provider refuses', () => {
    const subject = 'a/b=c&d'.repeat(100)
    const written = JSON.parse(payBody({ ...order, subject })).subject
    expect(written).not.toMatch(/[/=&]/)
    expect(written).toHaveLength(256)
  })

  test('of a payment hold no credential until the moment they are sent', () => {
    const kept = payBody(order)
    expect(kept).not.toContain('auth_code')
    expect(JSON.parse(withAuthCode(kept, 'security_code', 'fpX'))).toMatchObject({
      scene: 'security_code',
      auth_code: 'fpX',
    })
  })

  test('of a refund always carry their own number', () => {
    const refund = { outTradeNo: order.outTradeNo, outRequestNo: 'R1', refundFen: 40, reason: '退' }
    expect(JSON.parse(refundBody(refund))).toMatchObject({ out_request_no: 'R1', refund_amount: '0.40' })
  })
})

describe('bills', () => {
  const name = (text: string): string => iconv.encode(text, 'gbk').toString('latin1')
  const list = iconv.encode('#支付宝业务明细查询\r\n', 'gbk')
  const zip = (files: Record<string, Uint8Array>): Uint8Array => zipSync(files)

  test('are the list and not its sum, byte for byte', () => {
    const files = {
      [name('2088_20261121_业务明细(汇总).csv')]: strToU8('sum'),
      [name('2088_20261121_业务明细.csv')]: list,
    }
    expect(billListOf(zip(files))).toEqual({ ok: true, value: new Uint8Array(list) })
  })

  test.each([
    ['no archive', strToU8('<html>'), 'BillNotZip'],
    ['nothing', new Uint8Array(), 'BillNotZip'],
    ['half an archive', zip({ 'a.csv': new Uint8Array(5_000) }).subarray(0, 60), 'BillNotZip'],
    ['no list', zip({ 'read.me': strToU8('x') }), 'BillListMissing'],
    ['two lists', zip({ 'a.csv': list, 'b.csv': list }), 'BillListMissing'],
    [
      'too many files',
      zip(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.csv`, list]))),
      'BillTooLarge',
    ],
  ])('%s is refused by name', (_name, bytes, kind) => {
    expect(billListOf(bytes)).toEqual({ ok: false, error: { kind } })
  })
})

describe('signatures', () => {
  test('cover every parameter in ASCII order, raw', () => {
    expect(joined({ b: '2 &=', a: '1', B: '', 'a.b': '中' })).toBe('B=&a=1&a.b=中&b=2 &=')
  })
})
