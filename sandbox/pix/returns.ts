/**
 * Returns of settled payments: whole or in part, never more than was paid, within ninety days, a number once for each.
 */

import * as v from 'valibot'
import { amountMinorOf } from '../../domain/emv/amount.ts'
import { parseJson } from '../../domain/parse.ts'
import { type Answer, problem, returnAnswer } from './answers.ts'
import { oweNotice } from './notices.ts'
import type { PixPorts } from './ports.ts'
import type { Return } from './record.ts'

const returnDaysMax = 90
const dayMs = 86_400_000
const idForm = /^[0-9A-Za-z]{1,35}$/

/** The payer's bank takes a moment. */
const settlesAfterMs = 2_000
const returnsAtOnce = 100

const returnBody = v.strictObject({
  valor: v.pipe(v.string(), v.regex(/^\d{1,10}\.\d{2}$/)),
  descricao: v.optional(v.pipe(v.string(), v.maxLength(140))),
})

const nameOf = (endToEndId: string, id: string): string => `${endToEndId} ${id}`

export function putReturn(ports: PixPorts, endToEndId: string, id: string, body: string): Answer {
  const { store, clock } = ports
  const asked = parseJson(returnBody, body)
  const amountMinor = asked.ok ? (amountMinorOf(asked.value.valor, 2) ?? 0) : 0
  if (amountMinor === 0 || !idForm.test(id)) return problem('PixDevolucaoInvalida', 'valor ou id')
  return store.transact(() => {
    const charge = store.chargePaidBy(endToEndId)
    if (charge?.paidAtMs == null) return problem('PixNaoEncontrado', 'Não há Pix com esse e2eid.')
    const known = store.returnNamed(nameOf(endToEndId, id))
    if (known !== undefined) {
      const isSame = known.amountMinor === amountMinor
      return isSame
        ? { status: 201, body: returnAnswer(known) }
        : problem('PixDevolucaoInvalida', 'Esse id já foi usado.')
    }
    const before = store.returnsOf(endToEndId).filter(({ state }) => state !== 'NAO_REALIZADO')
    const given = before.reduce((sum, one) => sum + one.amountMinor, 0)
    if (given + amountMinor > charge.amountMinor)
      return problem('PixDevolucaoInvalida', 'Saldo do Pix insuficiente.')
    const nowMs = clock.nowMs()
    if (nowMs - charge.paidAtMs > returnDaysMax * dayMs)
      return problem('PixDevolucaoInvalida', 'Prazo esgotado.')
    const made: Return = {
      name: nameOf(endToEndId, id),
      id,
      endToEndId,
      txid: charge.txid,
      amountMinor,
      createdAtMs: nowMs,
      settlesAtMs: nowMs + settlesAfterMs,
      state: 'EM_PROCESSAMENTO',
    }
    store.saveReturn(made)
    return { status: 201, body: returnAnswer(made) }
  })
}

export function getReturn({ store }: PixPorts, endToEndId: string, id: string): Answer {
  const known = store.returnNamed(nameOf(endToEndId, id))
  if (known === undefined) return problem('PixDevolucaoNaoEncontrada', 'Não há devolução com esse id.')
  return { status: 200, body: returnAnswer(known) }
}

/** Money whose moment has come is back with the payer, and the merchant is told. */
export function settleReturns(ports: PixPorts): void {
  const { store, clock } = ports
  for (const due of store.returnsDue(clock.nowMs(), returnsAtOnce)) {
    store.transact(() => {
      store.saveReturn({ ...due, state: 'DEVOLVIDO' })
      oweNotice(ports, due.txid, due.name)
    })
  }
}
