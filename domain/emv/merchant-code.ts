/**
 * An EMVCo merchant-presented code as data: whom a wallet pays, how much, and what it shall ask (EMVCo MPM v1.1). It
 * holds what the standard says and no more; what a scheme demands beyond that stands in the scheme's own file.
 */

import type { Field, Template } from './field.ts'
import type { additionalRules, merchantRules } from './text-rules.ts'

type TextsOf<Rules> = { readonly [Name in keyof Rules]?: string }

/** `askPayer` lets the wallet prompt; the others say what is added to the amount. */
export type Tip =
  | { readonly kind: 'askPayer' }
  | { readonly kind: 'fixed'; readonly amount: string }
  | { readonly kind: 'percent'; readonly percent: string }

export interface AdditionalData extends TextsOf<typeof additionalRules> {
  /** Fields 12–99, as they stand: reserved, or a scheme's own. */
  readonly rest: readonly Field[]
}

export interface AlternativeLanguage {
  readonly language: string
  readonly name: string
  readonly city?: string
  /** Fields 03–99, reserved. */
  readonly rest: readonly Field[]
}

/** Fields that many schemes leave out are optional; `missingFields` says what the standard would have. */
export interface MerchantCode extends TextsOf<typeof merchantRules> {
  /** The same code for every sale, or a new one for each; left out, it is not said. */
  readonly use?: 'static' | 'dynamic'
  /** Fields 02–25: numbers at card schemes. */
  readonly accounts: readonly Field[]
  /** Fields 26–51: accounts at other schemes; 80–99: whatever a scheme defined for itself. */
  readonly templates: readonly Template[]
  readonly tip?: Tip
  readonly additional?: AdditionalData
  readonly alternative?: AlternativeLanguage
  /** Fields 65–79, as they stand. */
  readonly reserved: readonly Field[]
}

/** More characters than this no QR code of a merchant carries (EMVCo MPM §3.1). */
export const codeLengthMax = 512

const between = (first: number, last: number) => (id: string) => Number(id) >= first && Number(id) <= last

export const isAccount = between(2, 25)
const isAccountTemplate = between(26, 51)
const isOwnTemplate = between(80, 99)
export const isTemplate = (id: string): boolean => isAccountTemplate(id) || isOwnTemplate(id)
export const isReserved = between(65, 79)

/** Whether anybody is named who can be paid. */
export const hasAccount = ({ accounts, templates }: MerchantCode): boolean =>
  accounts.length > 0 || templates.some(({ id }) => isAccountTemplate(id))

const mandatory = ['categoryCode', 'currency', 'countryCode', 'name', 'city'] as const

/** Which of the fields are missing that the standard makes mandatory. */
export const missingFields = (code: MerchantCode): readonly (typeof mandatory)[number][] =>
  mandatory.filter((name) => code[name] === undefined)

/** GUIDs are compared without regard to case: the same scheme writes both. */
export const templateOf = ({ templates }: MerchantCode, guid: string): Template | undefined =>
  templates.find((template) => template.guid.toLowerCase() === guid.toLowerCase())

export const fieldOf = ({ fields }: Pick<Template, 'fields'>, id: string): string | undefined =>
  fields.find((field) => field.id === id)?.value
