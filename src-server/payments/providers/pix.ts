/**
 * PIX as a payment provider: charges of a Brazilian bank, shown as an EMVCo code and asked about at the bank. A code is
 * shown only if it is PIX, in reais, and points to the very charge; that it was paid, only the bank says.
 */

import * as v from 'valibot'
import { emvAmount } from '../../../domain/emv/amount.ts'
import { decodeMerchantCode } from '../../../domain/emv/decode.ts'
import { encodeMerchantCode } from '../../../domain/emv/encode.ts'
import { pixMerchantCode, readPix } from '../../../domain/emv/pix.ts'
import { parseJson } from '../../../domain/parse.ts'
import { assert, err, ok, present, type Result } from '../../../domain/result.ts'
import { createPixClient, type PixClient, type PixPorts } from '../../pix/client.ts'
import { readPixNotice } from '../../pix/notice.ts'
import { outRefundNoOfId, outTradeNoOfTxid, returnIdOf, txidOf } from '../../pix/numbers.ts'
import { type Charge, type PixPayment, type PixReturn, reaisDigits } from '../../pix/schema.ts'
import type { PixSettings } from '../../pix/settings.ts'
import type {
  Notice,
  OrderEvidence,
  PaidEvidence,
  PaymentProvider,
  ProviderFailure,
  RefundEvidence,
} from './provider.ts'

type Answer<T> = Result<T, ProviderFailure>

const currency = 'BRL'
const remarkMax = 140

const unknown = (reason: string) => err<ProviderFailure>({ kind: 'Unknown', reason })
const numberOf = (outTradeNo: string): string => present(txidOf(outTradeNo), 'the number was made here')

/** The order as bytes: its number, and the body that goes to the bank. */
const chargeOrderSchema = v.object({ txid: v.string(), charge: v.looseObject({}) })
const returnOrderSchema = v.object({
  outTradeNo: v.string(),
  valor: v.string(),
  descricao: v.optional(v.string()),
})

function ownBytes<S extends v.GenericSchema>(schema: S, body: string): v.InferOutput<S> {
  const read = parseJson(schema, body)
  assert(read.ok, 'the body was made here')
  return read.value
}

/** Whoever gave it back; what the bank could not do counts for nothing. */
function givenBackOf({ valor: paidMinor, devolucoes }: PixPayment): PaidEvidence['givenBack'] {
  const done = devolucoes.filter(({ status }) => status !== 'NAO_REALIZADO')
  const backMinor = done.reduce((sum, { valor }) => sum + valor, 0)
  return backMinor === 0 ? 'nothing' : backMinor < paidMinor ? 'part' : 'all'
}

const paidEvidence = (payment: PixPayment): PaidEvidence => ({
  kind: 'Paid',
  outTradeNo: outTradeNoOfTxid(payment.txid),
  transactionId: payment.endToEndId,
  amountMinor: payment.valor,
  currency,
  paidAtMs: payment.horario,
  givenBack: givenBackOf(payment),
})

function evidenceOf(txid: string, charge: Charge): Answer<OrderEvidence> {
  if (charge.txid !== txid) return unknown('OtherCharge')
  const outTradeNo = outTradeNoOfTxid(txid)
  if (charge.status === 'ATIVA') return ok({ kind: 'Unpaid', outTradeNo, isClosed: false })
  if (charge.status !== 'CONCLUIDA') return ok({ kind: 'Unpaid', outTradeNo, isClosed: true })
  const [payment] = charge.pix
  return payment?.txid === txid ? ok(paidEvidence(payment)) : unknown('PaymentMissing')
}

/** The code to show; where the bank gives only the place, it is written here. */
function codeOf(
  { location, pixCopiaECola }: Charge,
  settings: PixSettings,
): Answer<{ readonly codeUrl: string }> {
  if (location === undefined) return unknown('LocationMissing')
  const { receiverName: name, receiverCity: city } = settings
  const written = encodeMerchantCode(pixMerchantCode({ kind: 'dynamic', location, name, city }))
  const text = pixCopiaECola ?? (written.ok ? written.value : '')
  const code = decodeMerchantCode(text)
  if (!code.ok) return unknown(`Code${code.error.kind}`)
  const pix = readPix(code.value)
  if (!pix.ok) return unknown(`Code${pix.error.kind}`)
  return pix.value.kind === 'dynamic' && pix.value.location === location
    ? ok({ codeUrl: text })
    : unknown('CodeOfOtherCharge')
}

/** A refusal may mean that an earlier send arrived: the charge itself says. */
async function create(
  client: PixClient,
  settings: PixSettings,
  body: string,
): Promise<Answer<{ readonly codeUrl: string }>> {
  const { txid, charge } = ownBytes(chargeOrderSchema, body)
  const made = await client.createCharge(txid, JSON.stringify(charge))
  if (made.ok) return codeOf(made.value, settings)
  if (made.error.kind !== 'Refused') return made
  const known = await client.readCharge(txid)
  if (!known.ok) return known.error.kind === 'NotFound' ? made : known
  return known.value.status === 'ATIVA' ? codeOf(known.value, settings) : err({ kind: 'Settled' })
}

async function close(client: PixClient, outTradeNo: string): Promise<Answer<undefined>> {
  const removed = await client.removeCharge(numberOf(outTradeNo))
  if (removed.ok) return ok(undefined)
  // A charge that is paid or removed cannot be removed: which of them it is, is asked next.
  return removed.error.kind === 'Refused' ? err({ kind: 'Settled' }) : removed
}

const returnStates = {
  EM_PROCESSAMENTO: 'processing',
  DEVOLVIDO: 'success',
  NAO_REALIZADO: 'abnormal',
} as const

const refundEvidence = (outTradeNo: string, { id, valor, status }: PixReturn): RefundEvidence => ({
  outRefundNo: outRefundNoOfId(id),
  outTradeNo,
  refundMinor: valor,
  state: returnStates[status],
})

/** Returns hang on the payment's own number, which only the bank gives. */
async function paymentOf(client: PixClient, outTradeNo: string): Promise<Answer<PixPayment>> {
  const charge = await client.readCharge(numberOf(outTradeNo))
  if (!charge.ok) return charge
  const [payment] = charge.value.pix
  return payment === undefined ? unknown('PaymentMissing') : ok(payment)
}

async function refund(client: PixClient, outRefundNo: string, body: string): Promise<Answer<RefundEvidence>> {
  const { outTradeNo, ...order } = ownBytes(returnOrderSchema, body)
  const payment = await paymentOf(client, outTradeNo)
  if (!payment.ok) return payment
  const { endToEndId } = payment.value
  const id = present(returnIdOf(outRefundNo), 'the number was made here')
  const given = await client.giveBack(endToEndId, id, JSON.stringify(order))
  if (given.ok) return ok(refundEvidence(outTradeNo, given.value))
  if (given.error.kind !== 'Refused') return given
  const known = await client.readReturn(endToEndId, id)
  return known.ok ? ok(refundEvidence(outTradeNo, known.value)) : given
}

function noticeOf(payment: PixPayment): Notice {
  const evidence = paidEvidence(payment)
  const last = payment.devolucoes.at(-1)
  if (last === undefined) return { kind: 'order', id: payment.endToEndId, evidence }
  const id = `${payment.endToEndId} ${last.id} ${last.status}`
  return { kind: 'refund', id, evidence: refundEvidence(evidence.outTradeNo, last) }
}

export function pixProvider(ports: PixPorts): PaymentProvider {
  const { settings, clock } = ports
  const client = createPixClient(ports)
  return {
    currency,
    language: settings.language,
    orderBody(order) {
      assert(order.currency === currency, 'PIX moves reais and nothing else')
      const seconds = Math.max(1, Math.ceil((order.payableUntilMs - clock.nowMs()) / 1000))
      const charge = {
        calendario: { expiracao: seconds },
        valor: { original: emvAmount(order.amountMinor, reaisDigits), modalidadeAlteracao: 0 },
        chave: settings.key,
        solicitacaoPagador: order.description.slice(0, remarkMax),
      }
      return JSON.stringify({ txid: numberOf(order.outTradeNo), charge })
    },
    refundBody: ({ outTradeNo, amountMinor, reason }) =>
      JSON.stringify({
        outTradeNo,
        valor: emvAmount(amountMinor, reaisDigits),
        descricao: reason.slice(0, remarkMax),
      }),
    create: (body) => create(client, settings, body),
    async query(outTradeNo) {
      const txid = numberOf(outTradeNo)
      const charge = await client.readCharge(txid)
      return charge.ok ? evidenceOf(txid, charge.value) : charge
    },
    close: (outTradeNo) => close(client, outTradeNo),
    refund: (outRefundNo, body) => refund(client, outRefundNo, body),
    async queryRefund(outRefundNo, outTradeNo) {
      const payment = await paymentOf(client, outTradeNo)
      if (!payment.ok) return payment
      const id = present(returnIdOf(outRefundNo), 'the number was made here')
      const known = await client.readReturn(payment.value.endToEndId, id)
      return known.ok ? ok(refundEvidence(outTradeNo, known.value)) : known
    },
    readNotice(message) {
      const payment = readPixNotice(message, settings.noticeSecret)
      return payment.ok ? ok(noticeOf(payment.value)) : payment
    },
  }
}
