/**
 * What the page may ask of the lane: one of the two messages between them. Whatever arrives is checked
 * against this schema; a page can therefore ask for nothing that a shopper or an attendant could not touch.
 */

import * as v from 'valibot'
import { symbologies } from '../code/retail-code.ts'
import { languages } from '../item.ts'
import { staffReasons, wallets } from '../sale/fact.ts'

const lineId = v.pipe(v.string(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))
const anyInteger = v.pipe(v.number(), v.safeInteger())

const command = <const K extends string, E extends v.ObjectEntries>(kind: K, entries: E) =>
  v.strictObject({ kind: v.literal(kind), ...entries })

export const commandSchema = v.variant('kind', [
  /** The page lives and has painted this revision; unpainted views go stale, not queued. */
  command('Painted', { revision: anyInteger }),
  command('StartSale', {}),
  command('Scan', {
    text: v.pipe(v.string(), v.maxLength(2_048)),
    source: v.picklist(['wedge', 'camera', 'keyed']),
    symbology: v.optional(v.picklist(symbologies)),
    aim: v.optional(v.pipe(v.string(), v.regex(/^\][0-9A-Za-z]{2}$/))),
  }),
  command('Search', { text: v.pipe(v.string(), v.maxLength(100)) }),
  /** `quantity` instead of the one that was `shown` when it was touched; what was scanned meanwhile is added to it. */
  command('ChangeQuantity', { lineId, shown: anyInteger, quantity: anyInteger }),
  command('RemoveLine', { lineId }),
  /** The weight that was shown, agreed to: the lane takes it only if the scale still says the same. */
  command('TakeWeight', { weightGrams: anyInteger }),
  command('CancelWeighing', {}),
  command('CancelSale', {}),
  command('CallHelp', {}),
  command('CancelHelp', {}),
  command('ChooseLanguage', { language: v.picklist(languages) }),
  command('DismissNotice', {}),
  /** Whatever the lane is about to do for want of touch, wait longer. */
  command('StayLonger', {}),
  /** Without a wallet the lane shows what there is to choose from, where there is a choice. */
  command('Pay', { wallet: v.optional(v.picklist(wallets)) }),
  /** Whoever stands before the face terminal's camera pays. */
  command('PayByFace', { wallet: v.picklist(wallets) }),
  command('LookLonger', {}),
  command('LeaveLook', {}),
  /** Cards and coupons cover it all: they are taken. */
  command('PayCovered', {}),
  command('ExtendPayment', {}),
  /** Back to the basket, or to choose another way to pay. */
  command('LeavePayment', { why: v.picklist(['shopper', 'otherWay']) }),
  /** A card or coupon is not used after all. */
  command('RemoveTender', { tenderId: lineId }),
  command('PrintReceipt', {}),
  command('FinishSale', {}),
  command('EnterPin', { pin: v.pipe(v.string(), v.regex(/^\d{4,8}$/)) }),
  command('SignOut', {}),
  command('ApproveAge', {}),
  command('RefuseAge', {}),
  command('VoidLine', { lineId, reason: v.picklist(staffReasons) }),
  command('OverridePrice', { lineId, priceMinor: anyInteger, reason: v.picklist(staffReasons) }),
  command('VoidBasket', { reason: v.picklist(staffReasons) }),
  /** The basket is paid for elsewhere. */
  command('HandOver', {}),
  /** Its goods go too, unpaid, while nobody can be charged. */
  command('Park', {}),
  command('OpenRefunds', {}),
  command('CloseRefunds', {}),
  /** A receipt by the number on it. */
  command('FindReceipt', { receiptNumber: anyInteger }),
  command('ChooseReceipt', { saleId: lineId }),
  /** So many units of a line are to go back; none takes it off again. */
  command('ChooseRefund', { lineId, quantity: anyInteger }),
  command('ChooseWholeRefund', {}),
  command('Refund', { reason: v.picklist(staffReasons) }),
  command('PrintRefund', { refundId: lineId }),
  /** From one receipt, or one refund, to the next. */
  command('NextRefund', {}),
  command('OpenPanel', {}),
  command('ClosePanel', {}),
])

export type Command = Readonly<v.InferOutput<typeof commandSchema>>
