/**
 * The English sentence for everything a lane says no to: what happened, and one thing to do.
 */

import type { RefusalKind } from '../../domain/sale/refusal.ts'
import type { Explanation } from './explanation.ts'
import { plural } from './plural.ts'

export const refusalsEn = {
  UnknownCode: { title: 'We cannot find this item', body: () => 'Scan it again, or call for help.' },
  WrongCheckDigit: {
    title: 'The barcode was not read whole',
    body: () => 'Smooth the barcode and scan it again.',
  },
  NotReadable: {
    title: 'We could not see the barcode',
    body: () => 'Hold it straight to the scanner and try again.',
  },
  NotForSale: {
    title: 'This item is not on sale',
    body: () => 'Please hand it to staff. You can scan the rest.',
  },
  NeedsWeighing: {
    title: 'This item must be weighed first',
    body: () => 'Weigh it at the scale, then scan its label.',
  },
  Expired: {
    title: 'This item is past its date',
    body: () => 'Please hand it to staff. You can scan the rest.',
  },
  AlreadyScanned: {
    title: 'This very pack is in the basket already',
    body: () => 'Its number was scanned before. Scan the next one.',
  },
  Recalled: {
    title: 'This item has been recalled',
    body: () => 'Please hand it to staff. Someone is on the way.',
  },
  RecalledInBasket: {
    title: 'An item in the basket has been recalled',
    body: (_figure, name) =>
      `${name ?? 'It'} cannot be sold. Take it out of the basket and hand it to staff, then pay for the rest.`,
  },
  SoldBefore: {
    title: 'This very pack was sold before',
    body: () => 'Its number stands on another receipt. Please hand it to staff.',
  },
  QuantityLimited: {
    title: 'There is a limit on this item',
    body: (figure, name) => `At most ${figure ?? 'a few'} in one purchase: ${name ?? 'this item'}.`,
  },
  NotAtThisHour: {
    title: 'Not on sale at this hour',
    body: (_figure, name, hours) =>
      `${name ?? 'This item'} is not sold ${hours ?? 'now'}. You can buy the rest.`,
  },
  FixedQuantity: { title: 'This is one pack', body: () => 'For another, scan its own label.' },
  WeighingInProgress: {
    title: 'One item is on its way to the scale',
    body: () => 'Weigh it first, or leave it out. Then scan the next.',
  },
  NoWeighing: { title: 'No item waits for its weight', body: () => 'Please scan the item again.' },
  WeightNotSteady: {
    title: 'The weight has just changed',
    body: () => 'Let the scale come to rest, then touch Add again.',
  },
  WeightOutOfRange: {
    title: 'The scale cannot weigh this',
    body: () => 'Put a little more or less on it, or call for help.',
  },
  ScaleLost: {
    title: 'The scale does not answer',
    body: () => 'Leave this item out, or call for help. Your basket is safe.',
  },
  UnknownBadge: { title: 'This badge is not known', body: () => 'Check that it belongs to this store.' },
  NoSale: { title: 'The basket is empty', body: () => 'Scan an item first.' },
  NoSuchLine: { title: 'This item has left the basket', body: () => 'Please look at the list.' },
  QuantityOutOfRange: {
    title: 'That is too many',
    body: (figure) =>
      figure === null ? 'Please choose fewer.' : `At most ${figure} of one item. For more, call for help.`,
  },
  BasketFull: {
    title: 'The basket is full',
    body: (figure) =>
      figure === null ? 'Please pay first.' : `It holds ${figure} different items. Please pay first.`,
  },
  NothingToPay: { title: 'There is nothing to pay yet', body: () => 'Scan an item first.' },
  NeedsAttendant: {
    title: 'Staff must check your age',
    body: (figure) =>
      figure === null
        ? 'Call for help, then pay.'
        : `An item is for people of ${figure} and over. Call for help, then pay.`,
  },
  PaymentInProgress: { title: 'A payment is open', body: () => 'Go back to the basket to change it.' },
  PayFirst: {
    title: 'That is a payment code',
    body: () => 'Scan your items, touch Pay, then show it again.',
  },
  WalletNotTaken: {
    title: 'This payment code is not taken here',
    body: () => 'Show a code of another wallet, or scan the QR on the screen.',
  },
  PayeeCode: {
    title: 'That code is for receiving money',
    body: () => 'Please show your payment code instead.',
  },
  NotAPaymentCode: {
    title: 'That is not a payment code',
    body: () => 'Open Pay in your wallet and hold its code to the scanner.',
  },
  StillChecking: {
    title: 'The last payment is still under way',
    body: () => 'Wait for the result here before paying again.',
  },
  CodeUsed: {
    title: 'This payment code was used already',
    body: () => 'Refresh the code on your phone and show it again.',
  },
  NoConnection: {
    title: 'Paying is not possible at the moment',
    body: () => 'Your basket stays as it is. Try again in a moment, or call for help.',
  },
  BasketFixed: {
    title: 'This basket cannot be changed',
    body: () => 'Its goods have been taken. Pay for it, or call for help.',
  },
  BasketNotEmpty: {
    title: 'There are items in this basket',
    body: () => 'Pay for them or cancel first, then scan the code again.',
  },
  BasketUnknown: {
    title: 'We do not know this basket',
    body: () => 'Its checkout may be cut off. Wait a moment, or call for help.',
  },
  BasketOutOfReach: {
    title: 'We cannot fetch this basket now',
    body: () => 'There is no connection. Try again in a moment, or call for help.',
  },
  BasketTaken: {
    title: 'This basket is taken already',
    body: () => 'It is at another checkout, or paid. Call for help if it is not.',
  },
  ParkingNotAllowed: {
    title: 'This store lets nothing go unpaid',
    body: () => 'Hand the basket over to a till instead.',
  },
  ParkingNotNeeded: {
    title: 'Payment is possible',
    body: () => 'The connection is up: the shopper can pay here.',
  },
  ParkingTooLarge: {
    title: 'This basket is too large to go unpaid',
    body: () => 'It is above the limit of this store. Hand it over to a till.',
  },
  ParkingFull: {
    title: 'This lane has let enough go unpaid',
    body: () => 'Its limit is reached. Hand the basket over to a till.',
  },
  ReceiptUnknown: {
    title: 'We do not find this receipt',
    body: () =>
      'It is of another store, was not paid, or its lane is cut off. Scan it again, or enter its number.',
  },
  RefundedAlready: {
    title: 'Everything on this receipt went back before',
    body: () => 'There is nothing left to refund.',
  },
  NothingToRefund: { title: 'Nothing is chosen yet', body: () => 'Choose what came back.' },
  RefundLinesDiffer: {
    title: 'That many are not left',
    body: () => 'Scan the receipt again to see what can still go back.',
  },
  RefundExceedsPaid: {
    title: 'This is more than is left of what was paid',
    body: () => 'Part of it went back before. Ask the manager.',
  },
  RefundsNotAllowed: {
    title: 'This store gives no money back at the lane',
    body: () => 'Ask the manager.',
  },
  RefundTooLarge: {
    title: 'This refund is above your limit',
    body: () => 'Ask the manager. Nothing was refunded.',
  },
  RefundOutOfReach: {
    title: 'No refunds while the lane is offline',
    body: () => 'Nobody could say what went back before. Try again once it is connected.',
  },
  RefundWaits: {
    title: 'The last refund is not answered yet',
    body: () => 'The lane asks on by itself. Wait until it shows what became of it.',
  },
  SlipNotPrinted: {
    title: 'The slip did not print',
    body: () => 'Check the printer, then print it again. The refund goes on without it.',
  },
  NoPayment: { title: 'No payment is open', body: () => 'Please touch Pay again.' },
  AmountDiffers: { title: 'The amounts do not agree', body: () => 'No money was taken. Call for help.' },
  NotSignedIn: { title: 'Sign in first', body: () => 'Scan your badge and enter your PIN.' },
  WrongPin: {
    title: 'Wrong PIN',
    body: (figure) =>
      figure === null ? 'Please try again.' : `You have ${plural(figure, 'try', 'tries')} left.`,
  },
  PinLocked: {
    title: 'This badge is locked',
    body: () => 'Too many tries. Wait a while, or ask the manager.',
  },
  PriceOutOfRange: { title: 'This price is out of range', body: () => 'Enter the price again.' },
  NothingToApprove: { title: 'No item needs an age check', body: () => 'You can go on.' },
  SaleNotFinished: { title: 'The last sale is still open', body: () => 'Finish it first.' },
  NoMoreTime: {
    title: 'The time to pay cannot be extended',
    body: () => 'Go back to the basket and pay again.',
  },
  TendersHeld: {
    title: 'A card or coupon is set aside',
    body: () => 'Go back to the basket first: it is given back, and you can scan on.',
  },
  TendersReturned: {
    title: 'Your card or coupon was not used',
    body: () => 'Nothing was taken from it. Show it again where you pay.',
  },
  TendersFull: { title: 'No more cards or coupons', body: () => 'Please pay the rest with a wallet.' },
  TenderUnknown: { title: 'We do not know this card or coupon', body: () => 'Nothing was taken from it.' },
  CardEmpty: { title: 'There is nothing left on this card', body: () => 'Please pay another way.' },
  CouponUsed: { title: 'This coupon is used', body: () => 'Each coupon is good for one purchase.' },
  CouponExpired: { title: 'This coupon is no longer valid', body: () => 'Please pay without it.' },
  BasketTooSmall: {
    title: 'This coupon needs a larger basket',
    body: () => 'Add more items, then scan it again.',
  },
  CoveredAlready: {
    title: 'Nothing is left to pay',
    body: () => 'Your cards and coupons cover all of it. Touch Finish.',
  },
  NotCovered: { title: 'Something is left to pay', body: () => 'Choose how to pay the rest.' },
  TenderOutOfReach: {
    title: 'Cards and coupons cannot be used right now',
    body: () => 'The store server cannot be reached. Nothing is taken from your card.',
  },
  TenderAsked: {
    title: 'We are asking about your card or coupon',
    body: () => 'It takes a little longer than usual. Please wait a moment.',
  },
  BasketAsked: {
    title: 'We are fetching your basket',
    body: () => 'It takes a little longer than usual. Please wait a moment.',
  },
  OutOfService: {
    title: 'This checkout is closed',
    body: () => 'Please use the next one, or a staffed till.',
  },
  Malformed: { title: 'That did not work', body: () => 'Please try again.' },
} satisfies Record<RefusalKind, Explanation>
