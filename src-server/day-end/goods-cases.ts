/**
 * Goods that went out without money are a case for a person, from the run that finds them until somebody resolves the
 * finding or a later bill clears it. The finding leads; the case is where a person sees it and acts.
 */

import type { Database, Trx } from '../db/schema.ts'
import { callPerson, reopenCase, settleCase } from '../payments/person-queue.ts'
import type { ServerPorts } from '../ports.ts'
import { readFindings } from './findings.ts'
import type { ReportFinding } from './report.ts'

const why = 'GoodsWithoutMoney'

interface Goods {
  readonly number: string
  readonly storeId: string
  readonly item: ReportFinding
}

const goodsOf = (findings: readonly ReportFinding[]): readonly Goods[] =>
  findings.flatMap((item) => {
    const { kind, outTradeNo: number, storeId } = item.finding
    return kind === 'localOnlyPayment' && number !== undefined && storeId !== undefined
      ? [{ number, storeId, item }]
      : []
  })

/** After every change of a day's findings, in its transaction. */
export async function followGoods(trx: Trx, ports: ServerPorts, day: string): Promise<ReportFinding[]> {
  const findings = await readFindings(trx, day)
  const goods = goodsOf(findings)
  const open = new Set(goods.filter(({ item }) => item.state === 'open').map(({ number }) => number))
  for (const { number, storeId, item } of goods) {
    const { state, endedMs, badge, reason } = item
    if (state === 'open') {
      const isKnown = await reopenCase(trx, number, why)
      if (!isKnown) await callPerson(trx, ports, { store_id: storeId, number, about: 'payment', why })
    } else if (!open.has(number)) {
      const settlement = { nowMs: endedMs ?? ports.clock.nowMs(), by: badge ?? 'itself', note: reason ?? '' }
      await settleCase(trx, number, why, settlement)
    }
  }
  return findings
}

/** Since when a person is called, by order number. */
export async function readCalls(
  db: Database,
  findings: readonly ReportFinding[],
): Promise<ReadonlyMap<string, number>> {
  const numbers = goodsOf(findings).map(({ number }) => number)
  if (numbers.length === 0) return new Map()
  const rows = await db
    .selectFrom('person_queue')
    .select(['number', 'since_ms'])
    .where('why', '=', why)
    .where('number', 'in', numbers)
    .execute()
  return new Map(rows.map(({ number, since_ms }) => [number, since_ms]))
}
