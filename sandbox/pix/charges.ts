/** Charges as the merchant makes, reads and removes them. The same number with the same bytes is the same charge. */

import * as v from 'valibot'
import { amountMinorOf } from '../../domain/emv/amount.ts'
import { parseJson } from '../../domain/parse.ts'
import { type Answer, chargeAnswer, problem } from './answers.ts'
import type { PixPorts } from './ports.ts'

const txidForm = /^[0-9A-Za-z]{26,35}$/
const amountForm = /^\d{1,10}\.\d{2}$/
const expiryDefaultSeconds = 86_400

const chargeBody = v.strictObject({
  calendario: v.strictObject({
    expiracao: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_147_483_647)),
      expiryDefaultSeconds,
    ),
  }),
  valor: v.strictObject({
    original: v.pipe(v.string(), v.regex(amountForm)),
    modalidadeAlteracao: v.optional(v.picklist([0, 1]), 0),
  }),
  chave: v.pipe(v.string(), v.maxLength(77)),
  solicitacaoPagador: v.optional(v.pipe(v.string(), v.maxLength(140))),
})

const changeBody = v.strictObject({ status: v.literal('REMOVIDA_PELO_USUARIO_RECEBEDOR') })

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

export function putCharge(ports: PixPorts, txid: string, body: string): Answer {
  const { store, merchant, clock, random } = ports
  const asked = parseJson(chargeBody, body)
  if (!asked.ok || !txidForm.test(txid))
    return problem('CobPayloadInvalido', asked.ok ? 'txid' : asked.error.reason)
  if (asked.value.chave !== merchant.key)
    return problem('CobOperacaoInvalida', 'A chave não é deste recebedor.')
  const amountMinor = amountMinorOf(asked.value.valor.original, 2) ?? 0
  if (amountMinor === 0) return problem('CobPayloadInvalido', 'valor.original')
  return store.transact(() => {
    const known = store.charge(txid)
    if (known !== undefined) {
      const isSame = known.state === 'ATIVA' && known.parameters === body
      return isSame
        ? { status: 200, body: chargeAnswer(ports, known) }
        : problem('CobOperacaoInvalida', 'Esse txid já foi usado.')
    }
    const nowMs = clock.nowMs()
    const charge = {
      txid,
      place: hex(random.bytes(16)),
      parameters: body,
      key: merchant.key,
      amountMinor,
      remark: asked.value.solicitacaoPagador ?? null,
      createdAtMs: nowMs,
      expiresAtMs: nowMs + asked.value.calendario.expiracao * 1000,
      state: 'ATIVA',
      endToEndId: null,
      payer: null,
      paidAtMs: null,
    } as const
    store.saveCharge(charge)
    return { status: 201, body: chargeAnswer(ports, charge) }
  })
}

export function getCharge(ports: PixPorts, txid: string): Answer {
  const charge = ports.store.charge(txid)
  if (charge === undefined) return problem('CobNaoEncontrado', 'Não há cobrança com esse txid.')
  return { status: 200, body: chargeAnswer(ports, charge) }
}

/** Only an open charge can be removed; a removed or settled one stays what it is. */
export function patchCharge(ports: PixPorts, txid: string, body: string): Answer {
  const { store } = ports
  const asked = parseJson(changeBody, body)
  if (!asked.ok) return problem('CobPayloadInvalido', asked.error.reason)
  return store.transact(() => {
    const charge = store.charge(txid)
    if (charge === undefined) return problem('CobNaoEncontrado', 'Não há cobrança com esse txid.')
    if (charge.state !== 'ATIVA') return problem('CobOperacaoInvalida', 'A cobrança não está ativa.')
    const removed = { ...charge, state: asked.value.status }
    store.saveCharge(removed)
    return { status: 200, body: chargeAnswer(ports, removed) }
  })
}
