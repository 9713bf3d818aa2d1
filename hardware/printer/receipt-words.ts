/**
 * The fixed words of a printed receipt, in every language a store sells in. Paper has its own words: they are
 * shorter than the screen's, and no shopper can touch them.
 */

import type { Language } from '../../domain/item.ts'
import type { Wallet } from '../../domain/sale/fact.ts'

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
  readonly transaction: string
  readonly webReceipt: string
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
    paidWith: { wechat: '微信支付', alipay: '支付宝' },
    transaction: '支付单号',
    webReceipt: '扫码查看电子小票',
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
    paidWith: { wechat: 'WeChat Pay', alipay: 'Alipay' },
    transaction: 'Payment',
    webReceipt: 'Scan for this receipt on the web',
    thanks: 'Thank you, see you again',
  },
}
