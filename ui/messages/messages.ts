/**
 * The texts of a page by language. The Chinese file gives the shape; whatever it says, every other says too.
 */

import type { Language } from '../../domain/item.ts'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

/** The same keys with any wording: a sentence for a sentence, the same figures for the same blanks. */
type Widen<T> = T extends string
  ? string
  : T extends (...figures: infer F) => string
    ? (...figures: F) => string
    : { readonly [K in keyof T]: Widen<T[K]> }

export type Messages = Widen<typeof zhCN>

export const messagesByLanguage = { 'zh-CN': zhCN, en } satisfies Record<Language, Messages>

export const messagesOf = (language: Language): Messages => messagesByLanguage[language]
