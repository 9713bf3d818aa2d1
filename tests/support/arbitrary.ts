/**
 * Generators of the domain's values for property tests: well-formed codes, items, facts in any order, and commands
 * that may or may not fit the state they meet.
 */

import fc from 'fast-check'
import { checkDigit } from '../../domain/code/retail-code.ts'
import type { OnLabel } from '../../domain/code/scan.ts'
import { departments, type Item, languages } from '../../domain/item.ts'
import type { SaleCommand } from '../../domain/sale/decide.ts'
import {
  abandonReasons,
  type Fact,
  type HelpAbout,
  leaveReasons,
  orphanStages,
  paymentAwaits,
  paymentEndings,
  paymentMethods,
  refundFailures,
  scanRefusals,
  staffReasons,
} from '../../domain/sale/fact.ts'
import { tenderKinds } from '../../domain/sale/tenders.ts'
import type { ScaleReading } from '../../domain/sale/weighing.ts'

/** Few enough ids that commands and facts often meet the same line or payment. */
const someId = fc.constantFrom('a', 'b', 'c', 'd')

export const gtin13 = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
  .map((digits) => digits.join(''))
  .filter((body) => !/^0+$/.test(body))
  .map((body) => body + checkDigit(body))

const item: fc.Arbitrary<Item> = fc.record({
  gtin: gtin13.map((code) => code.padStart(14, '0')),
  names: fc.record({
    'zh-CN': fc.constantFrom('牛奶', '啤酒', '苹果'),
    en: fc.constantFrom('Milk', 'Beer', 'Apple'),
  }),
  department: fc.constantFrom(...departments),
  priceMinor: fc.integer({ min: 0, max: 99_999_999 }),
  taxBasisPoints: fc.constantFrom(0, 600, 900, 1300),
  minimumAge: fc.constantFrom(0, 0, 0, 18),
  weighed: fc.constantFrom(false, false, false, true),
  forSale: fc.constantFrom(true, true, true, false),
})

const nothing = fc.constant(0)
const badge = fc.constantFrom('1001', '1002')
const reason = fc.constantFrom(...staffReasons)
const source = fc.constantFrom('serial', 'wedge', 'camera', 'keyed')
const instant = fc.integer({ min: 0, max: 10_000_000 })
const price = fc.integer({ min: 0, max: 99_999_999 })
const token = fc.constant('receipt-token-0123456789')
const wallet = fc.constant('wechat' as const)
const method = fc.constantFrom(...paymentMethods)
const awaits = fc.constantFrom(...paymentAwaits)
const kind = <const K extends string>(name: K) => fc.constant(name)

const orphan = {
  paymentId: someId,
  saleId: someId,
  wallet,
  amountMinor: fc.integer({ min: 1, max: 9_999 }),
  reference: kind('P_1'),
  stage: fc.constantFrom(...orphanStages),
}

/** Often less than a basket costs. */
const heldTender = {
  tender: fc.constantFrom(...tenderKinds),
  amountMinor: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 99_999_999 })),
  codeHint: kind('1234'),
}

const pack = fc.option(
  fc.oneof(
    fc.record({ weightGrams: fc.integer({ min: 1, max: 99_999 }) }),
    fc.record({ priceMinor: fc.integer({ min: 0, max: 99_999_999 }) }),
    fc.record({ serial: fc.constantFrom('S1', 'S2'), batch: fc.constant('B') }),
  ),
  { nil: undefined },
)

const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-11-${String(date).padStart(2, '0')}`)

const label: fc.Arbitrary<OnLabel> = fc.record(
  { pack, batch: fc.constantFrom('B', 'C'), sellUntil: day, bestBefore: day },
  { requiredKeys: [] },
)

const about: fc.Arbitrary<HelpAbout> = fc.record({
  kind: kind('Recalled'),
  recallId: fc.constantFrom('r1', 'r2'),
  gtin: kind('06901028075831'),
  names: fc.constant({ 'zh-CN': '牛奶', en: 'Milk' }),
  reason: kind('glass'),
})

const markdown = fc.record({
  ruleId: kind('near'),
  percentOff: fc.integer({ min: 1, max: 99 }),
  goodUntil: day,
})
const handOverCode = fc.constant('hand-over-code-0123456789')

export const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ kind: kind('LaneStarted'), software: kind('test'), epoch: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: kind('LanguageChosen'), language: fc.constantFrom(...languages) }),
  fc.record({
    kind: kind('SaleStarted'),
    saleId: someId,
    currency: kind('CNY'),
    language: fc.constantFrom(...languages),
  }),
  fc.record({ kind: kind('ItemScanned'), lineId: someId, item, source, catalogueVersion: instant, pack }),
  fc.record({ kind: kind('WeighingStarted'), lineId: someId, item, source, catalogueVersion: instant, pack }),
  fc.record({ kind: kind('WeighingCancelled') }),
  fc.record({
    kind: kind('ItemScanned'),
    lineId: someId,
    item,
    source,
    catalogueVersion: instant,
    batch: kind('B'),
    markdown,
  }),
  fc.record({
    kind: kind('QuantityChanged'),
    lineId: someId,
    quantity: fc.integer({ min: 1, max: 99 }),
  }),
  fc.record({ kind: kind('LineRemoved'), lineId: someId }),
  fc.record({ kind: kind('LineVoided'), lineId: someId, badge, reason }),
  fc.record({ kind: kind('PriceOverridden'), lineId: someId, priceMinor: price, badge, reason }),
  fc.record({ kind: kind('ScanRefused'), why: fc.constantFrom(...scanRefusals) }),
  fc.record({ kind: kind('HelpCalled') }),
  fc.record({ kind: kind('HelpCalled'), about }),
  fc.record({ kind: kind('HelpCancelled') }),
  fc.record({ kind: kind('BadgeRead'), badge }),
  fc.record({ kind: kind('PinTried'), badge }),
  fc.record({ kind: kind('AttendantSignedIn'), badge, name: kind('李敏') }),
  fc.record({ kind: kind('AttendantSignedOut') }),
  fc.record({ kind: kind('AgeApproved'), age: fc.constant(18), badge }),
  fc.record({ kind: kind('AgeRefused'), badge }),
  fc.record({ kind: kind('BasketVoided'), reason: fc.constantFrom(...abandonReasons) }),
  fc.record({ kind: kind('TenderOpened') }),
  fc.record({ kind: kind('TenderHeld'), tenderId: someId, ...heldTender }),
  fc.record({ kind: kind('TenderReleased'), tenderId: someId }),
  fc.record({ kind: kind('TenderClosed') }),
  fc.record({ kind: kind('PaymentRequested'), paymentId: someId, wallet, amountMinor: price }),
  fc.record({ kind: kind('PaymentRequested'), paymentId: someId, wallet, amountMinor: price, method }),
  fc.record({ kind: kind('PaymentRequested'), paymentId: someId, amountMinor: nothing }),
  fc.record({ kind: kind('PaymentAwaited'), paymentId: someId, awaits, untilMs: instant }),
  fc.record({
    kind: kind('PaymentOffered'),
    paymentId: someId,
    codeUrl: kind('weixin://x'),
    expiresAtMs: instant,
    payableUntilMs: instant,
  }),
  fc.record({ kind: kind('PaymentExtended'), paymentId: someId, expiresAtMs: instant }),
  fc.record({ kind: kind('PaymentLeft'), paymentId: someId, why: fc.constantFrom(...leaveReasons) }),
  fc.record({ kind: kind('PaymentEnded'), paymentId: someId, ending: fc.constantFrom(...paymentEndings) }),
  fc.record({
    kind: kind('PaymentEnded'),
    paymentId: someId,
    ending: fc.constantFrom(...paymentEndings),
    reference: kind('P_1'),
    isReturning: fc.boolean(),
  }),
  fc.record({
    kind: kind('SalePaid'),
    paymentId: someId,
    wallet,
    amountMinor: price,
    transactionId: kind('4200001'),
    paidAtMs: instant,
    receiptNumber: fc.integer({ min: 1, max: 99 }),
    receiptToken: token,
  }),
  fc.record({
    kind: kind('SalePaid'),
    paymentId: someId,
    amountMinor: nothing,
    transactionId: kind('C_1'),
    paidAtMs: instant,
    receiptNumber: fc.integer({ min: 1, max: 99 }),
    receiptToken: token,
  }),
  fc.record({ kind: kind('ReceiptPrinted'), saleId: someId }),
  fc.record({ kind: kind('PrintFailed'), saleId: someId, why: kind('PaperOut') }),
  fc.record({ kind: kind('SaleFinished') }),
  fc.record({ kind: kind('BasketHandedOver'), code: handOverCode, amountMinor: price }),
  fc.record({ kind: kind('SaleParked'), code: handOverCode, amountMinor: price, badge }),
  fc.record({
    kind: kind('BasketTakenOver'),
    code: handOverCode,
    fromLaneId: kind('lane-2'),
    fromSaleId: someId,
    isParked: fc.boolean(),
  }),
  fc.record({ kind: kind('ParkedSettled'), saleId: someId }),
  fc.record({
    kind: kind('RefundRequested'),
    refundId: someId,
    saleId: someId,
    receiptNumber: fc.integer({ min: 1, max: 99 }),
    wallet: fc.constantFrom('wechat' as const, 'alipay' as const),
    lines: fc.array(
      fc.record({
        lineId: someId,
        names: fc.constant({ 'zh-CN': '牛奶', en: 'Milk' }),
        quantity: fc.integer({ min: 1, max: 9 }),
        amountMinor: price,
      }),
      { minLength: 1, maxLength: 3 },
    ),
    amountMinor: fc.integer({ min: 1, max: 9_999 }),
    reason: fc.constantFrom(...staffReasons),
    badge,
  }),
  fc.record({ kind: kind('RefundAccepted'), refundId: someId, reference: fc.constant('R_1') }),
  fc.record({ kind: kind('RefundSettled'), refundId: someId }),
  fc.record({
    kind: kind('RefundFailed'),
    refundId: someId,
    why: fc.constantFrom(...refundFailures),
  }),
  fc.record({ kind: kind('OrphanReported'), ...orphan }),
)

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
