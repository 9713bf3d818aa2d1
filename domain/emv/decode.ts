/**
 * Reads an EMVCo merchant-presented code. Fields may stand in any order but for the first and the last; a text that
 * is wrong anywhere is refused whole, by the name of what is wrong and where. Decides nothing about paying it.
 */

import { err, ok, type Result } from '../result.ts'
import { crcOf } from './crc.ts'
import { type Field, readFields, readTemplate, type Template } from './field.ts'
import {
  type AdditionalData,
  type AlternativeLanguage,
  codeLengthMax,
  hasAccount,
  isAccount,
  isReserved,
  isTemplate,
  type MerchantCode,
} from './merchant-code.ts'
import type { EmvRefusal } from './refusal.ts'
import { additionalRules, isIn, languageRules, merchantRules, readTexts } from './text-rules.ts'
import { readTip } from './tip.ts'

/** Payload format 01, the only one there is. */
export const codeStart = '000201'

const crcForm = /^[0-9A-F]{4}$/
const isControl = (character: string): boolean =>
  character < ' ' || (character >= '\u007f' && character < '\u00a0')

type Read<T> = Result<T, EmvRefusal>

const refused = (kind: Exclude<EmvRefusal, { at: string }>['kind']) => err<EmvRefusal>({ kind })

function textRefusal(text: string): Read<undefined> {
  if (text.length > codeLengthMax * 2 || Array.from(text).length > codeLengthMax) return refused('TooLong')
  if (!text.isWellFormed()) return refused('NotUnicode')
  if (Array.from(text).some(isControl)) return refused('ControlCharacter')
  return text.startsWith(codeStart) ? ok(undefined) : refused('NotMerchantCode')
}

/** The fields before the checksum, once it stands at the end and fits. */
function checkedFields(text: string): Read<readonly Field[]> {
  const fields = readFields(text)
  if (!fields.ok) return fields
  const last = fields.value.at(-1)
  if (last?.id !== '63') {
    return refused(fields.value.some(({ id }) => id === '63') ? 'CrcNotLast' : 'CrcMissing')
  }
  if (!crcForm.test(last.value)) return refused('CrcMalformed')
  if (crcOf(text.slice(0, -last.value.length)) !== last.value) return refused('CrcWrong')
  return ok(fields.value.slice(0, -1))
}

function readUse(fields: readonly Field[]): Read<MerchantCode['use']> {
  const value = fields.find(({ id }) => id === '01')?.value
  if (value === undefined) return ok(undefined)
  if (value === '11') return ok('static')
  return value === '12' ? ok('dynamic') : err({ kind: 'FieldMalformed', at: '01' })
}

function readTemplates(fields: readonly Field[]): Read<readonly Template[]> {
  const templates: Template[] = []
  for (const field of fields.filter(({ id }) => isTemplate(id))) {
    const template = readTemplate(field)
    if (!template.ok) return template
    templates.push(template.value)
  }
  return ok(templates)
}

function readAdditional(fields: readonly Field[]): Read<AdditionalData | undefined> {
  const field = fields.find(({ id }) => id === '62')
  if (field === undefined) return ok(undefined)
  const inner = readFields(field.value, '62.')
  if (!inner.ok) return inner
  if (inner.value.some(({ id }) => id === '00')) return err({ kind: 'FieldMisplaced', at: '62.00' })
  const texts = readTexts(additionalRules, inner.value, '62.')
  if (!texts.ok) return texts
  return ok({ ...texts.value, rest: inner.value.filter((other) => !isIn(additionalRules, other)) })
}

function readAlternative(fields: readonly Field[]): Read<AlternativeLanguage | undefined> {
  const field = fields.find(({ id }) => id === '64')
  if (field === undefined) return ok(undefined)
  const inner = readFields(field.value, '64.')
  if (!inner.ok) return inner
  const texts = readTexts(languageRules, inner.value, '64.')
  if (!texts.ok) return texts
  const { language, name, city } = texts.value
  if (language === undefined) return err({ kind: 'FieldMissing', at: '64.00' })
  if (name === undefined) return err({ kind: 'FieldMissing', at: '64.01' })
  const rest = inner.value.filter((other) => !isIn(languageRules, other))
  return ok({ language, name, ...(city !== undefined && { city }), rest })
}

function readCode(fields: readonly Field[]): Read<MerchantCode> {
  const use = readUse(fields)
  if (!use.ok) return use
  const texts = readTexts(merchantRules, fields)
  if (!texts.ok) return texts
  const templates = readTemplates(fields)
  if (!templates.ok) return templates
  const tip = readTip(fields)
  if (!tip.ok) return tip
  const additional = readAdditional(fields)
  if (!additional.ok) return additional
  const alternative = readAlternative(fields)
  if (!alternative.ok) return alternative
  return ok({
    ...texts.value,
    ...(use.value && { use: use.value }),
    accounts: fields.filter(({ id }) => isAccount(id)),
    templates: templates.value,
    ...(tip.value && { tip: tip.value }),
    ...(additional.value && { additional: additional.value }),
    ...(alternative.value && { alternative: alternative.value }),
    reserved: fields.filter(({ id }) => isReserved(id)),
  })
}

export function decodeMerchantCode(text: string): Result<MerchantCode, EmvRefusal> {
  const readable = textRefusal(text)
  if (!readable.ok) return readable
  const fields = checkedFields(text)
  if (!fields.ok) return fields
  const code = readCode(fields.value)
  if (!code.ok) return code
  return hasAccount(code.value) ? code : refused('AccountMissing')
}
