/**
 * Which wallet a shown payment code belongs to, by its first digits and its length. Consulted only while a payment
 * waits for a code, because numbers like these occur elsewhere. The ranges have grown over the years: a table, no more.
 */

const codeWallets = ['wechat', 'wechatAbroad', 'alipay', 'unionpay', 'ecny', 'emv'] as const

export type CodeWallet = (typeof codeWallets)[number]

/** The one rule whose codes stand for a face. */
export const faceRule = 'alipay-face'

interface PaymentCodeRule {
  readonly name: string
  readonly wallet: CodeWallet
  readonly pattern: RegExp
  readonly example: string
}

export const paymentCodeRules: readonly PaymentCodeRule[] = [
  { name: 'wechat-code', wallet: 'wechat', pattern: /^1[0-4]\d{16}$/, example: '134567890123456789' },
  // Wallets opened outside mainland China; a store takes them by a contract of their own.
  {
    name: 'wechat-abroad-code',
    wallet: 'wechatAbroad',
    pattern: /^15\d{16}$/,
    example: '154567890123456789',
  },
  { name: 'alipay-code', wallet: 'alipay', pattern: /^(2[5-9]|30)\d{14,22}$/, example: '287654321098765432' },
  {
    name: faceRule,
    wallet: 'alipay',
    pattern: /^fp[!-~]{33}$/,
    example: `fp${'0a1b2c3d4e5'.repeat(3)}`,
  },
  { name: 'unionpay-code', wallet: 'unionpay', pattern: /^62\d{17}$/, example: '6212345678901234567' },
  // No published source for this range: it is named so that it is refused by name.
  { name: 'ecny-code', wallet: 'ecny', pattern: /^01\d{17}$/, example: '0123456789012345678' },
  {
    name: 'emv-consumer-code',
    wallet: 'emv',
    pattern: /^hQVDUFYw[0-9A-Za-z+/=]{8,500}$/,
    example: 'hQVDUFYwMWEaTwegAAAAVVVV',
  },
]

/** Codes by which a person is paid, shown by mistake: an address of a wallet, or EMVCo merchant data. */
const payeePattern = /^(?:https?:|weixin:|wxp:|alipays?:|upi:|000201)/i

export const isPayeeCode = (text: string): boolean => payeePattern.test(text)

export const paymentRuleOf = (text: string): PaymentCodeRule | undefined =>
  paymentCodeRules.find(({ pattern }) => pattern.test(text))
