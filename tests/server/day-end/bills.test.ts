/** A bill is read to the fen or refused by name: cut off, of another day, in another encoding, or with a row lost. */

import fc from 'fast-check'
import iconv from 'iconv-lite'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { Formatter } from 'wechatpay-axios-plugin'
import type { BillReaders, TradeBill } from '../../../src-server/day-end/bills/bill.ts'
import { billReaders } from '../../../src-server/day-end/bills/readers.ts'
import { decimalOf } from '../../../src-server/day-end/bills/table.ts'
import {
  alipayFunds,
  alipayTrade,
  type BackRow,
  billDay,
  type MoveRow,
  type PaidRow,
  wechatFunds,
  wechatTrade,
} from './bill-bytes.ts'

interface Format {
  readonly name: string
  readonly readers: BillReaders
  readonly encoding: string
  readonly trade: (paid: readonly PaidRow[], back?: readonly BackRow[]) => Uint8Array
  readonly funds: (moves: readonly MoveRow[]) => Uint8Array
  readonly types: { readonly payment: string; readonly refund: string; readonly fee: string }
}

const formats: readonly Format[] = [
  {
    name: 'WeChat Pay',
    readers: billReaders.wechat,
    encoding: 'utf-8',
    trade: wechatTrade,
    funds: wechatFunds,
    types: { payment: '交易', refund: '退款', fee: '扣除交易手续费' },
  },
  {
    name: 'Alipay',
    readers: billReaders.alipay,
    encoding: 'gbk',
    trade: alipayTrade,
    funds: alipayFunds,
    types: { payment: '交易付款', refund: '交易退款', fee: '收费' },
  },
]

const number = fc.stringMatching(/^P_[0-9a-f]{30}$/)
const fen = fc.integer({ min: 1, max: 9_999_999 })
const goods = fc.constantFrom('牛奶', '豆浆 原味', '=SUM(A1)')

const paidRow: fc.Arbitrary<PaidRow> = fc
  .record({
    outTradeNo: number,
    transactionId: fc.stringMatching(/^42\d{26}$/),
    fen,
    share: fc.nat(100),
    goods,
  })
  .map(({ share, ...row }) => ({
    ...row,
    settledFen: row.fen - Math.floor((row.fen * share) / 200),
    feeFen: share,
  }))

const backRow: fc.Arbitrary<BackRow> = fc.record({
  outTradeNo: number,
  outRefundNo: fc.stringMatching(/^R_P_[0-9a-f]{30}_ORPH$/),
  fen,
  feeFen: fc.nat(50),
})

const rows = fc.record({
  paid: fc.uniqueArray(paidRow, { maxLength: 12, selector: ({ outTradeNo }) => outTradeNo }),
  back: fc.uniqueArray(backRow, { maxLength: 5, selector: ({ outRefundNo }) => outRefundNo }),
})

const expected = (paid: readonly PaidRow[], back: readonly BackRow[]): TradeBill['entries'] => [
  ...paid.map((row) => ({
    kind: 'payment' as const,
    outTradeNo: row.outTradeNo,
    transactionId: row.transactionId,
    amountMinor: row.fen,
    settledMinor: row.settledFen ?? row.fen,
    feeThousandths: (row.feeFen ?? 0) * 1000,
  })),
  ...back.map((row) => ({
    kind: 'refund' as const,
    outTradeNo: row.outTradeNo,
    outRefundNo: row.outRefundNo,
    amountMinor: row.fen,
    settledMinor: row.fen,
    feeThousandths: (row.feeFen ?? 0) * 1000,
    state: 'success' as const,
  })),
]

const paid: PaidRow = { outTradeNo: 'P_1', transactionId: 'T1', fen: 1280, feeFen: 8 }
const paidToo: PaidRow = { outTradeNo: 'P_2', transactionId: 'T2', fen: 500 }
const back: BackRow = { outTradeNo: 'P_2', outRefundNo: 'R_1', fen: 500 }

const refusal = (result: { readonly ok: boolean; readonly error?: unknown }) =>
  result.ok ? 'read' : result.error

/** Where the last byte stands that a bill cannot do without: the line that ends the list, or the last of its sums. */
function endOf(bytes: Uint8Array): number {
  const end = Buffer.from(bytes).indexOf(iconv.encode('列表结束', 'gbk'))
  return end < 0 ? bytes.length - 6 : end
}

describe.each(formats)('a bill of $name', ({ readers, trade, funds, types, encoding }) => {
  it('gives back every row to the fen', () => {
    fc.assert(
      fc.property(rows, ({ paid, back }) => {
        const read = readers.trade(trade(paid, back), billDay)
        const entries = read.ok
          ? read.value.entries.map((entry) => ({ ...entry, feeRateMillionths: undefined }))
          : read
        const wanted = expected(paid, back).map((entry) => ({ ...entry, feeRateMillionths: undefined }))
        expect(entries).toEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })

  it('sorts the movements of the account by what they are for', () => {
    const moves = [
      { type: types.payment, fen: 1280 },
      { type: types.fee, fen: -8 },
      { type: types.refund, fen: -500 },
      { type: types.payment, fen: 500 },
      { type: '提现', fen: -100_000 },
    ]
    expect(readers.funds(funds(moves), billDay)).toEqual({
      ok: true,
      value: { paymentsMinor: 1780, refundsMinor: -500, feesMinor: -8, otherMinor: -100_000 },
    })
    expect(readers.funds(funds([]), billDay)).toMatchObject({ ok: true })
  })

  it('is refused when it is cut off anywhere before its end', () => {
    const list = trade([paid, paidToo], [back])
    const moved = funds([{ type: types.payment, fen: 1280 }])
    for (let length = 0; length < endOf(list); length += 7) {
      expect(refusal(readers.trade(list.slice(0, length), billDay))).not.toBe('read')
    }
    for (let length = 0; length < endOf(moved); length += 7) {
      expect(refusal(readers.funds(moved.slice(0, length), billDay))).not.toBe('read')
    }
  })

  it('is refused when a row was lost or an amount changed on its way', () => {
    const lines = Buffer.from(trade([paid, paidToo], [back]))
      .toString('latin1')
      .split('\r\n')
    const without = lines.filter((line) => !line.includes('P_1'))
    expect(refusal(readers.trade(Buffer.from(without.join('\r\n'), 'latin1'), billDay))).toMatchObject({
      kind: 'SummaryDiffers',
    })
    const changed = lines.map((line) => line.replaceAll('12.80', '12.08'))
    const sums = (line: string): boolean => line.includes('17.80')
    expect(lines.some(sums)).toBe(true)
    expect(refusal(readers.trade(Buffer.from(changed.join('\r\n'), 'latin1'), billDay))).toMatchObject({
      kind: 'SummaryDiffers',
    })
  })

  it('is refused when it is the bill of another day', () => {
    expect(refusal(readers.trade(trade([paid]), '2026-11-21'))).toMatchObject({ kind: 'OtherDay' })
    expect(refusal(readers.funds(funds([{ type: '交易', fen: 1 }]), '2026-11-21'))).toMatchObject({
      kind: 'OtherDay',
    })
  })

  it('is refused in the encoding of the other provider', () => {
    const other = encoding === 'gbk' ? wechatTrade : alipayTrade
    expect(refusal(readers.trade(other([paid]), billDay))).toMatchObject({
      kind: expect.stringMatching(/^(EncodingRefused|ColumnMissing)$/),
    })
  })

  it.each([
    ['nothing', new Uint8Array(), 'Empty'],
    ['a page of an error', Buffer.from('<html>502</html>'), 'ColumnMissing'],
    ['an error in JSON', Buffer.from('{"code":"NO_STATEMENT_EXIST"}'), 'ColumnMissing'],
    ['zeros', new Uint8Array(100), 'EncodingRefused'],
    ['an archive that nobody unpacked', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), 'EncodingRefused'],
  ])('%s is refused by name', (_name, bytes, kind) => {
    expect(refusal(readers.trade(bytes, billDay))).toMatchObject({ kind })
    expect(refusal(readers.funds(bytes, billDay))).toMatchObject({ kind })
  })

  it('is answered whatever the bytes, and never read out of noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(), (noise, seed) => {
        const good = trade([paid, paidToo], [back])
        const spoiled = Uint8Array.from(good)
        noise.forEach((byte, at) => {
          spoiled[(seed + at * 131) % spoiled.length] = byte
        })
        expect(refusal(readers.trade(noise, billDay))).not.toBe('read')
        readers.trade(spoiled, billDay)
        readers.funds(spoiled, billDay)
      }),
      { numRuns: 150 },
    )
  })
})

const cells = v.record(v.string(), v.string())
const opinionSchema = v.object({ rows: v.array(cells), summary: cells })

describe('a bill of WeChat Pay', () => {
  const read = (bytes: Uint8Array) => billReaders.wechat.trade(bytes, billDay)

  it('is written in these tests as the independent client reads it', () => {
    const { rows: theirs, summary } = v.parse(
      opinionSchema,
      Formatter.castCsvBill(Buffer.from(wechatTrade([paid], [back]))),
    )
    expect(theirs).toHaveLength(2)
    expect(theirs[0]).toMatchObject({ 商户订单号: 'P_1', 订单金额: '12.80', 手续费: '0.08000', 费率备注: '' })
    expect(summary).toMatchObject({ 总交易单数: '2', 手续费总金额: '0.08000' })
  })

  it('keeps goods with a comma in their name in one column, and refuses those that break out of it', () => {
    expect(read(wechatTrade([{ ...paid, goods: '牛奶,大盒,"特价"' }]))).toMatchObject({ ok: true })
    expect(refusal(read(wechatTrade([{ ...paid, goods: '牛奶,`0.01' }])))).toEqual({
      kind: 'RowMalformed',
      at: '1',
    })
  })

  it('tells a reversal from a refund, and a refund that is under way from one that is done', () => {
    const entries = read(
      wechatTrade(
        [paid],
        [
          { ...back, status: 'REVOKED', outRefundNo: '', state: '' },
          { ...back, state: 'PROCESSING' },
          { ...back, outRefundNo: 'R_2', state: 'CHANGE' },
        ],
      ),
    )
    expect(entries).toMatchObject({
      value: {
        entries: [{}, { kind: 'reversal' }, { kind: 'refund', state: 'processing' }, { state: 'failed' }],
      },
    })
  })

  it('gives fees and rates in parts that are exact', () => {
    expect(read(wechatTrade([{ ...paid, rate: '0.60%' }]))).toMatchObject({
      value: { entries: [{ feeThousandths: 8_000, feeRateMillionths: 6_000 }] },
    })
  })

  it('refuses another currency, an unknown state and a row without a number', () => {
    const text = Buffer.from(wechatTrade([paid])).toString('utf8')
    const spoiled = (from: string, to: string) => refusal(read(Buffer.from(text.replace(from, to))))
    expect(spoiled('CNY', 'HKD')).toEqual({ kind: 'OtherCurrency', at: '1' })
    expect(spoiled('SUCCESS', 'MAYBE')).toEqual({ kind: 'RowMalformed', at: '1' })
    expect(spoiled('`P_1', '`')).toEqual({ kind: 'RowMalformed', at: '1' })
    expect(spoiled('`12.80', '`12.8O')).toMatchObject({ kind: 'AmountMalformed' })
    expect(spoiled('应结订单金额', '应结')).toEqual({ kind: 'ColumnMissing', at: '应结订单金额' })
  })
})

describe('amounts in bills', () => {
  it.each([
    ['0.29', 2, 29],
    ['-0.01', 2, -1],
    ['1', 2, 100],
    ['0.00600', 5, 600],
    ['-0.00', 2, 0],
    ['4.35', 2, 435],
  ])('%s is read by its digits', (text, digits, units) => {
    expect(decimalOf(text, digits)).toBe(units)
  })

  it.each(['0.005', '1e3', '', '١', '12,80', '0x1', '--1', '99999999999999.00'])(
    '%s is no amount',
    (text) => {
      expect(decimalOf(text, 2)).toBeUndefined()
    },
  )
})
