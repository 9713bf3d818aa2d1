/** The words of the end-of-day pages in English. */

import { officeWords } from '../office-pages/words.ts'
import type { Words } from './words.ts'

export const englishWords: Words = {
  title: 'End of day',
  daysTitle: 'Ends of days',
  noDays:
    'No day has been run yet. Bills are fetched by themselves after ten in the morning of the next day.',
  csv: 'Download CSV',
  resolve: 'Resolve',
  resolveNow: 'Resolve and sign',
  close: 'Close the day',
  closeNow: 'Close and sign',
  closed: 'Closed',
  clean: 'Clean, ready to close',
  open: (count) => (count === 1 ? '1 item open' : `${count} items open`),
  closedBy: (badge, at) => `Closed with badge ${badge} on ${at}`,
  cleanHelp: 'Every payment and refund of this day agrees or has been dealt with. The day can be closed.',
  openHelp: 'The day cannot be closed before each of the items below is dealt with.',
  called: (since) => `Waits for a person since ${since}, among the payments.`,
  altered: (version) =>
    `Warning: version ${version} of the reports was altered. Call the technicians at once.`,
  providers: officeWords.en.wallets,
  tradeBill: 'Trade bill',
  fundsBill: 'Account bill',
  bill: { read: 'checked', missing: 'not there yet', refused: 'not readable', none: 'no trade' },
  count: 'Count',
  amount: 'Amount',
  payments: 'Payments',
  refunds: 'Refunds',
  reversed: 'Payments by code, reversed',
  carried: 'Refunds that tomorrow’s bill will have',
  fees: 'Fees',
  expected: 'Due on the account',
  moved: 'Moved on the account',
  other: 'Withdrawals and other',
  agreed: 'In agreement',
  tenders: 'Store cards and coupons',
  tendersHelp: 'The store’s own, beside what the wallets paid',
  cards: 'Paid by store cards',
  cardRefunds: 'Back on store cards',
  coupons: 'Coupons redeemed',
  sections: {
    open: 'Needs a person',
    done: 'Settled by the server',
    resolved: 'Resolved by a person',
    cleared: 'Cleared by itself',
  },
  finding: {
    localOnlyPayment: {
      says: 'Goods went out, and the provider has no such payment.',
      help: 'Look in the provider’s portal at once. If no money came, reach the shopper or book the loss.',
    },
    unknownPayment: {
      says: 'The provider took a payment that was not asked for here.',
      help: 'Find out whether another system uses this merchant account; if none does, refund it in the portal.',
    },
    unsettledPayment: {
      says: 'The provider took money that the store had not heard of.',
      help: 'The server asks again by itself. Call the technicians if it stays.',
    },
    amountDiffers: {
      says: 'The amount paid is not the amount asked for.',
      help: 'Compare receipt and portal; collect or return the difference.',
    },
    transactionDiffers: {
      says: 'The provider’s transaction is another than the one on record.',
      help: 'Have the technicians look at this order’s payments.',
    },
    doubleEntry: {
      says: 'One number stands in the bill more than once.',
      help: 'See whether money was taken twice; refund in the portal if so.',
    },
    unknownRefund: {
      says: 'The provider returned money that nobody here sent back.',
      help: 'Ask who refunded it in the portal, and note why.',
    },
    unsettledRefund: {
      says: 'The provider returned money that the store still held for owed.',
      help: 'The server asks again by itself. Call the technicians if it stays.',
    },
    refundDiffers: {
      says: 'The refund’s amount or order is not the one on record.',
      help: 'Compare the refund asked for with the portal.',
    },
    refundFailed: {
      says: 'The provider could not return the money to the shopper.',
      help: 'Reach the shopper and return it in another way.',
    },
    localOnlyRefund: {
      says: 'The store returned money, and no bill of two days has it.',
      help: 'Look up the refund’s number in the portal.',
    },
    feeDiffers: {
      says: 'The fee is not what the rate gives.',
      help: 'Check the agreed rate and object with the provider.',
    },
    fundsDiffer: {
      says: 'What moved on the account is not what was traded.',
      help: 'Go through the account’s bill and find where the difference comes from.',
    },
    billMissing: {
      says: 'A bill is not there yet.',
      help: 'The server tries again every hour. After a day, check the network and the merchant’s rights.',
    },
    billRefused: {
      says: 'A bill is cut off or malformed, and was not used.',
      help: 'The server fetches it again. Call the technicians if it stays.',
    },
  },
  billSays: 'Bill',
  booksSay: 'Store',
  difference: 'Difference',
  orderNumber: 'Order number',
  refundNumber: 'Refund number',
  transaction: 'Transaction',
  lane: 'Lane',
  sale: 'Sale',
  result: 'Result',
  results: {
    succeeded: 'Counted for its sale',
    orphaned: 'The sale had ended; the money goes back to the shopper by itself',
    refunded: 'Refund confirmed',
  },
  detail: 'Detail',
  reason: 'Reason',
  badge: 'Badge',
  key: 'Item',
  report: 'Report',
  version: 'Version',
  made: 'Made',
  hash: 'Check sum',
  signature: 'Store manager',
}
