/** What a PIX bank answers (Banco Central do Brasil, API Pix 2): the fields we read, each in its form. */

import * as v from 'valibot'
import { amountMinorOf } from '../../domain/emv/amount.ts'

export const reaisDigits = 2

const amount = v.pipe(
  v.string(),
  v.regex(/^\d{1,10}\.\d{2}$/),
  v.transform((text) => amountMinorOf(text, reaisDigits) ?? Number.NaN),
  v.safeInteger(),
)

const instant = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => Date.parse(text)),
  v.safeInteger(),
)

const txidSchema = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{26,35}$/))
const endToEndId = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{32}$/))

export const returnSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{1,35}$/)),
  rtrId: v.optional(v.pipe(v.string(), v.maxLength(64)), ''),
  valor: amount,
  status: v.picklist(['EM_PROCESSAMENTO', 'DEVOLVIDO', 'NAO_REALIZADO']),
})

const paymentSchema = v.object({
  endToEndId,
  txid: txidSchema,
  valor: amount,
  horario: instant,
  devolucoes: v.optional(v.array(returnSchema), []),
})

export const chargeSchema = v.object({
  txid: txidSchema,
  status: v.picklist(['ATIVA', 'CONCLUIDA', 'REMOVIDA_PELO_USUARIO_RECEBEDOR', 'REMOVIDA_PELO_PSP']),
  valor: v.object({ original: amount }),
  chave: v.string(),
  location: v.optional(v.pipe(v.string(), v.maxLength(77))),
  pixCopiaECola: v.optional(v.pipe(v.string(), v.maxLength(512))),
  pix: v.optional(v.array(paymentSchema), []),
})

export const tokenSchema = v.object({
  access_token: v.pipe(v.string(), v.regex(/^[!-~]{1,4096}$/)),
  expires_in: v.pipe(v.number(), v.minValue(1)),
})

export const problemSchema = v.object({ type: v.string() })

export const noticeSchema = v.object({ pix: v.array(paymentSchema) })

export type Charge = v.InferOutput<typeof chargeSchema>
export type PixPayment = v.InferOutput<typeof paymentSchema>
export type PixReturn = v.InferOutput<typeof returnSchema>
