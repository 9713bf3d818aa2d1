/**
 * How the PIX bank answers: charges and returns as the API has them, and refusals as problems with a type (RFC 9457).
 */

import { emvAmount } from '../../domain/emv/amount.ts'
import { encodeMerchantCode } from '../../domain/emv/encode.ts'
import { pixMerchantCode } from '../../domain/emv/pix.ts'
import { assert } from '../../domain/result.ts'
import type { PixPorts } from './ports.ts'
import type { Charge, Return } from './record.ts'

export interface Answer {
  readonly status: number
  readonly body: object
}

export const reais = (minor: number): string => emvAmount(minor, 2)
export const instant = (ms: number): string => new Date(ms).toISOString()

/** Refusals by the names the API gives them, with their statuses. */
const problems = {
  NaoAutenticado: 401,
  NaoEncontrado: 404,
  CobNaoEncontrado: 404,
  CobOperacaoInvalida: 400,
  CobPayloadInvalido: 400,
  PixNaoEncontrado: 404,
  PixDevolucaoNaoEncontrada: 404,
  PixDevolucaoInvalida: 400,
} as const

export function problem(name: keyof typeof problems, detail: string): Answer {
  const status = problems[name]
  const type = `https://pix.bcb.gov.br/api/v2/error/${name}`
  return { status, body: { type, title: name, status, detail } }
}

export const returnAnswer = ({
  id,
  endToEndId,
  amountMinor,
  createdAtMs,
  settlesAtMs,
  state,
}: Return): object => ({
  id,
  rtrId: `D${endToEndId.slice(1)}`,
  valor: reais(amountMinor),
  horario: {
    solicitacao: instant(createdAtMs),
    ...(state === 'DEVOLVIDO' && { liquidacao: instant(settlesAtMs) }),
  },
  status: state,
})

/** The payment of a charge, as charges and messages carry it. */
export function paymentAnswer(
  { txid, amountMinor, endToEndId, paidAtMs }: Charge,
  returns: readonly Return[],
): object {
  assert(endToEndId !== null && paidAtMs !== null, 'a settled charge has its payment')
  const back = returns.length === 0 ? {} : { devolucoes: returns.map(returnAnswer) }
  return { endToEndId, txid, valor: reais(amountMinor), horario: instant(paidAtMs), ...back }
}

const locationOf = ({ host }: PixPorts, { place }: Charge): string => `${host}/pix/v2/${place}`

function copyAndPaste(ports: PixPorts, charge: Charge): string {
  const { name, city } = ports.merchant
  const code = encodeMerchantCode(
    pixMerchantCode({ kind: 'dynamic', location: locationOf(ports, charge), name, city }),
  )
  assert(code.ok, 'a charge of ours is writable as a code')
  return code.value
}

export function chargeAnswer(ports: PixPorts, charge: Charge): object {
  const { txid, key, amountMinor, createdAtMs, expiresAtMs, state, remark, endToEndId } = charge
  const payments =
    endToEndId === null ? {} : { pix: [paymentAnswer(charge, ports.store.returnsOf(endToEndId))] }
  return {
    txid,
    revisao: state === 'ATIVA' ? 0 : 1,
    calendario: { criacao: instant(createdAtMs), expiracao: (expiresAtMs - createdAtMs) / 1000 },
    status: state,
    valor: { original: reais(amountMinor), modalidadeAlteracao: 0 },
    chave: key,
    ...(remark !== null && { solicitacaoPagador: remark }),
    location: locationOf(ports, charge),
    pixCopiaECola: copyAndPaste(ports, charge),
    ...payments,
  }
}
