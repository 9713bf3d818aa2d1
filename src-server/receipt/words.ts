/** The receipt page's words in both languages. Nothing else of the page depends on the language. */

import type { Language } from '../../domain/item.ts'

export interface Words {
  readonly title: string
  readonly receiptNumber: string
  readonly lane: string
  readonly paidAt: string
  readonly total: string
  readonly paidWith: string
  readonly wechat: string
  readonly alipay: string
  readonly pix: string
  readonly storedValue: string
  readonly coupon: string
  readonly transaction: string
  readonly saved: string
  /** What went back since, or is on its way. */
  readonly refunded: string
  /** Why a line cost less: its date was near. */
  readonly markdown: (percent: number) => string
  readonly tax: string
  readonly taxRate: string
  readonly gross: string
  readonly net: string
  readonly contained: string
  readonly taxNumber: string
  readonly item: string
  readonly amount: string
  readonly pieces: (count: number) => string
  readonly thanks: string
  readonly otherLanguage: string
  readonly waitingTitle: string
  readonly waitingText: string
  readonly waitingAgain: string
  readonly missingTitle: string
  readonly missingText: string
  readonly missingHelp: string
}

export const words: Readonly<Record<Language, Words>> = {
  'zh-CN': {
    title: '电子小票',
    receiptNumber: '小票号',
    lane: '收银台',
    paidAt: '付款时间',
    total: '合计',
    paidWith: '付款方式',
    wechat: '微信支付',
    alipay: '支付宝',
    pix: 'PIX',
    storedValue: '储值卡',
    coupon: '优惠券',
    transaction: '交易单号',
    saved: '已优惠',
    refunded: '已退款',
    markdown: (percent) => `临期减 ${percent}%，已优惠`,
    tax: '税额明细',
    taxRate: '税率',
    gross: '含税',
    net: '不含税',
    contained: '税额',
    taxNumber: '纳税人识别号',
    item: '商品',
    amount: '金额',
    pieces: (count) => `共 ${count} 件`,
    thanks: '谢谢惠顾，欢迎再来。',
    otherLanguage: 'English',
    waitingTitle: '小票正在路上',
    waitingText: '收银台联网后就会上传您的小票，本页会自动更新。',
    waitingAgain: '立即刷新',
    missingTitle: '没有找到这张小票',
    missingText: '链接可能不完整，或者收银台还没有联网。',
    missingHelp: '请重新扫描收银台上的二维码，或请店员为您打印小票。',
  },
  en: {
    title: 'Receipt',
    receiptNumber: 'Receipt',
    lane: 'Lane',
    paidAt: 'Paid',
    total: 'Total',
    paidWith: 'Paid with',
    wechat: 'WeChat Pay',
    alipay: 'Alipay',
    pix: 'PIX',
    storedValue: 'Store card',
    coupon: 'Coupon',
    transaction: 'Transaction',
    saved: 'You saved',
    refunded: 'Refunded',
    markdown: (percent) => `${percent}% off near its date, you saved`,
    tax: 'Tax included',
    taxRate: 'Rate',
    gross: 'Gross',
    net: 'Net',
    contained: 'Tax',
    taxNumber: 'Tax number',
    item: 'Item',
    amount: 'Amount',
    pieces: (count) => (count === 1 ? '1 item' : `${count} items`),
    thanks: 'Thank you. See you soon.',
    otherLanguage: '中文',
    waitingTitle: 'Your receipt is on its way',
    waitingText: 'It comes as soon as the till reaches the store’s server. This page updates by itself.',
    waitingAgain: 'Look again now',
    missingTitle: 'There is no such receipt here',
    missingText: 'The link may be cut short, or the till is not connected yet.',
    missingHelp: 'Scan the code on the till again, or ask the staff for a printed receipt.',
  },
}
