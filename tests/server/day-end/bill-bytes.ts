/**
 * Bills as the providers write them, byte for byte in their formats, from plain rows. Written without the readers'
 * code, so that one mistake cannot agree with itself.
 */

import iconv from 'iconv-lite'

export interface PaidRow {
  readonly outTradeNo: string
  readonly transactionId: string
  readonly fen: number
  /** Less what the provider gave as a coupon. */
  readonly settledFen?: number
  readonly feeFen?: number
  readonly goods?: string
  readonly at?: string
  readonly rate?: string
}

export interface BackRow {
  readonly outTradeNo: string
  readonly outRefundNo: string
  readonly fen: number
  readonly feeFen?: number
  readonly state?: string
  readonly status?: 'REFUND' | 'REVOKED'
  readonly at?: string
}

export const billDay = '2026-11-22'
const at = `${billDay} 09:30:00`

const yuan = (fen: number, digits = 2): string => {
  const text = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}${'0'.repeat(digits - 2)}`
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

const utf8 = (lines: readonly string[]): Uint8Array => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8')
const gbk = (lines: readonly string[]): Uint8Array => iconv.encode(`${lines.join('\r\n')}\r\n`, 'gbk')
const marked = (cells: readonly (string | number)[]): string => cells.map((cell) => `\`${cell}`).join(',')

const tradeHeader =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'

const settledOf = (row: PaidRow): number => row.settledFen ?? row.fen

function wechatPaid(row: PaidRow): string {
  const { outTradeNo, transactionId, fen, feeFen = 0, goods = '牛奶', rate = '0.00%' } = row
  const head = [
    row.at ?? at,
    'wx1',
    '1900000001',
    0,
    '',
    transactionId,
    outTradeNo,
    'oX',
    'NATIVE',
    'SUCCESS',
    'OTHERS',
    'CNY',
  ]
  const coupon = yuan(fen - settledOf(row))
  const middle = [yuan(settledOf(row)), coupon, 0, 0, '0.00', '0.00', '', '', goods, '']
  return marked([...head, ...middle, yuan(feeFen, 5), rate, yuan(fen), '0.00', ''])
}

function wechatBack({
  outTradeNo,
  outRefundNo,
  fen,
  feeFen = 0,
  state = 'SUCCESS',
  status = 'REFUND',
  ...row
}: BackRow): string {
  const head = [
    row.at ?? at,
    'wx1',
    '1900000001',
    0,
    '',
    'T1',
    outTradeNo,
    'oX',
    'NATIVE',
    status,
    'OTHERS',
    'CNY',
  ]
  const middle = ['0.00', '0.00', '5030', outRefundNo, yuan(fen), '0.00', 'ORIGINAL', state, '牛奶', '']
  return marked([...head, ...middle, yuan(-feeFen, 5), '0.00%', '0.00', yuan(fen), ''])
}

export function wechatTrade(paid: readonly PaidRow[], back: readonly BackRow[] = []): Uint8Array {
  const backFen = sum(back.map(({ fen }) => fen))
  const fees = sum(paid.map(({ feeFen = 0 }) => feeFen)) - sum(back.map(({ feeFen = 0 }) => feeFen))
  const sums = [
    paid.length + back.length,
    yuan(sum(paid.map(settledOf))),
    yuan(backFen),
    '0.00',
    yuan(fees, 5),
    yuan(sum(paid.map(({ fen }) => fen))),
    yuan(backFen),
  ]
  return utf8([
    tradeHeader,
    ...paid.map(wechatPaid),
    ...back.map(wechatBack),
    '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
    marked(sums),
  ])
}

/** `in` is signed: what leaves the account is negative. */
export interface MoveRow {
  readonly type: string
  readonly fen: number
  readonly at?: string
}

export function wechatFunds(moves: readonly MoveRow[]): Uint8Array {
  const ins = moves.filter(({ fen }) => fen >= 0)
  const outs = moves.filter(({ fen }) => fen < 0)
  const rows = moves.map((move, number) => {
    const side = move.fen < 0 ? '支出' : '收入'
    const amounts = [yuan(Math.abs(move.fen)), '100.00']
    return marked([
      move.at ?? at,
      `42${number}`,
      `90${number}`,
      move.type,
      move.type,
      side,
      ...amounts,
      'system',
      '',
      `x${number}`,
    ])
  })
  const totals = [ins, outs].flatMap((list) => [list.length, yuan(Math.abs(sum(list.map(({ fen }) => fen))))])
  return utf8([
    '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号',
    ...rows,
    '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
    marked([moves.length, ...totals]),
  ])
}

const rule = '-'.repeat(30)
const padded = (cells: readonly (string | number)[]): string => cells.map((cell) => `${cell}\t`).join(',')

const alipayHeader =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'

function alipayRow(
  type: string,
  numbers: readonly [string, string, string],
  fen: number,
  settled: number,
  fee: number,
  goods: string,
): string {
  const [tradeNo, outTradeNo, requestNo] = numbers
  const zero = '0.00'
  const head = [
    tradeNo,
    outTradeNo,
    type,
    goods,
    at,
    at,
    '',
    '',
    '',
    '',
    'a***@x.cn',
    yuan(fen),
    yuan(settled),
  ]
  return padded([...head, zero, zero, zero, zero, zero, '', zero, zero, requestNo, yuan(fee), zero, ''])
}

export function alipayTrade(paid: readonly PaidRow[], back: readonly BackRow[] = []): Uint8Array {
  const paidRows = paid.map((row) => {
    const numbers = [row.transactionId, row.outTradeNo, ''] as const
    return alipayRow('交易', numbers, row.fen, settledOf(row), -(row.feeFen ?? 0), row.goods ?? '牛奶')
  })
  const backRows = back.map(({ outTradeNo, outRefundNo, fen, feeFen = 0 }) =>
    alipayRow('退款', ['T1', outTradeNo, outRefundNo], -fen, -fen, feeFen, '牛奶'),
  )
  return gbk([
    '#支付宝业务明细查询',
    '#账号：[20880000000000000156]',
    `#起始日期：[2026年11月22日 00:00:00]   终止日期：[2026年11月23日 00:00:00]`,
    `#${rule}业务明细列表${rule}`,
    alipayHeader,
    ...paidRows,
    ...backRows,
    `#${rule}业务明细列表结束${rule}`,
    `#交易合计：${paid.length}笔，商家实收共${yuan(sum(paid.map(settledOf)))}元，商家优惠共0.00元`,
    `#退款合计：${back.length}笔，商家实收退款共${yuan(-sum(back.map(({ fen }) => fen)))}元，商家优惠退款共0.00元`,
    '#导出时间：[2026年11月23日 10:00:00]',
  ])
}

export function alipayFunds(moves: readonly MoveRow[]): Uint8Array {
  const rows = moves.map(({ type, fen }, number) => {
    const [income, outgo] = fen < 0 ? ['', yuan(fen)] : [yuan(fen), '']
    return padded([
      `8${number}`,
      `9${number}`,
      'P_1',
      '牛奶',
      at,
      'a***@x.cn',
      income,
      outgo,
      '100.00',
      '支付宝',
      type,
      '',
    ])
  })
  return gbk([
    '#支付宝账务明细查询',
    `#${rule}账务明细列表${rule}`,
    '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注',
    ...rows,
    `#${rule}账务明细列表结束${rule}`,
    '#导出时间：[2026年11月23日 10:00:00]',
  ])
}
