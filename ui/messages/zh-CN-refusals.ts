/**
 * The Chinese sentence for everything a lane says no to: what happened, and one thing to do.
 */

import type { RefusalKind } from '../../domain/sale/refusal.ts'
import type { Explanation } from './explanation.ts'

export const refusalsZhCN = {
  UnknownCode: { title: '没有找到这件商品', body: () => '请再扫一次，或请店员帮忙。' },
  WrongCheckDigit: { title: '条码没有读完整', body: () => '请把条码抚平，再扫一次。' },
  NotReadable: { title: '没有看清条码', body: () => '请把条码正对扫描窗口，再扫一次。' },
  NotForSale: { title: '这件商品暂不出售', body: () => '请交给店员。其余商品可以继续扫。' },
  NeedsWeighing: { title: '这件商品要先称重', body: () => '请到称重台贴好标签，再来扫描。' },
  Expired: { title: '这件商品已过期', body: () => '请交给店员。其余商品可以继续扫。' },
  AlreadyScanned: { title: '这一件已经在购物篮里', body: () => '它的编号扫过了，请扫下一件。' },
  Recalled: { title: '这件商品正在召回', body: () => '请交给店员。店员马上过来。' },
  RecalledInBasket: {
    title: '购物篮里有召回商品',
    body: (_figure, name) => `“${name ?? '这件商品'}”不能出售。请从购物篮移除并交给店员，再为其余商品付款。`,
  },
  SoldBefore: { title: '这一件已经卖出过', body: () => '它的编号在另一张小票上。请交给店员。' },
  QuantityLimited: {
    title: '这种商品限购',
    body: (figure, name) => `“${name ?? '这种商品'}”每次最多买 ${figure ?? '几'} 件。`,
  },
  NotAtThisHour: {
    title: '这个时段不出售',
    body: (_figure, name, hours) => `“${name ?? '这件商品'}”${hours ?? '现在'}不出售。其余商品可以购买。`,
  },
  FixedQuantity: { title: '这是单独的一份', body: () => '再要一份，请扫它自己的标签。' },
  WeighingInProgress: {
    title: '有一件商品正等着称重',
    body: () => '请先称好，或先不买它，再扫下一件。',
  },
  NoWeighing: { title: '现在没有要称重的商品', body: () => '请把商品再扫一次。' },
  WeightNotSteady: { title: '重量刚刚变了', body: () => '等秤稳住，再点加入。' },
  WeightOutOfRange: { title: '这个重量秤称不了', body: () => '请增减一些，或请店员帮忙。' },
  ScaleLost: { title: '秤没有响应', body: () => '可以先不买这件，或请店员帮忙。购物篮都在。' },
  UnknownBadge: { title: '不认识这张工牌', body: () => '请确认工牌属于本店。' },
  NoSale: { title: '购物篮还是空的', body: () => '请先扫描商品。' },
  NoSuchLine: { title: '这件商品已经不在购物篮里', body: () => '请看一下列表。' },
  QuantityOutOfRange: {
    title: '数量太多了',
    body: (figure) => (figure === null ? '请改少一些。' : `每种最多 ${figure} 件。更多请找店员。`),
  },
  BasketFull: {
    title: '购物篮满了',
    body: (figure) => (figure === null ? '请先付款。' : `一次最多 ${figure} 种商品，请先付款。`),
  },
  NothingToPay: { title: '还没有要付款的商品', body: () => '请先扫描商品。' },
  NeedsAttendant: {
    title: '需要店员核实年龄',
    body: (figure) =>
      figure === null ? '请呼叫店员，再付款。' : `有商品须满 ${figure} 岁。请呼叫店员，再付款。`,
  },
  PaymentInProgress: { title: '正在付款', body: () => '要改商品，请先返回购物篮。' },
  PayFirst: { title: '这是付款码', body: () => '扫完商品，请先点“付款”，再出示付款码。' },
  WalletNotTaken: {
    title: '这里不收这种付款码',
    body: () => '请换一个钱包的付款码，或扫屏幕上的二维码。',
  },
  PayeeCode: { title: '这是收款码', body: () => '请出示付款码，不是收款码。' },
  NotAPaymentCode: { title: '这不是付款码', body: () => '请在钱包里打开“付款码”，再对准扫描窗口。' },
  StillChecking: { title: '上一笔付款还在进行', body: () => '请等这里有结果，先不要再付。' },
  CodeUsed: { title: '这个付款码已经用过', body: () => '请在手机上刷新付款码，再出示一次。' },
  NoConnection: {
    title: '暂时不能付款',
    body: () => '购物篮会保留。请稍后再试，或请店员帮忙。',
  },
  BasketFixed: { title: '这篮商品不能再改', body: () => '商品已带走。请付款，或呼叫店员。' },
  BasketNotEmpty: { title: '本机还有未结的商品', body: () => '请先付款或取消，再扫此码。' },
  BasketUnknown: { title: '没有找到这篮商品', body: () => '原收银机可能断网。请稍候再扫，或呼叫店员。' },
  BasketOutOfReach: { title: '暂时取不到这篮商品', body: () => '网络不通。请稍后再扫，或呼叫店员。' },
  BasketTaken: {
    title: '这篮商品已被取走',
    body: () => '可能在别的收银机，或已付款。有疑问请呼叫店员。',
  },
  ParkingNotAllowed: { title: '本店不允许未付先走', body: () => '请转人工收银台。' },
  ParkingNotNeeded: { title: '现在可以付款', body: () => '网络正常，顾客可在本机付款。' },
  ParkingTooLarge: { title: '金额超过未付上限', body: () => '请转人工收银台。' },
  ParkingFull: { title: '本机未付额度已满', body: () => '请转人工收银台。' },
  ReceiptUnknown: {
    title: '找不到这张小票',
    body: () => '可能不是本店的、尚未付款，或其收银台未联网。请重扫或输入小票号。',
  },
  RefundedAlready: { title: '这张小票已全部退款', body: () => '没有可退的商品。' },
  NothingToRefund: { title: '还没有选择商品', body: () => '请选择退回的商品。' },
  RefundLinesDiffer: { title: '可退数量不足', body: () => '请重新扫描小票，查看还可以退多少。' },
  RefundExceedsPaid: { title: '超过剩余可退金额', body: () => '之前已退过一部分，请找店长。' },
  RefundsNotAllowed: { title: '本店不在自助机退款', body: () => '请找店长。' },
  RefundTooLarge: { title: '超过您的退款限额', body: () => '请找店长处理，本次未退款。' },
  RefundOutOfReach: { title: '未联网，不能退款', body: () => '离线时无法确认之前退过多少，请联网后再试。' },
  RefundWaits: { title: '上一笔退款还没有结果', body: () => '本机会自动继续查询，请等待显示结果。' },
  SlipNotPrinted: { title: '退款凭条没有打印', body: () => '请检查打印机后再打印，退款不受影响。' },
  NoPayment: { title: '现在没有进行中的付款', body: () => '请重新点付款。' },
  AmountDiffers: { title: '金额对不上', body: () => '没有扣款。请店员帮忙。' },
  NotSignedIn: { title: '请先登录', body: () => '请扫工牌，输入密码。' },
  WrongPin: {
    title: '密码不对',
    body: (figure) => (figure === null ? '请再输一次。' : `还可以试 ${figure} 次。`),
  },
  PinLocked: { title: '工牌已锁定', body: () => '试的次数太多。请稍后再试，或请店长帮忙。' },
  PriceOutOfRange: { title: '价格超出范围', body: () => '请重新输入价格。' },
  NothingToApprove: { title: '没有需要核实年龄的商品', body: () => '可以继续。' },
  SaleNotFinished: { title: '上一笔还没结束', body: () => '请先结束上一笔。' },
  NoMoreTime: { title: '付款时间不能再延长', body: () => '请返回购物篮，重新付款。' },
  OutOfService: { title: '这台机器暂停使用', body: () => '请到旁边的机器或人工收银台。' },
  Malformed: { title: '这一步没有成功', body: () => '请再试一次。' },
} satisfies Record<RefusalKind, Explanation>
