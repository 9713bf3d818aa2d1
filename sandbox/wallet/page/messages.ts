/**
 * Every word the wallet shows, in both languages. Chinese is written, not translated. Sentences about money are true
 * for the refusal they stand at: where one says that nothing was taken, the platform has said so.
 */

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

export type RefusalKind =
  | 'BadRequest'
  | 'CodeUnknown'
  | 'CodeExpired'
  | 'OrderExpired'
  | 'OrderClosed'
  | 'OrderPaid'
  | 'OrderOfAnotherPayer'
  | 'OrderUnknown'
  | 'PasswordNeeded'
  | 'PasswordWrong'
  | 'BalanceShort'
  | 'RiskRefused'

export interface Messages {
  readonly wallet: string
  readonly demo: string
  /** The label of the switch: the other language, in itself. */
  readonly otherLanguage: string
  readonly scan: string
  readonly nearbyTitle: string
  readonly nearbyEmpty: string
  readonly nearbyHint: string
  readonly pasteTitle: string
  readonly pasteHint: string
  readonly pasteAction: string
  readonly cameraTitle: string
  readonly cameraHint: string
  readonly cameraRefused: string
  readonly cameraMissing: string
  readonly back: string
  readonly payTo: string
  readonly paidTo: string
  readonly payFrom: string
  readonly balance: string
  readonly order: string
  readonly confirm: string
  readonly reject: string
  readonly opening: string
  readonly paying: string
  readonly paid: string
  readonly paidHint: string
  readonly paidAt: string
  readonly transaction: string
  readonly done: string
  readonly stopped: string
  readonly alreadyPaid: string
  readonly rejected: string
  readonly rejectedHint: string
  readonly unreached: string
  readonly unreachedHint: string
  readonly retry: string
  readonly refusals: Readonly<Record<RefusalKind, string>>
}

const chinese: Messages = {
  wallet: '沙盒钱包',
  demo: '演示，不动用真钱',
  otherLanguage: 'English',
  scan: '扫一扫付款',
  nearbyTitle: '您身边的收银屏',
  nearbyEmpty: '暂时没有等待付款的订单',
  nearbyHint: '收银屏显示付款码后，会出现在这里',
  pasteTitle: '用付款链接付款',
  pasteHint: 'weixin://wxpay/…',
  pasteAction: '打开',
  cameraTitle: '相机打不开',
  cameraHint: '对准收银屏上的付款码',
  cameraRefused: '没有相机权限。请在浏览器设置中允许，或返回从列表中选择订单。',
  cameraMissing: '这台设备打不开相机。请从列表中选择订单，或粘贴付款链接。',
  back: '返回',
  payTo: '付款给',
  paidTo: '收款方',
  payFrom: '付款方式',
  balance: '演示零钱',
  order: '订单号',
  confirm: '确认付款',
  reject: '暂不付款',
  opening: '正在打开订单',
  paying: '正在付款，请稍候',
  paid: '付款成功',
  paidHint: '请看收银屏，凭小票离店',
  paidAt: '付款时间',
  transaction: '交易单号',
  done: '完成',
  stopped: '无法付款',
  alreadyPaid: '已经付过款',
  rejected: '没有付款',
  rejectedHint: '收银屏上的付款码仍然有效，可以再次扫描。',
  unreached: '连接中断',
  unreachedHint: '还不知道这一步是否完成。请重试，同一订单不会重复扣款。',
  retry: '重试',
  refusals: {
    BadRequest: '这不是付款码。请扫描收银屏上的付款码。',
    CodeUnknown: '这个付款码已经失效或不属于这里。请扫描收银屏上最新的付款码。',
    CodeExpired: '付款码已过期。请在收银屏上重新获取。',
    OrderExpired: '付款时间已过，没有扣款。请在收银屏上重新付款。',
    OrderClosed: '商家已取消这笔订单，没有扣款。',
    OrderPaid: '这笔订单不会再次扣款。请看收银屏。',
    OrderOfAnotherPayer: '另一部手机正在支付这笔订单，您没有被扣款。',
    OrderUnknown: '找不到这笔订单。请重新扫描收银屏上的付款码。',
    PasswordNeeded: '这笔付款需要支付密码，还没有扣款。',
    PasswordWrong: '支付密码不对，没有扣款。请再试一次。',
    BalanceShort: '余额不足，没有扣款。请换一个账户，或改用其他方式付款。',
    RiskRefused: '这个账户被风控拦下，没有扣款。请换一个账户。',
  },
}

const english: Messages = {
  wallet: 'Sandbox wallet',
  demo: 'Demo, no real money',
  otherLanguage: '中文',
  scan: 'Scan to pay',
  nearbyTitle: 'On a screen near you',
  nearbyEmpty: 'No order is waiting',
  nearbyHint: 'When a kiosk shows its code, the order appears here',
  pasteTitle: 'Pay with a link',
  pasteHint: 'weixin://wxpay/…',
  pasteAction: 'Open',
  cameraTitle: 'No camera',
  cameraHint: 'Point at the code on the kiosk',
  cameraRefused:
    'The camera is not allowed. Allow it in the browser, or go back and pick the order from the list.',
  cameraMissing:
    'The camera does not open here. Go back and pick the order from the list, or paste the link.',
  back: 'Back',
  payTo: 'Pay to',
  paidTo: 'Paid to',
  payFrom: 'Pay from',
  balance: 'Demo balance',
  order: 'Order',
  confirm: 'Confirm payment',
  reject: 'Not now',
  opening: 'Opening the order',
  paying: 'Paying, one moment',
  paid: 'Paid',
  paidHint: 'Look at the kiosk and take your receipt',
  paidAt: 'Paid at',
  transaction: 'Transaction',
  done: 'Done',
  stopped: 'Cannot pay',
  alreadyPaid: 'Already paid',
  rejected: 'Not paid',
  rejectedHint: 'The code on the kiosk still works. You can scan it again.',
  unreached: 'Connection lost',
  unreachedHint: 'We do not know yet whether this went through. Try again: an order is never charged twice.',
  retry: 'Try again',
  refusals: {
    BadRequest: 'This is not a payment code. Scan the code on the kiosk.',
    CodeUnknown: 'This code has been replaced or is not from here. Scan the newest code on the kiosk.',
    CodeExpired: 'This code has run out. Ask the kiosk for a new one.',
    OrderExpired: 'The time to pay is over. Nothing was taken. Start again at the kiosk.',
    OrderClosed: 'The store has cancelled this order. Nothing was taken.',
    OrderPaid: 'You will not be charged again. Look at the kiosk.',
    OrderOfAnotherPayer: 'Another phone is paying this order. You were not charged.',
    OrderUnknown: 'This order cannot be found. Scan the code on the kiosk again.',
    PasswordNeeded: 'This payment needs your password. Nothing was taken yet.',
    PasswordWrong: 'The password is wrong. Nothing was taken. Try again.',
    BalanceShort: 'There is not enough money here. Nothing was taken. Choose another account.',
    RiskRefused: 'This account is blocked for now. Nothing was taken. Choose another account.',
  },
}

const byLanguage: Readonly<Record<Language, Messages>> = { 'zh-CN': chinese, en: english }

export const messagesIn = (language: Language): Messages => byLanguage[language]
