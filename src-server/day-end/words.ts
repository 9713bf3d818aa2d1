/** The words of the end-of-day pages in both languages. Nothing else of the pages depends on the language. */

import type { Wallet } from '../../domain/sale/fact.ts'
import type { FindingState } from '../db/tables/day-end.ts'
import type { FindingKind } from './finding.ts'
import type { ProviderDay } from './report.ts'

interface FindingWords {
  /** What is wrong, in one sentence. */
  readonly says: string
  /** What a person does about it. */
  readonly help: string
}

export interface Words {
  readonly title: string
  readonly daysTitle: string
  readonly noDays: string
  readonly csv: string
  readonly resolve: string
  readonly resolveNow: string
  readonly close: string
  readonly closeNow: string
  readonly closed: string
  readonly clean: string
  readonly open: (count: number) => string
  readonly closedBy: (badge: string, at: string) => string
  readonly cleanHelp: string
  readonly openHelp: string
  readonly called: (since: string) => string
  readonly altered: (version: number) => string
  readonly providers: Readonly<Record<Wallet, string>>
  readonly tradeBill: string
  readonly fundsBill: string
  readonly bill: Readonly<Record<ProviderDay['trade'], string>>
  readonly count: string
  readonly amount: string
  readonly payments: string
  readonly refunds: string
  readonly reversed: string
  readonly carried: string
  readonly fees: string
  readonly expected: string
  readonly moved: string
  readonly other: string
  readonly agreed: string
  readonly tenders: string
  readonly tendersHelp: string
  readonly cards: string
  readonly cardRefunds: string
  readonly coupons: string
  readonly sections: Readonly<Record<FindingState, string>>
  readonly finding: Readonly<Record<FindingKind, FindingWords>>
  readonly billSays: string
  readonly booksSay: string
  readonly difference: string
  readonly orderNumber: string
  readonly refundNumber: string
  readonly transaction: string
  readonly lane: string
  readonly sale: string
  readonly result: string
  /** What the server did, by its word for it. */
  readonly results: Readonly<Record<string, string>>
  readonly detail: string
  readonly reason: string
  readonly badge: string
  readonly key: string
  readonly report: string
  readonly version: string
  readonly made: string
  readonly hash: string
  readonly signature: string
}
