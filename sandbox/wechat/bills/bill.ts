/**
 * What a day's bills say, from the books: every payment, every refund and reversal, and how the merchant's account
 * moved. Six per mille of every payment are the provider's.
 */

import { yuan } from '../../yuan.ts'
import type { WechatGatewayPorts } from '../ports.ts'
import type { Order, Refund } from '../record.ts'
import { beijingTime } from '../time.ts'
import { type BillTable, yuanOfThousandths } from './table.ts'

export type BillKind = 'trade' | 'funds'
export type TradeBillType = 'ALL' | 'SUCCESS' | 'REFUND'

const feePerMille = 6
const dayMs = 86_400_000

const tradeColumns = [
  '交易时间',
  '公众账号ID',
  '商户号',
  '特约商户号',
  '设备号',
  '微信订单号',
  '商户订单号',
  '用户标识',
  '交易类型',
  '交易状态',
  '付款银行',
  '货币种类',
  '应结订单金额',
  '代金券金额',
  '微信退款单号',
  '商户退款单号',
  '退款金额',
  '充值券退款金额',
  '退款类型',
  '退款状态',
  '商品名称',
  '商户数据包',
  '手续费',
  '费率',
  '订单金额',
  '申请退款金额',
  '费率备注',
]

/** `2026-11-22 09:30:00` */
const clockTime = (ms: number): string => beijingTime(ms).slice(0, 19).replace('T', ' ')
/** Thousandths of a fen. */
const feeOf = (fen: number): number => fen * feePerMille

const none = '0.00'

interface Entry {
  readonly atMs: number
  readonly order: Order
  readonly state: 'SUCCESS' | 'REFUND' | 'REVOKED'
  readonly fen: number
  readonly refund?: Refund | undefined
}

const refundStatus = {
  SUCCESS: 'SUCCESS',
  PROCESSING: 'PROCESSING',
  CLOSED: 'FAIL',
  ABNORMAL: 'CHANGE',
} as const

function backCells({ state, fen, refund }: Entry): readonly string[] {
  if (state === 'SUCCESS') return ['0', '0', none, none, '', '']
  const status = refund === undefined ? '' : refundStatus[refund.state]
  return [refund?.refundId ?? '0', refund?.outRefundNo ?? '0', yuan(fen), none, 'ORIGINAL', status]
}

function tradeRow({ keys }: WechatGatewayPorts, entry: Entry): readonly string[] {
  const { order, state, fen } = entry
  const paid = state === 'SUCCESS' ? yuan(fen) : none
  const fee = state === 'SUCCESS' ? feeOf(fen) : -feeOf(fen)
  return [
    clockTime(entry.atMs),
    keys.appid,
    keys.mchid,
    '0',
    '',
    order.transactionId ?? '',
    order.outTradeNo,
    order.payer ?? '',
    order.tradeType,
    state,
    'OTHERS',
    'CNY',
    paid,
    none,
    ...backCells(entry),
    // A comma and a backtick would end the cell; the provider writes them as they are, shops avoid them.
    order.description,
    order.attach ?? '',
    yuanOfThousandths(fee),
    '0.60%',
    paid,
    state === 'SUCCESS' ? none : yuan(fen),
    '',
  ]
}

function entriesOf({ store }: WechatGatewayPorts, fromMs: number): readonly Entry[] {
  const untilMs = fromMs + dayMs
  const orderOf = (outTradeNo: string): Order | undefined => store.orderByNumber(outTradeNo)
  const payments = store
    .ordersPaid(fromMs, untilMs)
    .map((order) => ({ atMs: order.paidAtMs ?? 0, order, state: 'SUCCESS', fen: order.amountFen }) as const)
  const refunds = store.refundsCreated(fromMs, untilMs).flatMap((refund) => {
    const order = orderOf(refund.outTradeNo)
    if (order === undefined || refund.state === 'CLOSED') return []
    return [{ atMs: refund.createdAtMs, order, state: 'REFUND', fen: refund.refundFen, refund } as const]
  })
  const reversals = store.reversals(fromMs, untilMs).flatMap(({ atMs, outTradeNo, amountFen }) => {
    const order = orderOf(outTradeNo)
    return order === undefined ? [] : [{ atMs, order, state: 'REVOKED', fen: amountFen } as const]
  })
  return [...payments, ...refunds, ...reversals].sort((left, right) => left.atMs - right.atMs)
}

const sumFen = (cells: readonly (string | undefined)[]): number =>
  cells.reduce((sum, cell) => sum + Number((cell ?? '0').replace('.', '')), 0)

function tradeTable(ports: WechatGatewayPorts, entries: readonly Entry[]): BillTable {
  const at = (name: string): number => tradeColumns.indexOf(name)
  return {
    columns: tradeColumns,
    rows: entries.map((entry) => tradeRow(ports, entry)),
    sumColumns: [
      '总交易单数',
      '应结订单总金额',
      '退款总金额',
      '充值券退款总金额',
      '手续费总金额',
      '订单总金额',
      '申请退款总金额',
    ],
    sums: (rows) => {
      const sum = (name: string): number => sumFen(rows.map((row) => row[at(name)]))
      return [
        String(rows.length),
        yuan(sum('应结订单金额')),
        yuan(sum('退款金额')),
        none,
        yuanOfThousandths(sum('手续费')),
        yuan(sum('订单金额')),
        yuan(sum('申请退款金额')),
      ]
    },
  }
}

const fundsColumns = [
  '记账时间',
  '微信支付业务单号',
  '资金流水单号',
  '业务名称',
  '业务类型',
  '收支类型',
  '收支金额(元)',
  '账户结余(元)',
  '资金变更提交申请人',
  '备注',
  '业务凭证号',
]

interface Movement {
  readonly atMs: number
  readonly number: string
  readonly type: string
  readonly fen: number
  readonly voucher: string
}

/** Whole fen on the account: the fee of each movement is rounded for itself. */
function movementsOf({ atMs, order, state, fen, refund }: Entry): readonly Movement[] {
  const feeFen = Math.round(feeOf(fen) / 1_000)
  const number = refund?.refundId ?? order.transactionId ?? ''
  const voucher = refund?.outRefundNo ?? order.outTradeNo
  const common = { atMs, number, voucher }
  if (state === 'SUCCESS')
    return [
      { ...common, type: '交易', fen },
      { ...common, type: '扣除交易手续费', fen: -feeFen },
    ]
  if (refund !== undefined && refund.state !== 'SUCCESS') return []
  return [
    { ...common, type: '退款', fen: -fen },
    { ...common, type: '退还手续费', fen: feeFen },
  ]
}

function fundsTable(entries: readonly Entry[]): BillTable {
  let balanceFen = 0
  const movements = entries.flatMap(movementsOf).filter(({ fen }) => fen !== 0)
  const rows = movements.map(({ atMs, number, type, fen, voucher }, index) => {
    balanceFen += fen
    const side = fen > 0 ? '收入' : '支出'
    const amounts = [yuan(Math.abs(fen)), yuan(balanceFen)]
    return [clockTime(atMs), number, String(index + 1), type, type, side, ...amounts, 'system', '', voucher]
  })
  return {
    columns: fundsColumns,
    rows,
    sumColumns: ['资金流水总笔数', '收入笔数', '收入金额', '支出笔数', '支出金额'],
    sums: (written) => {
      const ins = written.filter((row) => row[5] === '收入')
      const outs = written.filter((row) => row[5] === '支出')
      const sums = (side: BillTable['rows']): string => yuan(sumFen(side.map((row) => row[6])))
      return [String(written.length), String(ins.length), sums(ins), String(outs.length), sums(outs)]
    },
  }
}

export type BillAbsence = 'future' | 'tooOld' | 'notReady' | 'empty'

const readyHour = 10
const keptMs = 92 * dayMs

/** `day` is `2026-11-22`, a day of Beijing. */
const dayStartMs = (day: string): number => Date.parse(`${day}T00:00:00+08:00`)

export function billAbsence(nowMs: number, day: string): BillAbsence | undefined {
  const startMs = dayStartMs(day)
  if (!Number.isFinite(startMs) || nowMs < startMs + dayMs) return 'future'
  if (nowMs > startMs + keptMs) return 'tooOld'
  return nowMs < startMs + dayMs + readyHour * 3_600_000 ? 'notReady' : undefined
}

const wanted: Readonly<Record<TradeBillType, readonly Entry['state'][]>> = {
  ALL: ['SUCCESS', 'REFUND', 'REVOKED'],
  SUCCESS: ['SUCCESS'],
  REFUND: ['REFUND', 'REVOKED'],
}

export function billOf(
  ports: WechatGatewayPorts,
  day: string,
  kind: BillKind,
  type: TradeBillType,
): BillTable {
  const entries = entriesOf(ports, dayStartMs(day))
  if (kind === 'funds') return fundsTable(entries)
  return tradeTable(
    ports,
    entries.filter(({ state }) => wanted[type].includes(state)),
  )
}
