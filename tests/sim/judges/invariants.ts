/**
 * The judges of a finished run: what must hold between the lanes' disks, the server's books and the payment
 * platform's ledger once everything was healed and all is quiet. Each breach is told under its rule. They read three
 * accounts and compare; they share no code with what wrote them but the facts' names.
 */

import type { Item } from '../../../domain/item.ts'
import type { JournalEntry } from '../../../domain/journal.ts'
import { demoStore } from '../../../sandbox/demo/store.ts'
import type { LedgerEntry } from '../../../sandbox/ledger.ts'
import { outTradeNoOf } from '../../../src-server/payments/attempt.ts'
import { judgeValue } from '../value.ts'
import type { Books } from './books.ts'
import type { Findings } from './findings.ts'
import { type PaidSaleAccount, paidSales } from './paid-sales.ts'
import { costOf } from './shown.ts'

export interface LaneEvidence {
  readonly laneId: string
  readonly epoch: number
  /** Every entry ever committed to the lane's disk. */
  readonly entries: readonly JournalEntry[]
  readonly acknowledgedSeq: number
  /** Every weight that ever lay still on the lane's scale. */
  readonly stoodGrams: ReadonlySet<number>
}

export interface Evidence {
  readonly lanes: readonly LaneEvidence[]
  readonly books: Books
  readonly ledger: readonly LedgerEntry[]
  readonly versions: ReadonlyMap<number, ReadonlyMap<string, Item>>
}

const sumOf = <T>(list: readonly T[], amount: (each: T) => number): number =>
  list.reduce((sum, each) => sum + amount(each), 0)

type Judge = (evidence: Evidence, sales: readonly PaidSaleAccount[], findings: Findings) => void

/** Tax by rate from the lines' gross, rounded once a rate; integers throughout. */
function taxOf(lines: Books['saleLines']): number {
  const grossByRate = new Map<number, number>()
  for (const { tax_basis_points: rate, total_minor } of lines) {
    grossByRate.set(rate, (grossByRate.get(rate) ?? 0) + total_minor)
  }
  return sumOf([...grossByRate], ([rate, gross]) =>
    Number((2n * BigInt(gross) * BigInt(rate) + BigInt(10_000 + rate)) / (2n * BigInt(10_000 + rate))),
  )
}

const sumsAgree: Judge = ({ books }, sales, findings) => {
  const rule = 'I1 sums agree'
  for (const sale of books.sales) {
    const lines = books.saleLines.filter(({ sale_id }) => sale_id === sale.sale_id)
    const total = sumOf(lines, ({ total_minor }) => total_minor)
    const parts = [...books.salePayments, ...books.holds.filter(({ state }) => state === 'captured')]
    const paid = sumOf(
      parts.filter(({ sale_id }) => sale_id === sale.sale_id),
      ({ amount_minor }) => amount_minor,
    )
    const held = sales.find(({ saleId }) => saleId === sale.sale_id)
    const cost = sumOf(held?.lines ?? [], costOf)
    const told = () =>
      `sale ${sale.sale_id}: lines ${total}, worth ${cost}, total ${sale.total_minor}, paid ${paid}, lane ${held?.totalMinor}`
    const sums = [cost, sale.total_minor, paid, held?.totalMinor]
    findings.expect(
      sums.every((sum) => sum === total),
      rule,
      told,
    )
    const tax = taxOf(lines)
    findings.expect(
      tax === sale.tax_minor,
      rule,
      () => `sale ${sale.sale_id}: tax ${sale.tax_minor}, derived ${tax}`,
    )
  }
}

const arrivesOnce: Judge = ({ lanes, books }, sales, findings) => {
  const rule = 'I2 every fact arrives once'
  for (const { laneId, entries, acknowledgedSeq } of lanes) {
    const held = books.entries.filter(({ lane_id }) => lane_id === laneId)
    const hashBySeq = new Map(held.map(({ seq, hash }) => [seq, hash]))
    const missing = entries.find(({ seq, hash }) => hashBySeq.get(seq) !== hash)
    findings.expect(
      missing === undefined,
      rule,
      () => `${laneId}: the server lacks entry ${missing?.seq}, a ${missing?.fact.kind}`,
    )
    findings.expect(
      held.length === entries.length,
      rule,
      () => `${laneId}: ${entries.length} committed, ${held.length} arrived`,
    )
    findings.expect(
      acknowledgedSeq <= held.length,
      rule,
      () => `${laneId}: told that ${acknowledgedSeq} arrived`,
    )
  }
  for (const { lane_id, seq, reason } of books.quarantine)
    findings.add(rule, `${lane_id} ${seq} set aside: ${reason}`)
  for (const { saleId } of sales) {
    const rows = books.sales.filter(({ sale_id }) => sale_id === saleId).length
    findings.expect(rows === 1, rule, () => `sale ${saleId} stands ${rows} times in the books`)
  }
  findings.expect(
    books.sales.length === sales.length,
    rule,
    () => `${books.sales.length} sales booked, ${sales.length} made`,
  )
}

const chainsAreWhole: Judge = ({ lanes, books }, _sales, findings) => {
  const rule = 'I3 the chain is whole'
  for (const { laneId, entries, epoch, acknowledgedSeq } of lanes) {
    const head = books.heads.find((each) => each.lane_id === laneId && each.epoch === epoch)
    const last = entries.at(-1)
    findings.expect(
      head?.hash === last?.hash,
      rule,
      () => `${laneId}: the server's head is ${head?.seq}, the lane's ${last?.seq}`,
    )
    findings.expect(
      (head?.seq ?? 0) >= acknowledgedSeq,
      rule,
      () => `${laneId}: ${acknowledgedSeq} acknowledged`,
    )
    const loose = entries.findIndex(
      ({ seq, prev }, at) => seq !== at + 1 || (at > 0 && prev !== entries[at - 1]?.hash),
    )
    findings.expect(loose < 0, rule, () => `${laneId}: entry ${loose + 1} does not follow`)
  }
}

const paidByEvidence: Judge = ({ ledger }, sales, findings) => {
  const rule = 'I4 paid only with the money'
  for (const { saleId, paymentId, walletMinor } of sales) {
    const order = ledger.find(({ outTradeNo }) => outTradeNo === outTradeNoOf(demoStore.storeId, paymentId))
    const kept = order ? order.capturedFen - order.refundedFen : 0
    findings.expect(
      kept === walletMinor,
      rule,
      () => `sale ${saleId} is paid with ${walletMinor}, the platform kept ${kept}`,
    )
  }
}

const moneyAgrees: Judge = ({ ledger, books }, sales, findings) => {
  const rule = 'I5 the ledger agrees'
  const kept = sumOf(ledger, ({ capturedFen, refundedFen }) => capturedFen - refundedFen)
  const sold = sumOf(sales, ({ walletMinor }) => walletMinor)
  findings.expect(kept === sold, rule, () => `the platform kept ${kept}, sold was ${sold}`)
  const saleByNumber = new Map(books.attempts.map(({ out_trade_no, sale_id }) => [out_trade_no, sale_id]))
  const keptBySale = new Map<string, number>()
  for (const { outTradeNo, capturedFen, refundedFen } of ledger) {
    if (capturedFen === refundedFen) continue
    const saleId = saleByNumber.get(outTradeNo)
    findings.expect(saleId !== undefined, rule, () => `order ${outTradeNo} is nobody's`)
    keptBySale.set(saleId ?? outTradeNo, (keptBySale.get(saleId ?? outTradeNo) ?? 0) + 1)
  }
  for (const [saleId, captures] of keptBySale) {
    findings.expect(captures === 1, rule, () => `sale ${saleId} was paid ${captures} times`)
    findings.expect(
      sales.some((sale) => sale.saleId === saleId),
      rule,
      () => `money kept for ${saleId}, which is no sale`,
    )
  }
}

const stockFollows: Judge = ({ books }, sales, findings) => {
  const moved = new Map<number, number>()
  const move = (key: number, by: number) => moved.set(key, (moved.get(key) ?? 0) + by)
  for (const { gtin_key, quantity } of books.stockDeltas) move(gtin_key, quantity)
  for (const { lines } of sales)
    for (const { gtin, quantity, grams } of lines) move(Number(gtin), grams ?? quantity)
  for (const [key, rest] of moved) {
    findings.expect(rest === 0, 'I6 stock follows sales', () => `item ${key} is off by ${rest}`)
  }
}

/** Facts that only someone signed in may have caused. */
const staffFacts: ReadonlySet<string> = new Set([
  'LineVoided',
  'PriceOverridden',
  'AgeApproved',
  'AgeRefused',
  'BasketVoided',
])

const badgeOf = ({ fact }: JournalEntry): string | undefined =>
  staffFacts.has(fact.kind) && 'badge' in fact ? fact.badge : undefined

const staffSignedIn: Judge = ({ lanes }, _sales, findings) => {
  const rule = 'I9 an attendant signed in first'
  for (const { laneId, entries } of lanes) {
    let tried: string | undefined
    let signedIn: string | undefined
    for (const entry of entries) {
      const { fact, seq } = entry
      if (fact.kind === 'PinTried') tried = fact.badge
      if (fact.kind === 'LaneStarted' || fact.kind === 'AttendantSignedOut') signedIn = undefined
      if (fact.kind === 'AttendantSignedIn') {
        findings.expect(tried === fact.badge, rule, () => `${laneId} ${seq}: ${fact.badge} entered no PIN`)
        signedIn = fact.badge
      }
      const badge = badgeOf(entry)
      findings.expect(
        badge === undefined || badge === signedIn,
        rule,
        () => `${laneId} ${seq}: ${fact.kind} by ${badge}`,
      )
    }
  }
}

const pricesOfVersion: Judge = ({ lanes, versions }, _sales, findings) => {
  for (const { laneId, entries } of lanes) {
    for (const { fact, seq } of entries) {
      if (fact.kind !== 'ItemScanned') continue
      const item = versions.get(fact.catalogueVersion)?.get(fact.item.gtin)
      const isSame = item !== undefined && JSON.stringify(item) === JSON.stringify(fact.item)
      findings.expect(isSame, 'I10 prices are of their version', () => {
        const wanted = item ? `costs ${item.priceMinor}` : 'is not there'
        return `${laneId} ${seq}: ${fact.item.gtin} at ${fact.item.priceMinor}; in version ${fact.catalogueVersion} it ${wanted}`
      })
    }
  }
}

const weightsLayStill: Judge = ({ lanes }, _sales, findings) => {
  for (const { laneId, entries, stoodGrams } of lanes) {
    for (const { fact, seq } of entries) {
      if (fact.kind !== 'ItemScanned' || fact.pack?.weightSource === undefined) continue
      const grams = fact.pack.weightGrams ?? 0
      findings.expect(
        grams >= 40 && grams <= 15_000 && stoodGrams.has(grams),
        'I11 only a weight that lay still is sold',
        () => `${laneId} ${seq}: ${grams} g of ${fact.item.gtin} were sold, and never lay on the scale`,
      )
    }
  }
}

const valueAgrees: Judge = ({ books }, sales, findings) => judgeValue(books, sales, findings)

const judges: readonly Judge[] = [
  sumsAgree,
  arrivesOnce,
  chainsAreWhole,
  paidByEvidence,
  moneyAgrees,
  stockFollows,
  staffSignedIn,
  pricesOfVersion,
  weightsLayStill,
  valueAgrees,
]

/** Adds every breach to the findings; gives the paid sales that the lanes' disks hold. */
export function judge(evidence: Evidence, findings: Findings): readonly PaidSaleAccount[] {
  const sales = evidence.lanes.flatMap(({ entries }) => paidSales(entries))
  for (const each of judges) each(evidence, sales, findings)
  return sales
}
