/**
 * The fields of EMVCo codes that hold one text each, as tables: number and form (EMVCo MPM §4.2–4.9). `ans` is the
 * common character set, printable ASCII; other scripts have the alternative language and nothing else.
 */

import { err, ok, type Result } from '../result.ts'
import type { Field } from './field.ts'
import type { EmvRefusal } from './refusal.ts'

export interface TextRule {
  readonly id: string
  readonly form: RegExp
}

type TextRules<N extends string> = Readonly<Record<N, TextRule>>
type Texts<N extends string> = Readonly<Partial<Record<N, string>>>

export const amountForm = /^(?=.{1,13}$)\d+(?:\.\d+)?$/
const ans25 = /^[ -~]{1,25}$/
const anyText25 = /^.{1,25}$/u

export const merchantRules = {
  categoryCode: { id: '52', form: /^\d{4}$/ },
  /** ISO 4217 numeric. */
  currency: { id: '53', form: /^\d{3}$/ },
  /** In whole units with a point; no currency sign, no separator. */
  amount: { id: '54', form: amountForm },
  countryCode: { id: '58', form: /^[A-Z]{2}$/ },
  name: { id: '59', form: ans25 },
  city: { id: '60', form: /^[ -~]{1,15}$/ },
  postalCode: { id: '61', form: /^[ -~]{1,10}$/ },
} as const satisfies Readonly<Record<string, TextRule>>

/** `***` in one of them lets the wallet ask the payer. */
export const additionalRules = {
  billNumber: { id: '01', form: ans25 },
  mobileNumber: { id: '02', form: ans25 },
  storeLabel: { id: '03', form: ans25 },
  loyaltyNumber: { id: '04', form: ans25 },
  referenceLabel: { id: '05', form: ans25 },
  customerLabel: { id: '06', form: ans25 },
  terminalLabel: { id: '07', form: ans25 },
  purpose: { id: '08', form: ans25 },
  /** What the payer is asked for: address, mobile number, e-mail. */
  payerData: { id: '09', form: /^(?!.*(.).*\1)[AME]{1,3}$/ },
  taxNumber: { id: '10', form: /^[ -~]{1,20}$/ },
  channel: { id: '11', form: /^[ -~]{3}$/ },
} as const satisfies Readonly<Record<string, TextRule>>

export const languageRules = {
  /** ISO 639-1, as the sample of the standard writes it in capitals. */
  language: { id: '00', form: /^[A-Za-z]{2}$/ },
  name: { id: '01', form: anyText25 },
  city: { id: '02', form: /^.{1,15}$/u },
} as const satisfies Readonly<Record<string, TextRule>>

/** The names of a table, as its type has them. */
const namesOf = <N extends string>(rules: TextRules<N>): readonly N[] => Object.keys(rules) as N[]

export const isIn = (rules: TextRules<string>, { id }: Field): boolean =>
  Object.values(rules).some((rule) => rule.id === id)

/** The texts of the table that stand among the fields; a text in another form is refused. */
export function readTexts<N extends string>(
  rules: TextRules<N>,
  fields: readonly Field[],
  within = '',
): Result<Texts<N>, EmvRefusal> {
  const texts: Partial<Record<N, string>> = {}
  for (const name of namesOf(rules)) {
    const { id, form } = rules[name]
    const value = fields.find((field) => field.id === id)?.value
    if (value === undefined) continue
    if (!form.test(value)) return err({ kind: 'FieldMalformed', at: within + id })
    texts[name] = value
  }
  return ok(texts)
}

export const fieldsOfTexts = <N extends string>(
  rules: TextRules<N>,
  texts: Texts<NoInfer<N>>,
): readonly Field[] =>
  namesOf(rules).flatMap((name) => {
    const value = texts[name]
    return value === undefined ? [] : [{ id: rules[name].id, value }]
  })
