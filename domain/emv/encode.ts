/**
 * Writes an EMVCo merchant-presented code: fields in the order of their numbers, checksum last. What it wrote it reads
 * again before it hands it out, so that no rule stands here a second time and nothing leaves that a wallet refuses.
 */

import { err, ok, type Result } from '../result.ts'
import { crcOf } from './crc.ts'
import { decodeMerchantCode } from './decode.ts'
import { type Field, writeFields, writeTemplate } from './field.ts'
import { isAccount, isReserved, isTemplate, type MerchantCode } from './merchant-code.ts'
import type { EmvRefusal } from './refusal.ts'
import { additionalRules, fieldsOfTexts, isIn, languageRules, merchantRules } from './text-rules.ts'
import { fieldsOfTip } from './tip.ts'

const uses = { static: '11', dynamic: '12' } as const

/** A field among those of a kind that is not of that kind would be read as something else. */
function misplaced({
  accounts,
  templates,
  reserved,
  additional,
  alternative,
}: MerchantCode): string | undefined {
  const strays = [
    ...accounts.filter(({ id }) => !isAccount(id)),
    ...templates.filter(({ id }) => !isTemplate(id)),
    ...templates.flatMap(({ fields }) => fields.filter(({ id }) => id === '00')),
    ...reserved.filter(({ id }) => !isReserved(id)),
    ...(additional?.rest ?? []).filter((field) => isIn(additionalRules, field)),
    ...(alternative?.rest ?? []).filter((field) => isIn(languageRules, field)),
  ]
  return strays[0]?.id
}

/** Fields 62 and 64, where they have anything in them. */
function nested({ additional, alternative }: MerchantCode): Result<readonly Field[], EmvRefusal> {
  const fields: Field[] = []
  if (additional !== undefined) {
    const inner = [...fieldsOfTexts(additionalRules, additional), ...additional.rest]
    const value = writeFields(inner, '62.')
    if (!value.ok) return value
    fields.push({ id: '62', value: value.value })
  }
  if (alternative !== undefined) {
    const value = writeFields([...fieldsOfTexts(languageRules, alternative), ...alternative.rest], '64.')
    if (!value.ok) return value
    fields.push({ id: '64', value: value.value })
  }
  return ok(fields)
}

function fieldsOf(code: MerchantCode): Result<readonly Field[], EmvRefusal> {
  const inner = nested(code)
  if (!inner.ok) return inner
  const templates: Field[] = []
  for (const template of code.templates) {
    const field = writeTemplate(template)
    if (!field.ok) return field
    templates.push(field.value)
  }
  return ok([
    { id: '00', value: '01' },
    ...(code.use === undefined ? [] : [{ id: '01', value: uses[code.use] }]),
    ...fieldsOfTexts(merchantRules, code),
    ...fieldsOfTip(code.tip),
    ...code.accounts,
    ...templates,
    ...inner.value,
    ...code.reserved,
  ])
}

export function encodeMerchantCode(code: MerchantCode): Result<string, EmvRefusal> {
  const stray = misplaced(code)
  if (stray !== undefined) return err({ kind: 'FieldMisplaced', at: stray })
  const fields = fieldsOf(code)
  if (!fields.ok) return fields
  const body = writeFields(fields.value)
  if (!body.ok) return body
  const unsigned = `${body.value}6304`
  const text = unsigned + crcOf(unsigned)
  const read = decodeMerchantCode(text)
  return read.ok ? ok(text) : read
}
