/**
 * What the Chinese pages say of money: choosing how to pay, paying, and how it ended. Part of `zh-CN.ts`, and the
 * pattern for the other languages.
 */

import type { NotSeen } from '../../domain/payment/face.ts'
import type { FactOf, PaymentEnding, Wallet } from '../../domain/sale/fact.ts'

export const paymentZhCN = {
  wallets: { wechat: '微信支付', alipay: '支付宝', pix: 'PIX' } satisfies Record<Wallet, string>,

  tender: {
    title: '请选择付款方式',
    again: '换一种方式，或再付一次',
    scan: { wechat: '用微信扫一扫', alipay: '用支付宝扫一扫', pix: '用银行应用扫 PIX 码' } satisfies Record<
      Wallet,
      string
    >,
    ownTitle: '出示付款码',
    own: (wallets: string) => `打开${wallets}的付款码，对准扫描窗口`,
    ownAgain: '请再出示一次付款码',
    ownAgainBody: '刚才没有收到，也没有扣款。把付款码再对准扫描窗口就好。',
    face: '刷脸支付',
    faceAgain: { title: '请再看一次摄像头', body: '刚才没有收到，也没有扣款。' },
    faceRefused: { title: '钱包没有通过这次刷脸', body: '没有扣款。请再刷一次，或换一种方式。' },
    notSeen: {
      notRecognised: { title: '没有认出您', body: '没有扣款。请正对摄像头再试一次，或换一种方式。' },
      timedOut: { title: '摄像头没有看到人', body: '没有扣款。准备好了可以再试，也可以换一种方式。' },
      terminalLost: { title: '摄像头没有反应', body: '没有扣款。请换一种付款方式。' },
      unavailable: { title: '现在不能刷脸支付', body: '没有扣款。请换一种方式，或稍后再试。' },
    } satisfies Record<NotSeen, { readonly title: string; readonly body: string }>,
    or: '或',
    camera: '用摄像头',
    leave: '返回购物篮',
    covered: {
      storedValue: (hint: string) => `储值卡 尾号 ${hint}`,
      coupon: (hint: string) => `优惠券 尾号 ${hint}`,
    },
    remove: '移除',
    toPay: '还需支付',
    coveredTitle: '无需再付款',
    finish: '完成结算',
    returning: '钱会自动退回',
    returningBody: '这笔钱没有用上，正在原路退回，您不用再操作。',
    mayReturn: '如果手机上显示已经扣款，钱会自动退回。',
    reference: (reference: string) => `付款单号 ${reference}`,
    offlineTitle: '现在无法确认付款',
    offlineBody: '连不上门店服务器，付了款这里也看不到，所以先不收款。购物篮会保留，恢复后就能付款。',
    offlineHelp: '请店员帮忙结账',
  },

  looking: {
    title: '请看摄像头',
    opening: '正在打开摄像头',
    body: (wallet: string) => `认出您以后，${wallet}会立即付这笔款。`,
  },

  pay: {
    title: { wechat: '用微信扫码付款', alipay: '用支付宝扫码付款', pix: '用 PIX 扫码付款' } satisfies Record<
      Wallet,
      string
    >,
    amount: '应付金额',
    step: {
      wechat: '打开微信，点右上角“＋”，选“扫一扫”',
      alipay: '打开支付宝，点“扫一扫”',
      pix: '打开您的银行应用，选“PIX”，再选扫码',
    } satisfies Record<Wallet, string>,
    ownCode: '也可以直接把付款码对准扫描窗口',
    making: '正在生成二维码',
    left: '剩余时间',
    more: '再给我一些时间',
    otherWay: '换一种付款方式',
    leave: '返回购物篮',
    qr: '付款二维码',
  },

  confirming: {
    charging: (wallet: string) => `正在用${wallet}付款`,
    chargingBody: '请稍候，先不要收起手机。',
    chargingFaceBody: '请稍候。如果要输密码，手机上会提示。',
    password: '请在手机上输入密码',
    passwordBody: '手机上确认以后，这里会自动完成。请勿重复支付。',
    left: '输入密码的剩余时间',
    leave: '不付这一笔了',
  },

  covering: {
    title: '正在用卡券付款',
    body: '无需再付其他款项，请稍候。',
  },

  checking: {
    title: '正在确认付款，请勿重复支付',
    body: (wallet: string) => `我们正在向${wallet}核对。`,
    elapsed: (clock: string) => `已等待 ${clock}`,
    long: '比平时久一些，请放心，不会重复扣款。',
    help: '请店员来看看',
  },

  notPaid: {
    closed: { title: '付款已取消', body: '没有扣款。需要时可以再次付款。' },
    expired: { title: '付款时间已过', body: '没有扣款。请再次付款。' },
    refused: { title: '钱包没有通过这笔付款', body: '没有扣款。请看一下手机，换一种方式，或请店员帮忙。' },
    unavailable: { title: '现在连不上这个钱包', body: '没有扣款。请换一种方式，或稍后再试。' },
    codeRefused: { title: '付款码没有通过', body: '没有扣款。请刷新付款码，再出示一次。' },
    noFunds: { title: '钱包余额不足', body: '没有扣款。请换一种付款方式，或请店员帮忙。' },
    notCovered: { title: '卡券没有用上', body: '没有扣款。请再试一次，或请店员帮忙。' },
  } satisfies Record<PaymentEnding, { readonly title: string; readonly body: string }>,

  late: {
    title: '迟到的付款',
    earlier: (what: string) => `上一位顾客：${what}`,
    ago: (span: string) => `${span}前得知`,
    stages: {
      returning: {
        word: '退款中',
        title: (money: string) => `${money} 会自动退回`,
        body: (wallet: string) => `这笔${wallet}付款到得太晚，没有用上，正在原路退回，您不用再操作。`,
      },
      returned: {
        word: '已退回',
        title: (money: string) => `${money} 已退回`,
        body: (wallet: string) => `这笔${wallet}付款到得太晚，没有用上，钱已经原路退回。`,
      },
      needsPerson: {
        word: '需人工处理',
        title: (money: string) => `${money} 由门店退给您`,
        body: (wallet: string) => `这笔${wallet}付款没有用上，自动退款没有成功，门店会处理。请记下单号。`,
      },
    } satisfies Record<
      FactOf<'OrphanReported'>['stage'],
      {
        readonly word: string
        readonly title: (money: string) => string
        readonly body: (wallet: string) => string
      }
    >,
  },

  paid: {
    title: '付款成功',
    take: '请带好您的商品',
    amount: '已付',
    receipt: '扫码保存小票',
    number: (number: number) => `小票号 ${number}`,
    printing: '正在打印小票',
    printed: '小票已打印',
    failed: '小票没有打印出来，可以扫码保存',
    printAgain: '再打印一次',
    finish: '完成',
    qr: '电子小票二维码',
  },
} as const
