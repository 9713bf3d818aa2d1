/** Generators of the domain's values for property tests: well-formed codes, items, and facts in any order. */

import fc from 'fast-check'
import { checkDigit } from '../../domain/code/retail-code.ts'
import type { OnLabel } from '../../domain/code/scan.ts'
import { departments, type Item, languages } from '../../domain/item.ts'
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

/** Few enough ids that commands and facts often meet the same line or payment. */
export const someId = fc.constantFrom('a', 'b', 'c', 'd')

export const gtin13 = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
  .map((digits) => digits.join(''))
  .filter((body) => !/^0+$/.test(body))
  .map((body) => body + checkDigit(body))

export const item: fc.Arbitrary<Item> = fc.record({
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
export const badge = fc.constantFrom('1001', '1002')
export const reason = fc.constantFrom(...staffReasons)
export const source = fc.constantFrom('serial', 'wedge', 'camera', 'keyed')
export const instant = fc.integer({ min: 0, max: 10_000_000 })
export const price = fc.integer({ min: 0, max: 99_999_999 })
export const token = fc.constant('receipt-token-0123456789')
export const wallet = fc.constant('wechat' as const)
export const method = fc.constantFrom(...paymentMethods)
export const awaits = fc.constantFrom(...paymentAwaits)
export const kind = <const K extends string>(name: K) => fc.constant(name)

export const orphan = {
  paymentId: someId,
  saleId: someId,
  wallet,
  amountMinor: fc.integer({ min: 1, max: 9_999 }),
  reference: kind('P_1'),
  stage: fc.constantFrom(...orphanStages),
}

/** Often less than a basket costs. */
export const heldTender = {
  tender: fc.constantFrom(...tenderKinds),
  amountMinor: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 99_999_999 })),
  codeHint: kind('1234'),
}

export const pack = fc.option(
  fc.oneof(
    fc.record({ weightGrams: fc.integer({ min: 1, max: 99_999 }) }),
    fc.record({ priceMinor: fc.integer({ min: 0, max: 99_999_999 }) }),
    fc.record({ serial: fc.constantFrom('S1', 'S2'), batch: fc.constant('B') }),
  ),
  { nil: undefined },
)

const day = fc.integer({ min: 1, max: 28 }).map((date) => `2026-11-${String(date).padStart(2, '0')}`)

export const label: fc.Arbitrary<OnLabel> = fc.record(
  { pack, batch: fc.constantFrom('B', 'C'), sellUntil: day, bestBefore: day },
  { requiredKeys: [] },
)

export const about: fc.Arbitrary<HelpAbout> = fc.record({
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
export const handOverCode = fc.constant('hand-over-code-0123456789')

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
