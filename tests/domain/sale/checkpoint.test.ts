/** What a checkpoint must never do: lose part of the state, or be believed when it is something else. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkpointText, parseCheckpoint } from '../../../domain/sale/checkpoint.ts'
import { pinTriesMax } from '../../../domain/sale/fold.ts'
import {
  initialState,
  type LaneState,
  orphansKeptMax,
  parkedMax,
  refundsKeptMax,
} from '../../../domain/sale/sale.ts'

const counter = fc.nat()
const badge = fc.stringMatching(/^[0-9A-Z]{4,16}$/)

const resting: fc.Arbitrary<LaneState> = fc.record({
  epoch: counter,
  language: fc.constantFrom('zh-CN' as const, 'en' as const),
  sale: fc.constant(undefined),
  paid: fc.constant(undefined),
  handedOver: fc.constant(undefined),
  parked: fc.array(fc.record({ saleId: badge, amountMinor: counter }), { maxLength: parkedMax }),
  refunds: fc.array(
    fc.record({
      refundId: badge,
      saleId: badge,
      receiptNumber: fc.integer({ min: 1, max: 999 }),
      wallet: fc.constant('wechat' as const),
      lines: fc.constant([
        { lineId: 'l1', names: { 'zh-CN': '牛奶', en: 'Milk' }, quantity: 2, amountMinor: 500 },
      ]),
      amountMinor: fc.integer({ min: 1, max: 9_999 }),
      reason: fc.constant('damaged' as const),
      badge,
      atMs: counter,
      reference: fc.option(fc.constant('R_1'), { nil: undefined }),
      stage: fc.constantFrom('requested' as const, 'accepted' as const, 'NeedsPerson' as const),
    }),
    { maxLength: refundsKeptMax },
  ),
  orphans: fc.array(
    fc.record({
      paymentId: badge,
      saleId: badge,
      wallet: fc.constant('alipay' as const),
      amountMinor: fc.integer({ min: 1, max: 9_999 }),
      reference: fc.constant('P_1'),
      stage: fc.constantFrom('returning' as const, 'returned' as const, 'needsPerson' as const),
      atMs: counter,
    }),
    { maxLength: orphansKeptMax },
  ),
  attendant: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.record({ kind: fc.constant('badgeRead' as const), badge }),
    fc.record({
      kind: fc.constant('signedIn' as const),
      badge,
      name: fc.string({ minLength: 1, maxLength: 200 }),
    }),
  ),
  pinTries: fc.array(fc.record({ badge, tries: counter, lastAtMs: counter }), { maxLength: pinTriesMax }),
  helpSinceMs: fc.option(counter, { nil: undefined }),
  helpAbout: fc.option(
    fc.record({
      kind: fc.constant('Recalled' as const),
      recallId: fc.constant('r-1'),
      gtin: fc.constant('06901028075831'),
      names: fc.constant({ 'zh-CN': '牛奶', en: 'Milk' }),
      batch: fc.constantFrom('B1', 'B2'),
      reason: fc.constant('glass'),
    }),
    { nil: undefined },
  ),
  receiptsIssued: counter,
  scansRefused: counter,
  soldPacks: fc.array(
    fc.record({ pack: fc.constantFrom('06901028075831/A1', '06901028075831/A2'), saleId: fc.constant('s1') }),
    { maxLength: 4 },
  ),
})

describe('a checkpoint', () => {
  it('gives back the very state it was taken of', () => {
    fc.assert(
      fc.property(resting, (state) => {
        expect(parseCheckpoint(checkpointText(state))).toEqual(state)
      }),
    )
  })

  it('is never taken in the middle of a sale', () => {
    const sale = {
      saleId: 's',
      currency: 'CNY',
      startedAtMs: 1,
      basket: { lines: [], lastLineId: undefined },
      weighing: undefined,
      approvedAge: 0,
      tender: undefined,
      payment: undefined,
      takenOver: undefined,
      tenders: [],
    } as const
    expect(() => checkpointText({ ...initialState('en'), sale })).toThrow(
      'a checkpoint is taken between sales',
    )
  })

  it.each(['', '{', 'null', '{}', '{"epoch":1}'])('is none when it reads %j', (text) => {
    expect(parseCheckpoint(text)).toBeUndefined()
  })

  it('is none when another version of Scanway wrote it', () => {
    const text = checkpointText(initialState('en'))
    expect(parseCheckpoint(text.replace('{', '{"newer":1,'))).toBeUndefined()
    expect(parseCheckpoint(text.replace('"receiptsIssued":0,', ''))).toBeUndefined()
  })
})
