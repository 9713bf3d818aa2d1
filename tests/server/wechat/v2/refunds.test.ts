/**
 * What a list of an order's refunds says of its money. Read wrongly, a paid sale is free or a refunded one is sold: so
 * whatever is not certain must say nothing.
 */

import { describe, expect, it } from 'vitest'
import type { PaidEvidence } from '../../../../src-server/payments/providers/provider.ts'
import { withRefunds } from '../../../../src-server/payments/providers/wechat-words.ts'
import { refundsOf } from '../../../../src-server/wechat/v2/refunds.ts'
import type { Fields } from '../../../../src-server/wechat/v2/xml.ts'

const order: PaidEvidence = {
  kind: 'Paid',
  outTradeNo: 'P_1',
  transactionId: 'T1',
  amountMinor: 1_000,
  currency: 'CNY',
  paidAtMs: 0,
  givenBack: 'unclear',
}

type Refund = readonly [status: string, fen: string]

const list = (refunds: readonly Refund[], more: Fields = {}): Fields => ({
  out_trade_no: 'P_1',
  total_fee: '1000',
  refund_count: String(refunds.length),
  ...Object.fromEntries(
    refunds.flatMap(([status, fen], at) => [
      [`refund_status_${at}`, status],
      [`refund_fee_${at}`, fen],
    ]),
  ),
  ...more,
})

const backFen = (...refunds: readonly Refund[]) => refundsOf(list(refunds))?.backFen

describe('the refunds of an order', () => {
  it('count what is gone and what is on its way, and nothing that was closed', () => {
    expect(backFen(['REFUNDCLOSE', '500'])).toBe(0)
    expect(backFen(['SUCCESS', '300'], ['PROCESSING', '200'], ['REFUNDCLOSE', '500'])).toBe(500)
    expect(backFen(['SUCCESS', '600'], ['SUCCESS', '400'])).toBe(1_000)
  })

  it.each([
    [
      'one that hangs',
      [
        ['SUCCESS', '300'],
        ['CHANGE', '700'],
      ],
    ],
    [
      'a word nobody knows',
      [
        ['SUCCESS', '300'],
        ['REVOKED', '700'],
      ],
    ],
    ['a sum that is none', [['SUCCESS', '3e2']]],
    ['a sum below nothing', [['SUCCESS', '-300']]],
  ] as const)('say nothing beside %s', (_, refunds) => {
    expect(backFen(...refunds)).toBeUndefined()
  })

  // An order that tells of refunds has some.
  it('say nothing where there are none', () => {
    expect(backFen()).toBeUndefined()
  })

  it('say nothing where one is counted and not there, or more are elsewhere', () => {
    expect(refundsOf(list([['SUCCESS', '300']], { refund_count: '2' }))?.backFen).toBeUndefined()
    expect(refundsOf(list([['SUCCESS', '300']], { total_refund_count: '2' }))?.backFen).toBeUndefined()
  })

  it.each([
    {},
    { refund_count: '1' },
    { ...list([]), total_fee: '1e3' },
    { ...list([]), refund_count: '-1' },
  ])('are no list in %j', (fields) => {
    expect(refundsOf(fields)).toBeUndefined()
  })
})

describe('an order told of with its refunds', () => {
  const told = (back: number | undefined, totalFen = 1_000) =>
    withRefunds(order, { outTradeNo: 'P_1', totalFen, backFen: back })

  it('has given back nothing, a part or all of it', () => {
    expect([0, 1, 999, 1_000].map((back) => told(back))).toMatchObject([
      { givenBack: 'nothing' },
      { givenBack: 'part' },
      { givenBack: 'part' },
      { givenBack: 'all' },
    ])
  })

  it('stays unclear where the list says nothing, or is of another amount', () => {
    expect(told(undefined)).toEqual(order)
    expect(told(1_000, 900)).toEqual(order)
  })
})
