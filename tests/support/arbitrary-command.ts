/**
 * Generators of commands for property tests: whatever a page, a device or a defect could send, whether or not it fits
 * the state that it meets.
 */

import fc from 'fast-check'
import { languages } from '../../domain/item.ts'
import type { SaleCommand } from '../../domain/sale/decide.ts'
import { leaveReasons, paymentEndings, refundFailures, scanRefusals } from '../../domain/sale/fact.ts'
import type { ScaleReading } from '../../domain/sale/weighing.ts'
import {
  about,
  awaits,
  badge,
  handOverCode,
  heldTender,
  instant,
  item,
  kind,
  label,
  method,
  orphan,
  pack,
  price,
  reason,
  someId,
  source,
  token,
  wallet,
} from './arbitrary.ts'

/** Wild figures too: decide must refuse what a page or a defect could send. */
const wildInteger = fc.oneof(fc.integer({ min: -5, max: 120 }), fc.constantFrom(0.5, Number.NaN, 1e15))

export const command: fc.Arbitrary<SaleCommand> = fc.oneof(
  { weight: 6, arbitrary: addItem() },
  { weight: 4, arbitrary: takeWeight() },
  fc.record({ kind: kind('CancelWeighing') }),
  fc.record({ kind: kind('StartLane'), software: kind('test'), epoch: fc.constant(1) }),
  fc.record({ kind: kind('StartSale'), saleId: someId, currency: kind('CNY') }),
  fc.record({ kind: kind('ChooseLanguage'), language: fc.constantFrom(...languages) }),
  fc.record({ kind: kind('RefuseScan'), why: fc.constantFrom(...scanRefusals) }),
  fc.record({ kind: kind('ChangeQuantity'), lineId: someId, shown: wildInteger, quantity: wildInteger }),
  fc.record({ kind: kind('RemoveLine'), lineId: someId }),
  fc.record({ kind: kind('CallHelp') }),
  fc.record({ kind: kind('CallHelp'), about }),
  fc.record({ kind: kind('CancelHelp') }),
  fc.record({ kind: kind('AbandonSale'), reason: fc.constantFrom('idle', 'shopperCancelled') }),
  fc.record({ kind: kind('FinishSale') }),
  { weight: 2, arbitrary: fc.record({ kind: kind('ReadBadge'), badge }) },
  fc.record({ kind: kind('TryPin'), nowMs: instant }),
  { weight: 2, arbitrary: fc.record({ kind: kind('SignIn'), badge, name: kind('李敏') }) },
  fc.record({ kind: kind('SignOut') }),
  fc.record({ kind: kind('ApproveAge') }),
  fc.record({ kind: kind('RefuseAge') }),
  fc.record({ kind: kind('ReportOrphan'), orphan: fc.record(orphan) }),
  fc.record({ kind: kind('VoidLine'), lineId: someId, reason }),
  fc.record({ kind: kind('OverridePrice'), lineId: someId, priceMinor: wildInteger, reason }),
  fc.record({ kind: kind('VoidBasket'), reason }),
  { weight: 3, arbitrary: fc.record({ kind: kind('RequestPayment'), paymentId: someId, wallet, method }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('RequestCover'), paymentId: someId }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('OpenTender') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('HoldTender'),
      saleId: someId,
      totalMinor: price,
      tenderId: someId,
      ...heldTender,
    }),
  },
  fc.record({ kind: kind('ReleaseTender'), tenderId: someId }),
  fc.record({ kind: kind('AwaitPayment'), paymentId: someId, awaits, untilMs: instant }),
  fc.record({
    kind: kind('OfferPayment'),
    paymentId: someId,
    codeUrl: kind('weixin://x'),
    payableUntilMs: instant,
    nowMs: instant,
  }),
  fc.record({ kind: kind('ExtendPayment'), nowMs: instant }),
  fc.record({ kind: kind('LeavePayment'), why: fc.constantFrom(...leaveReasons) }),
  fc.record({ kind: kind('EndPayment'), paymentId: someId, ending: fc.constantFrom(...paymentEndings) }),
  fc.record({
    kind: kind('SettlePayment'),
    paymentId: someId,
    amountMinor: price,
    transactionId: kind('4200001'),
    paidAtMs: instant,
    receiptToken: token,
  }),
  fc.record({ kind: kind('RecordPrint'), saleId: someId }),
  fc.record({ kind: kind('HandOver'), code: handOverCode }),
  { weight: 5, arbitrary: park() },
  { weight: 2, arbitrary: takeOver() },
  { weight: 4, arbitrary: fc.record({ kind: kind('SettleParked'), saleId: someId }) },
  { weight: 3, arbitrary: requestRefund() },
  fc.record({ kind: kind('AcceptRefund'), refundId: someId, reference: kind('R_1') }),
  fc.record({ kind: kind('SettleRefund'), refundId: someId, reference: kind('R_1') }),
  fc.record({ kind: kind('FailRefund'), refundId: someId, why: fc.constantFrom(...refundFailures) }),
)

function requestRefund(): fc.Arbitrary<SaleCommand> {
  const line = {
    lineId: 'l1',
    names: { 'zh-CN': '牛奶', en: 'Milk' },
    quantity: 3,
    totalMinor: 1_000,
    refundedQuantity: 0,
  }
  const sale = fc.record({
    saleId: someId,
    receiptNumber: fc.integer({ min: 1, max: 99 }),
    wallet: fc.constantFrom('wechat' as const, 'alipay' as const),
    paidMinor: fc.constant(1_000),
    refundedMinor: fc.constantFrom(0, 500),
    cards: fc.constantFrom([], [{ tenderId: 't1', codeHint: '1234', paidMinor: 300, refundedMinor: 0 }]),
    lines: fc.constant([line]),
  })
  return fc.record({
    kind: kind('RequestRefund'),
    refundId: someId,
    sale,
    units: fc.integer({ min: 0, max: 4 }).map((quantity) => [{ lineId: 'l1', quantity }]),
    reason,
    limits: fc.option(fc.constant({ perRefundMinor: 700, perAttendantMinor: 2_000 }), { nil: undefined }),
    isOnline: fc.boolean(),
  })
}

function park(): fc.Arbitrary<SaleCommand> {
  const limits = fc.option(
    fc.record({ perSaleMinor: fc.constantFrom(0, 1_000_000_000), totalMinor: fc.constantFrom(0, 10 ** 12) }),
    { nil: undefined },
  )
  return fc.record({ kind: kind('Park'), code: handOverCode, limits, isOnline: fc.boolean() })
}

function takeOver(): fc.Arbitrary<SaleCommand> {
  const line = fc.record({
    lineId: someId,
    item,
    quantity: fc.integer({ min: 1, max: 99 }),
    source,
    pack,
    override: fc.option(fc.record({ priceMinor: price, reason, badge }), { nil: undefined }),
  })
  return fc.record({
    kind: kind('TakeOver'),
    saleId: someId,
    currency: kind('CNY'),
    code: handOverCode,
    from: fc.record({ laneId: kind('lane-2'), saleId: someId }),
    isParked: fc.boolean(),
    lines: fc.uniqueArray(line, { selector: ({ lineId }) => lineId, maxLength: 4 }),
    catalogueVersion: instant,
  })
}

function addItem(): fc.Arbitrary<SaleCommand> {
  return fc.record({
    kind: kind('AddItem'),
    saleId: someId,
    currency: kind('CNY'),
    lineId: someId,
    item,
    source,
    catalogueVersion: instant,
    label,
    canWeigh: fc.boolean(),
  })
}

/** Often of a weight that may be taken, sometimes of anything a scale or a page could come up with. */
function takeWeight(): fc.Arbitrary<SaleCommand> {
  const grams = fc.oneof(fc.constantFrom(500, 500, 500, 0, -1, 100_000), wildInteger)
  const reading: fc.Arbitrary<ScaleReading> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: kind('stable'), grams }) },
    fc.record({ kind: kind('moving'), grams }),
    fc.record({ kind: fc.constantFrom('underZero', 'overload', 'notCleared', 'connecting', 'lost') }),
  )
  const range = fc.constantFrom({ minGrams: 40, maxGrams: 15_000 }, { minGrams: 0, maxGrams: 1_000_000 })
  return fc.record({ kind: kind('TakeWeight'), weightGrams: grams, reading, range })
}
