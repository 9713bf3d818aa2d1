/** What the sandbox's PIX bank keeps: charges, the payments that settled them, returns, and the messages it owes. */

import * as v from 'valibot'

const text = v.string()
const whole = v.pipe(v.number(), v.safeInteger())

const chargeStates = ['ATIVA', 'CONCLUIDA', 'REMOVIDA_PELO_USUARIO_RECEBEDOR', 'REMOVIDA_PELO_PSP'] as const

/** Each table's first column is its key. */
export const chargeRow = v.object({
  txid: text,
  /** Names the place where the payer's bank reads the charge. */
  place: text,
  /** The request's own bytes: the same number with others is refused. */
  parameters: text,
  key: text,
  amountMinor: whole,
  remark: v.nullable(text),
  createdAtMs: whole,
  expiresAtMs: whole,
  state: v.picklist(chargeStates),
  endToEndId: v.nullable(text),
  payer: v.nullable(text),
  paidAtMs: v.nullable(whole),
})

const returnStates = ['EM_PROCESSAMENTO', 'DEVOLVIDO', 'NAO_REALIZADO'] as const

export const returnRow = v.object({
  /** Payment and number together: a number counts once for each payment. */
  name: text,
  id: text,
  endToEndId: text,
  txid: text,
  amountMinor: whole,
  createdAtMs: whole,
  settlesAtMs: whole,
  state: v.picklist(returnStates),
})

export const noticeRow = v.object({
  id: text,
  body: text,
  attempts: whole,
  nextAtMs: whole,
  state: v.picklist(['PENDING', 'DELIVERED', 'GIVEN_UP']),
})

export type Charge = v.InferOutput<typeof chargeRow>
export type Return = v.InferOutput<typeof returnRow>
export type Notice = v.InferOutput<typeof noticeRow>
