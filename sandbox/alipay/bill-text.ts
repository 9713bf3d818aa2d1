/**
 * A day's bill as Alipay writes it: comment lines, a header, rows whose cells end in a tab, sums. The trade bill has a
 * row for each payment and each refund; the funds bill one for each movement of the merchant's balance, fees apart.
 */

import { yuan } from '../yuan.ts'
import type { Refund, Trade } from './record.ts'
import { beijingTime } from './time.ts'

export interface Movement {
  readonly trade: Trade
  /** Absent: the payment itself. */
  readonly refund?: Refund
  /** Negative when money goes back. */
  readonly amountFen: number
  readonly atMs: number
}

export interface Bill {
  readonly sellerId: string
  readonly day: string
  readonly writtenAtMs: number
  readonly movements: readonly Movement[]
}

const feePerMille = 6

/** Rounded to the fen; what goes back brings its fee back. */
const feeFen = (amountFen: number): number =>
  -Math.sign(amountFen) * Math.round((Math.abs(amountFen) * feePerMille) / 1000)

const row = (cells: readonly string[]): string => cells.map((cell) => `${cell}\t`).join(',')

const tradeHeader =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,' +
  '商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,' +
  '卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

function tradeRow({ trade, refund, amountFen, atMs }: Movement): string {
  const none = '0.00'
  const created = beijingTime(refund?.createdAtMs ?? trade.bornAtMs ?? trade.createdAtMs)
  const kind = refund === undefined ? '交易' : '退款'
  return row([
    ...[trade.tradeNo ?? '', trade.outTradeNo, kind, trade.subject, created, beijingTime(atMs)],
    ...['', '', '', '', '*示例(159****5620)', yuan(amountFen), yuan(amountFen)],
    ...[none, none, none, none, none, '', none, none],
    ...[refund?.outRequestNo ?? '', yuan(feeFen(amountFen)), none, refund?.reason ?? ''],
  ])
}

const fundsHeader =
  '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注'

interface Posting {
  readonly movement: Movement
  readonly fen: number
  readonly kind: string
}

function postingsOf(movement: Movement): readonly Posting[] {
  const fee = feeFen(movement.amountFen)
  const isRefund = movement.refund !== undefined
  const main = { movement, fen: movement.amountFen, kind: isRefund ? '交易退款' : '在线支付' }
  return fee === 0 ? [main] : [main, { movement, fen: fee, kind: isRefund ? '退费' : '收费' }]
}

const openingBalanceFen = 1_000_000

function fundsRows(movements: readonly Movement[]): readonly string[] {
  let balanceFen = openingBalanceFen
  return movements.flatMap(postingsOf).map(({ movement: { trade, refund, atMs }, fen, kind }, at) => {
    balanceFen += fen
    const serial = `${beijingTime(atMs).replaceAll(/\D/g, '')}${String(at).padStart(8, '0')}`
    return row([
      ...[serial, trade.tradeNo ?? '', refund?.outRequestNo ?? trade.outTradeNo, trade.subject],
      ...[beijingTime(atMs), '159****5620', fen > 0 ? yuan(fen) : '', fen < 0 ? yuan(fen) : ''],
      ...[yuan(balanceFen), '支付宝', kind, refund?.reason ?? ''],
    ])
  })
}

const head = (title: string, { sellerId, day }: Bill): readonly string[] => [
  `#支付宝${title}明细查询`,
  `#账号：[${sellerId}0156]`,
  `#起始日期：[${day.replace('-', '年').replace('-', '月')}日 00:00:00]   终止日期：[${day.replace('-', '年').replace('-', '月')}日 23:59:59]`,
  `#-----------------------------------------${title}明细列表----------------------------------------`,
]

const lines = (all: readonly string[]): string => `${all.join('\r\n')}\r\n`

function sums(movements: readonly Movement[]): readonly string[] {
  const sentence = (name: string, some: readonly Movement[], what: string): string =>
    `#${name}：${some.length}笔，${what}共${yuan(some.reduce((sum, { amountFen }) => sum + amountFen, 0))}元，商家优惠共0.00元`
  return [
    sentence(
      '交易合计',
      movements.filter(({ refund }) => refund === undefined),
      '商家实收',
    ),
    sentence(
      '退款合计',
      movements.filter(({ refund }) => refund !== undefined),
      '商家实收退款',
    ),
  ]
}

export const tradeBill = (bill: Bill): string =>
  lines([
    ...head('业务', bill),
    tradeHeader,
    ...bill.movements.map(tradeRow),
    '#-----------------------------------------业务明细列表结束------------------------------------',
    ...sums(bill.movements),
    `#导出时间：[${beijingTime(bill.writtenAtMs)}]`,
  ])

export const fundsBill = (bill: Bill): string =>
  lines([
    ...head('账务', bill),
    fundsHeader,
    ...fundsRows(bill.movements),
    '#-----------------------------------------账务明细列表结束------------------------------------',
    `#导出时间：[${beijingTime(bill.writtenAtMs)}]`,
  ])

export const summaryBill = (bill: Bill): string =>
  lines(['#支付宝业务汇总查询', ...sums(bill.movements), `#导出时间：[${beijingTime(bill.writtenAtMs)}]`])
