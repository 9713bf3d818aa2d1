/** What the payment pages say, in whatever language. */

import type { Language } from '../../domain/item.ts'
import type { AttemptMode } from '../../domain/payment/attempt.ts'
import type { RefundState } from '../../domain/payment/refund.ts'
import type { StaffReason } from '../../domain/sale/fact.ts'
import type { TenderKind } from '../../domain/sale/tenders.ts'
import type { CaseReason } from '../payments/person-queue.ts'
import type { orphanReason } from '../payments/refund-words.ts'
import type { RefundWord } from '../payments/settle-refund.ts'
import type { PaymentState } from './find.ts'
import { englishWords } from './words-en.ts'
import { chineseWords } from './words-zh.ts'

export interface CaseWords {
  readonly says: string
  /** What to do about it. */
  readonly help: string
}

/** What a person who looked at the provider's pages may call over. */
export type ReleasableCase = Extract<
  CaseReason,
  'UnwindStuck' | 'ReversalUnsure' | 'LastLookUnanswered' | 'RefundUnclear'
>

export interface DeskWords {
  /** By the reason a refund was asked for with. */
  readonly reasons: Readonly<Record<StaffReason | typeof orphanReason, string>>
  readonly title: string
  readonly storyTitle: string
  readonly intro: string
  readonly search: string
  readonly searchHelp: string
  readonly find: string
  readonly foundNothing: string
  readonly open: string
  readonly nothingOpen: string
  readonly settled: string
  readonly waiting: (count: number) => string
  readonly allClear: string
  readonly since: string
  readonly settledBy: (by: string) => string
  readonly settledByItself: string
  readonly toStory: string
  readonly releases: Readonly<Record<ReleasableCase, { readonly opens: string; readonly help: string }>>
  readonly releaseNow: string
  readonly settle: string
  readonly refundWord: string
  readonly refundWordHelp: string
  readonly refundWords: Readonly<Record<RefundWord, string>>
  readonly settleNow: string
  readonly cases: Readonly<Record<CaseReason, CaseWords>>
  readonly amount: string
  readonly order: string
  readonly refund: string
  readonly transaction: string
  readonly lane: string
  readonly sale: string
  readonly opened: string
  readonly paid: string
  readonly wallet: string
  readonly noWallet: string
  readonly tenders: Readonly<Record<TenderKind, string>>
  readonly state: string
  readonly codeTail: string
  readonly modes: Readonly<Record<AttemptMode, string>>
  readonly states: Readonly<Record<PaymentState, string>>
  readonly refundStates: Readonly<Record<RefundState, string>>
  readonly happened: string
  readonly events: {
    readonly opened: string
    readonly paid: string
    readonly booked: (account: string) => string
    readonly refundOwed: string
    readonly tenderTaken: (tender: string) => string
    readonly cardRefunded: string
    readonly goodsBack: string
    readonly personCalled: string
    readonly personDone: (by: string) => string
  }
  /** By the call's name. */
  readonly calls: Readonly<Record<string, string>>
  readonly answers: {
    readonly ok: string
    readonly none: string
    readonly refused: (code: string) => string
    readonly unknown: (reason: string) => string
    readonly notFound: string
    readonly settled: string
  }
  /** By the account's name. */
  readonly accounts: Readonly<Record<string, string>>
}

export const deskWords: Readonly<Record<Language, DeskWords>> = { 'zh-CN': chineseWords, en: englishWords }
