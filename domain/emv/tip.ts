/** Tips and fees in EMVCo codes: fields 55, 56 and 57, which stand together or not at all (EMVCo MPM §4.7.9). */

import { err, ok, type Result } from '../result.ts'
import type { Field } from './field.ts'
import type { Tip } from './merchant-code.ts'
import type { EmvRefusal } from './refusal.ts'
import { amountForm } from './text-rules.ts'

const indicatorId = '55'
const fixedId = '56'
const percentId = '57'

const indicators = { askPayer: '01', fixed: '02', percent: '03' } as const

/** 0.01 to 99.99. */
const percentForm = /^(?=.*[1-9])\d{1,2}(?:\.\d{1,2})?$/

function read(field: Field | undefined, id: string, form: RegExp): Result<string, EmvRefusal> {
  if (field === undefined) return err({ kind: 'FieldMissing', at: id })
  return form.test(field.value) ? ok(field.value) : err({ kind: 'FieldMalformed', at: id })
}

function told(
  indicator: string,
  fixed: Field | undefined,
  percent: Field | undefined,
): Result<Tip, EmvRefusal> {
  if (indicator === indicators.askPayer) return ok({ kind: 'askPayer' })
  if (indicator === indicators.fixed) {
    const amount = read(fixed, fixedId, amountForm)
    return amount.ok ? ok({ kind: 'fixed', amount: amount.value }) : amount
  }
  if (indicator !== indicators.percent) return err({ kind: 'FieldMalformed', at: indicatorId })
  const share = read(percent, percentId, percentForm)
  return share.ok ? ok({ kind: 'percent', percent: share.value }) : share
}

export function readTip(fields: readonly Field[]): Result<Tip | undefined, EmvRefusal> {
  const byId = new Map(fields.map((field) => [field.id, field]))
  const [indicator, fixed, percent] = [indicatorId, fixedId, percentId].map((id) => byId.get(id))
  const tip = indicator === undefined ? ok(undefined) : told(indicator.value, fixed, percent)
  if (!tip.ok) return tip
  if (fixed !== undefined && tip.value?.kind !== 'fixed') return err({ kind: 'FieldMisplaced', at: fixedId })
  if (percent !== undefined && tip.value?.kind !== 'percent') {
    return err({ kind: 'FieldMisplaced', at: percentId })
  }
  return tip
}

export function fieldsOfTip(tip: Tip | undefined): readonly Field[] {
  if (tip === undefined) return []
  const indicator = { id: indicatorId, value: indicators[tip.kind] }
  switch (tip.kind) {
    case 'askPayer':
      return [indicator]
    case 'fixed':
      return [indicator, { id: fixedId, value: tip.amount }]
    case 'percent':
      return [indicator, { id: percentId, value: tip.percent }]
  }
}
