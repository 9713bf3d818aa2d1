/**
 * The Chinese words of the desk where an attendant gives money back, and the pattern for the other languages: each
 * stage of a refund says whether the money is sure to come, and what to do where it is not.
 */

import type { RefundView } from '../../domain/contract/staff-view.ts'

type Stage = RefundView['stage']

interface StageWords {
  readonly word: string
  readonly body: string
}

export const refundZhCN = {
  open: '退款',
  title: '退款',
  close: '关闭退款',
  findTitle: '请扫描顾客小票上的二维码',
  findBody: '或输入小票号',
  number: '小票号',
  find: '查找',
  searching: '正在查找小票…',
  last: '本机最近的退款',
  chooseTitle: '多台收银台有这个小票号，请选择',
  receipt: (number: number, lane: string) => `小票 ${number} · ${lane} 号机`,
  receiptOf: (number: number) => `小票 ${number}`,
  paid: (money: string) => `实付 ${money}`,
  refunded: (money: string) => `已退 ${money}`,
  limit: (money: string) => `单笔限额 ${money}`,
  units: '选择退回的商品',
  left: (left: number, sold: number) => `可退 ${left} / ${sold} 件`,
  none: '已全部退回',
  more: (name: string) => `多退一件：${name}`,
  fewer: (name: string) => `少退一件：${name}`,
  unitsOf: (name: string) => `退回件数：${name}`,
  whole: '整单退款',
  go: (money: string) => `退款 ${money}`,
  goGoods: '收回商品',
  back: '原路退回',
  backTo: (where: string) => `原路退回：${where}`,
  card: (hint: string) => `储值卡（尾号 ${hint}）`,
  part: (money: string, where: string) => `${money} 到${where}`,
  and: '，',
  confirmTitle: (parts: string) => `退 ${parts}？`,
  confirmGoods: '收回商品，不退款？',
  /** Goods that coupons paid for. */
  noMoney: '无款可退',
  goodsBack: { word: '商品已收回', body: '这些商品由优惠券抵付，没有款项可退。' },
  coupons: (money: string) => `优惠券 ${money} 不退`,
  another: '换一张小票',
  next: '完成',
  print: '打印凭条',
  reference: (reference: string) => `退款单号 ${reference}`,
  stages: {
    requested: { word: '正在请求退款', body: '请稍候，不要重复退款。断网或重启后会自动继续。' },
    accepted: { word: '退款已受理', body: '款项正在原路退回，请告知顾客留意钱包通知。' },
    settled: { word: '款项已退回', body: '款项已按原支付方式退回。' },
    NeedsPerson: { word: '需要人工处理', body: '支付平台暂时退不了，款项仍欠顾客。请把退款单号告诉店长。' },
    SaleNotPaid: { word: '未退款', body: '这笔交易没有付款记录。' },
    RefundExceedsPaid: { word: '未退款', body: '累计退款会超过实付金额。请重新扫描小票核对。' },
    RefundLinesDiffer: { word: '未退款', body: '其中有商品已在别处退过。请重新扫描小票核对。' },
    TooManyRefunds: { word: '未退款', body: '这笔付款已分次退了太多次，请找店长。' },
    BadgeUnknown: { word: '未退款', body: '门店不认识您的工牌，请找店长。' },
    RefundsNotAllowed: { word: '未退款', body: '本店不在自助机退款，请找店长。' },
    RefundTooLarge: { word: '未退款', body: '超过您的单笔限额，请找店长。' },
    AttendantLimit: { word: '未退款', body: '超过您一天的退款限额，请找店长。' },
    Refused: { word: '未退款', body: '服务器拒绝了这笔退款，请找店长。' },
  } satisfies Record<Stage, StageWords>,
}
