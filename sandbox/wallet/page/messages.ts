/**
 * Every word the wallet shows, in both languages. Chinese is written, not translated. Sentences about money are true
 * for the refusal they stand at: where one says that nothing was taken, the platform has said so.
 */

import { english } from './messages-en.ts'
import { chinese } from './messages-zh.ts'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

export type RefusalKind =
  | 'BadRequest'
  | 'CodeUnknown'
  | 'CodeExpired'
  | 'OrderExpired'
  | 'OrderClosed'
  | 'OrderPaid'
  | 'OrderOfAnotherPayer'
  | 'OrderUnknown'
  | 'PasswordNeeded'
  | 'PasswordWrong'
  | 'BalanceShort'
  | 'RiskRefused'

export const personKinds = ['plain', 'password', 'short', 'risky'] as const
export type PersonKind = (typeof personKinds)[number]

export interface Messages {
  readonly wallet: string
  readonly demo: string
  /** The label of the switch: the other language, in itself. */
  readonly otherLanguage: string
  readonly scan: string
  readonly nearbyTitle: string
  readonly nearbyEmpty: string
  readonly nearbyHint: string
  readonly pasteTitle: string
  readonly pasteHint: string
  readonly pasteAction: string
  readonly cameraTitle: string
  readonly cameraHint: string
  readonly cameraRefused: string
  readonly cameraMissing: string
  readonly back: string
  readonly payTo: string
  readonly paidTo: string
  readonly payFrom: string
  readonly balance: string
  readonly order: string
  readonly confirm: string
  readonly reject: string
  readonly opening: string
  readonly paying: string
  readonly paid: string
  readonly paidHint: string
  readonly paidAt: string
  readonly transaction: string
  readonly done: string
  readonly stopped: string
  readonly alreadyPaid: string
  readonly rejected: string
  readonly rejectedHint: string
  readonly unreached: string
  readonly unreachedHint: string
  readonly retry: string
  readonly wechat: string
  readonly alipay: string
  /** Names the choice between the two. */
  readonly whichWallet: string
  readonly person: string
  readonly people: Readonly<Record<PersonKind, string>>
  readonly peopleHints: Readonly<Record<PersonKind, string>>
  readonly askedTitle: string
  readonly askedHint: string
  readonly showCode: string
  readonly codeTitle: string
  readonly codeHint: string
  readonly codeSecret: string
  readonly codeSeconds: (seconds: number) => string
  readonly codeUsed: string
  readonly codeUsedHint: string
  readonly passwordTitle: string
  readonly passwordHint: string
  readonly passwordLabel: string
  readonly leave: string
  readonly left: string
  readonly leftHint: string
  readonly refusals: Readonly<Record<RefusalKind, string>>
}

const byLanguage: Readonly<Record<Language, Messages>> = { 'zh-CN': chinese, en: english }

export const messagesIn = (language: Language): Messages => byLanguage[language]
