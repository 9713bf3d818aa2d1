/** The words that every office page shares, in both languages. */

import type { Language } from '../../domain/item.ts'
import type { Wallet } from '../../domain/sale/fact.ts'

export interface OfficeWords {
  readonly otherLanguage: string
  readonly tabs: Readonly<Record<'payments' | 'dayEnd', string>>
  readonly wallets: Readonly<Record<Wallet, string>>
  readonly badge: string
  readonly pin: string
  readonly reason: string
  /** By the refusal's name; what is not here is said in the server's own English sentence. */
  readonly refusals: Readonly<Record<string, string>>
  readonly numberUnknown: string
  readonly officeOnly: string
  readonly dayUnknown: string
}

export const officeWords: Readonly<Record<Language, OfficeWords>> = {
  'zh-CN': {
    otherLanguage: 'English',
    tabs: { payments: '付款处理', dayEnd: '日终对账' },
    wallets: { wechat: '微信支付', alipay: '支付宝', pix: 'PIX' },
    badge: '工号',
    pin: '密码',
    reason: '原因',
    refusals: {
      FormStale: '页面已过期，没有做任何更改。请重新填写并提交。',
      FormRefused: '有一项没有填写或格式不对，没有做任何更改。工号必填，密码只能是数字，原因至少三个字。',
      StaffUnproven: '工号或密码不对，没有做任何更改。请重试。',
      StaffLocked: '密码连续输错多次，该工号已暂时锁定，没有做任何更改。请十五分钟后再试。',
      PaymentNotStuck: '这笔付款已经不需要人工处理。',
      CaseNotOpen: '这一项已经处理过了。',
      RefundNotStuck: '这笔退款已经不需要人工处理。',
      RefundBusy: '正在向支付平台核实这笔退款，没有做任何更改。请三分钟后再试。',
      OrphanStaysOwed: '这笔钱无论如何都属于顾客，只能付还，不能作废。',
      RefundSplit: '这笔退款有一部分已退到储值卡上，其余只能付还，不能作废。',
      RefundMoved: '支付平台上有这笔退款，会自行完成，没有做任何更改。',
      RefundUnsure: '支付平台没有给出确定的答复，没有做任何更改。请稍后再试。',
      FindingNotOpen: '这一项已经处理过了。',
      DayClosed: '本日已日结，不能再更改。',
      DayNotClean: '本日还有未处理的项目，请先处理。',
    },
    dayUnknown: '没有这一天的对账记录。请从下面选一天。',
    officeOnly: '只有后台可以查看：请在服务器本机打开，密码填后台令牌，用户名任意。',
    numberUnknown: '没有找到这个编号。请核对订单号、退款单号、交易号或销售编号。',
  },
  en: {
    otherLanguage: '中文',
    tabs: { payments: 'Payments', dayEnd: 'End of day' },
    wallets: { wechat: 'WeChat Pay', alipay: 'Alipay', pix: 'PIX' },
    badge: 'Badge',
    pin: 'PIN',
    reason: 'Reason',
    refusals: {
      FormStale: 'The page was too old; nothing was changed. Fill it in again and send it.',
      FormRefused:
        'Something is missing or malformed; nothing was changed. A badge is needed, a PIN of digits only, and three letters of a reason.',
      StaffUnproven: 'Badge or PIN is wrong; nothing was changed. Try again.',
      StaffLocked:
        'The PIN was wrong too often and this badge is locked for now; nothing was changed. Try again in fifteen minutes.',
      PaymentNotStuck: 'This payment does not wait for a person any more.',
      CaseNotOpen: 'This case was dealt with already.',
      RefundNotStuck: 'This refund does not wait for a person any more.',
      RefundBusy:
        'The provider is being asked about this refund; nothing was changed. Try again in three minutes.',
      OrphanStaysOwed:
        'This money belongs to the shopper whatever happens: it can be paid out, not made void.',
      RefundSplit:
        'A part of this refund is on a store card already; the rest can be paid out, not made void.',
      RefundMoved: 'The provider has this refund, and it goes its way; nothing was changed.',
      RefundUnsure: 'The provider gave no sure answer; nothing was changed. Try again later.',
      FindingNotOpen: 'This item was dealt with already.',
      DayClosed: 'This day is closed; nothing in it can be changed.',
      DayNotClean: 'Something in this day is still open; deal with it first.',
    },
    dayUnknown: 'The end of this day was never run. Choose one below.',
    officeOnly:
      'Only the office may read this: open it on the server itself, with the office’s token as password and any user name.',
    numberUnknown:
      'This number is not known here. Compare it: an order, refund, transaction or sale number is looked for.',
  },
}
