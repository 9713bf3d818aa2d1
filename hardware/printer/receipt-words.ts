/**
 * The fixed words of a printed receipt, in every language a store sells in. Paper has its own words: they are
 * shorter than the screen's, and no shopper can touch them.
 */

import type { Language } from '../../domain/item.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import type { TenderKind } from '../../domain/sale/tenders.ts'

interface SlipWords {
  readonly title: string
  readonly notPaid: string
}

export interface ReceiptWords {
  readonly taxNumber: string
  readonly receipt: string
  readonly lane: string
  readonly sale: string
  readonly time: string
  readonly pieces: string
  readonly saved: string
  /** Why a line cost less: its date was near. */
  readonly markdown: (percent: number) => string
  readonly total: string
  /** Heads the contained tax of one rate. */
  readonly taxAt: (percent: string) => string
  readonly paidWith: Readonly<Record<Wallet, string>>
  readonly tenders: Readonly<Record<TenderKind, string>>
  readonly transaction: string
  readonly webReceipt: string
  readonly toPay: string
  /** The slip of a basket that is paid for elsewhere, and of one whose goods went along. */
  readonly handedOver: SlipWords
  readonly parked: SlipWords
  readonly refund: {
    readonly title: string
    readonly of: string
    readonly backTo: Readonly<Record<Wallet, string>>
    readonly backToCard: string
    readonly reference: string
    readonly attendant: string
    readonly onItsWay: string
    /** Where no wallet has a part in it. */
    readonly onCard: string
    /** For goods that coupons paid for. */
    readonly noMoney: string
  }
  readonly thanks: string
}

export const receiptWords: Readonly<Record<Language, ReceiptWords>> = {
  'zh-CN': {
    taxNumber: '税号',
    receipt: '小票号',
    lane: '收银台',
    sale: '流水号',
    time: '时间',
    pieces: '件数',
    saved: '已优惠',
    markdown: (percent) => `临期减 ${percent}%`,
    total: '合计',
    taxAt: (percent) => `含税 ${percent}%`,
    paidWith: { wechat: '微信支付', alipay: '支付宝', pix: 'PIX' },
    tenders: { storedValue: '储值卡', coupon: '优惠券' },
    transaction: '支付单号',
    webReceipt: '扫码查看电子小票',
    toPay: '应付',
    handedOver: { title: '转人工收银台付款', notPaid: '尚未付款，请到收银台扫此码' },
    parked: { title: '商品已带走，款项待付', notPaid: '尚未付款，请凭此码补付' },
    refund: {
      title: '退款凭条',
      of: '原小票号',
      backTo: { wechat: '退回微信支付', alipay: '退回支付宝', pix: '退回 PIX' },
      backToCard: '退回储值卡',
      reference: '退款单号',
      attendant: '经办',
      onItsWay: '款项将原路退回，请留意钱包通知',
      onCard: '款项已退回储值卡，可再次使用',
      noMoney: '商品已收回；由优惠券抵付，无款可退',
    },
    thanks: '谢谢惠顾，欢迎再来',
  },
  en: {
    taxNumber: 'Tax no.',
    receipt: 'Receipt',
    lane: 'Lane',
    sale: 'Sale',
    time: 'Time',
    pieces: 'Items',
    saved: 'You saved',
    markdown: (percent) => `${percent}% off, near its date`,
    total: 'Total',
    taxAt: (percent) => `Includes tax at ${percent}%`,
    paidWith: { wechat: 'WeChat Pay', alipay: 'Alipay', pix: 'PIX' },
    tenders: { storedValue: 'Store card', coupon: 'Coupon' },
    transaction: 'Payment',
    webReceipt: 'Scan for this receipt on the web',
    toPay: 'To pay',
    handedOver: { title: 'To be paid at a till', notPaid: 'Not paid yet: have this code scanned at a till' },
    parked: { title: 'Goods taken, payment owed', notPaid: 'Not paid yet: bring this code to pay' },
    refund: {
      title: 'Refund',
      of: 'Of receipt',
      backTo: { wechat: 'Back to WeChat Pay', alipay: 'Back to Alipay', pix: 'Back by PIX' },
      backToCard: 'Back to store card',
      reference: 'Refund no.',
      attendant: 'Attendant',
      onItsWay: 'The money goes back the way it came: your wallet tells you',
      onCard: 'It is on your store card again, ready to use',
      noMoney: 'Goods taken back; a coupon paid for them, so no money is due',
    },
    thanks: 'Thank you, see you again',
  },
}
