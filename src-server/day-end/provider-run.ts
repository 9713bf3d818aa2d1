/**
 * One provider's end of a day: its bills fetched and read, held against our books, and what the server can settle by
 * itself settled. What could not be fetched or read is a finding like any other; nothing is judged by half a bill.
 */

import type { Wallet } from '../../domain/sale/fact.ts'
import { sha256 } from '../hash.ts'
import type { BillKind, Bills, PaymentProvider } from '../payments/providers/provider.ts'
import type { ServerPorts } from '../ports.ts'
import type { BillReader, BillRefusal, FundsBill, TradeBill } from './bills/bill.ts'
import { type BilledWallet, billReaders } from './bills/readers.ts'
import { readBooks } from './books.ts'
import { dayMs, startOf } from './day.ts'
import { type Finding, type FindingKind, findingKinds } from './finding.ts'
import type { Found } from './findings.ts'
import { type Matching, matchDay } from './match.ts'
import type { ProviderDay } from './report.ts'
import { actOn } from './settle-finding.ts'

/** A provider that gives account of its days. */
export interface BillSource {
  readonly wallet: BilledWallet
  readonly provider: PaymentProvider
  readonly bills: Bills
}

type Fetched<T> =
  | { readonly state: 'read'; readonly bill: T; readonly sha256: string }
  | {
      readonly state: 'missing' | 'refused'
      readonly finding: Finding
      /** The provider says for sure that there is no such bill. */
      readonly isNone: boolean
    }

const refusalText = ({ kind, at }: BillRefusal): string => (at === undefined ? kind : `${kind} ${at}`)

async function fetchBill<T>(
  { wallet, bills }: BillSource,
  day: string,
  kind: BillKind,
  read: BillReader<T>,
): Promise<Fetched<T>> {
  const fetched = await bills.fetchBill(day, kind)
  if (!fetched.ok) {
    const { error } = fetched
    const why = error.kind === 'Unknown' ? error.reason : error.kind === 'Refused' ? error.code : error.kind
    const finding: Finding = { kind: 'billMissing', provider: wallet, reason: `${kind} ${why}` }
    return { state: 'missing', finding, isNone: error.kind === 'NotFound' }
  }
  const bill = read(fetched.value, day)
  if (bill.ok) return { state: 'read', bill: bill.value, sha256: sha256(fetched.value) }
  const reason = `${kind} ${refusalText(bill.error)}`
  return { state: 'refused', finding: { kind: 'billRefused', provider: wallet, reason }, isNone: false }
}

/** Whether there is anything of ours that a bill of this day could be about. */
async function hadTrade({ db }: ServerPorts, wallet: Wallet, day: string): Promise<boolean> {
  const from = startOf(day)
  const attempt = await db
    .selectFrom('payment_attempt')
    .select('payment_id')
    .where('wallet', '=', wallet)
    .where('created_ms', '<', from + dayMs)
    .where((is) => is.or([is('created_ms', '>=', from), is('paid_at_ms', '>=', from)]))
    .limit(1)
    .executeTakeFirst()
  return attempt !== undefined
}

export interface ProviderRun {
  readonly day: ProviderDay
  readonly found: readonly Found[]
  readonly matched: readonly string[]
  /** Kinds of finding this run had the bills to judge. */
  readonly judged: readonly FindingKind[]
}

const tradeKinds = findingKinds.filter((kind) => kind !== 'fundsDiffer')

async function actOnAll(
  ports: ServerPorts,
  source: BillSource,
  findings: readonly Finding[],
): Promise<readonly Found[]> {
  const found: Found[] = []
  for (const finding of findings) found.push({ finding, acted: await actOn(ports, source.provider, finding) })
  return found
}

function providerDay(
  provider: Wallet,
  trade: Fetched<TradeBill>,
  funds: Fetched<FundsBill>,
  matching: Matching | undefined,
): ProviderDay {
  return {
    provider,
    trade: trade.state,
    funds: funds.state,
    tradeSha256: trade.state === 'read' ? trade.sha256 : null,
    fundsSha256: funds.state === 'read' ? funds.sha256 : null,
    totals: matching?.totals ?? null,
    matched: matching?.matched.length ?? 0,
  }
}

/** Gives what is to be written of the day; nothing of it is kept yet but what providers answered. */
export async function runProvider(ports: ServerPorts, source: BillSource, day: string): Promise<ProviderRun> {
  const { wallet } = source
  const readers = billReaders[wallet]
  const trade = await fetchBill(source, day, 'trade', readers.trade)
  const funds = await fetchBill(source, day, 'funds', readers.funds)
  const unread = [trade, funds].flatMap((fetched) => (fetched.state === 'read' ? [] : [fetched]))
  const missing = unread.map(({ finding }) => finding)
  const hasNoBill = unread.filter(({ isNone }) => isNone).length === 2
  if (hasNoBill && !(await hadTrade(ports, wallet, day))) {
    const none = { ...providerDay(wallet, trade, funds, undefined), trade: 'none', funds: 'none' } as const
    return { day: none, found: [], matched: [], judged: findingKinds }
  }
  if (trade.state !== 'read') {
    const found = missing.map((finding): Found => ({ finding, acted: { state: 'open' } }))
    const judged = ['billMissing', 'billRefused'] as const
    return { day: providerDay(wallet, trade, funds, undefined), found, matched: [], judged }
  }
  const books = await readBooks(ports.db, wallet, day, trade.bill)
  const fundsBill = funds.state === 'read' ? funds.bill : undefined
  const matching = matchDay(wallet, books, trade.bill, fundsBill)
  const found = await actOnAll(ports, source, [...missing, ...matching.findings])
  return {
    day: providerDay(wallet, trade, funds, matching),
    found,
    matched: matching.matched,
    judged: fundsBill === undefined ? tradeKinds : findingKinds,
  }
}
