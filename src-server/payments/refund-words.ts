/**
 * How a wallet tells its owner why money came back, in the wallet's own language. Only words: what goes back, and
 * whether, is decided elsewhere.
 */

import { type StaffReason, staffReasons } from '../../domain/sale/fact.ts'

/** Of money no sale waits for; what it is kept under. */
export const orphanReason = 'paidTooLate'

const reasons = [...staffReasons, orphanReason] as const

export const walletLanguages = ['zh-CN', 'pt-BR', 'en'] as const

export type WalletLanguage = (typeof walletLanguages)[number]

const words: Readonly<Record<WalletLanguage, Readonly<Record<StaffReason | typeof orphanReason, string>>>> = {
  'zh-CN': {
    shopperChangedMind: '顾客退货',
    wrongPrice: '价格更正',
    damaged: '商品破损',
    promotion: '促销调整',
    scannedTwice: '多扫商品',
    other: '商品退款',
    [orphanReason]: '付款已取消，自动退款',
  },
  'pt-BR': {
    shopperChangedMind: 'Devolução de compra',
    wrongPrice: 'Correção de preço',
    damaged: 'Produto danificado',
    promotion: 'Ajuste de promoção',
    scannedTwice: 'Produto cobrado duas vezes',
    other: 'Devolução',
    [orphanReason]: 'Pagamento cancelado, devolução automática',
  },
  en: {
    shopperChangedMind: 'Goods returned',
    wrongPrice: 'Price corrected',
    damaged: 'Damaged goods',
    promotion: 'Promotion adjusted',
    scannedTwice: 'Scanned twice',
    other: 'Refund',
    [orphanReason]: 'Payment cancelled, refunded automatically',
  },
}

export function saidToShopper(reason: string, language: WalletLanguage): string {
  const known = reasons.find((each) => each === reason)
  return words[language][known ?? 'other']
}
