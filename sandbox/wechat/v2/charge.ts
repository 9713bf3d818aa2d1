/** `POST /pay/micropay` and `/pay/facepay`: charges a shopper's payment code, or the face a terminal recognised. */

import { type Charge, type ChargeOutcome, chargeCode, chargeSentences } from '../charging.ts'
import type { V2Endpoint } from './endpoint.ts'
import { paidWords } from './order-words.ts'
import { parametersOf } from './parameters.ts'
import { failed, succeeded, type V2Reply } from './reply.ts'
import { facepaySchema, micropaySchema, readFields } from './request-schema.ts'
import type { Words } from './xml.ts'

function replyTo(outcome: ChargeOutcome): V2Reply {
  switch (outcome.kind) {
    case 'paid':
      return succeeded(paidWords(outcome.order))
    case 'asked':
      return failed('USERPAYING', '需要用户输入支付密码')
    case 'refused':
      return failed(outcome.code, chargeSentences[outcome.code])
  }
}

interface ChargeFields {
  readonly out_trade_no: string
  readonly total_fee: number
  readonly body: string
  readonly attach?: string | undefined
}

const chargeOf = (
  fields: ChargeFields,
  words: Words,
  credential: Pick<Charge, 'authCode' | 'tradeType'>,
): Charge => ({
  outTradeNo: fields.out_trade_no,
  amountFen: fields.total_fee,
  description: fields.body,
  attach: fields.attach ?? null,
  parameters: parametersOf(words),
  ...credential,
})

export const micropay: V2Endpoint = {
  api: 'v2_micropay',
  url: '/pay/micropay',
  handle(ports, words, fault) {
    const read = readFields(micropaySchema, words)
    if (!read.ok) return read.error
    const credential = { authCode: read.value.auth_code, tradeType: 'MICROPAY' } as const
    return replyTo(chargeCode(ports, chargeOf(read.value, words, credential), fault))
  },
}

export const facepay: V2Endpoint = {
  api: 'v2_facepay',
  url: '/pay/facepay',
  handle(ports, words, fault) {
    const read = readFields(facepaySchema, words)
    if (!read.ok) return read.error
    const credential = { authCode: read.value.face_code, tradeType: 'FACEPAY' } as const
    return replyTo(chargeCode(ports, chargeOf(read.value, words, credential), fault))
  },
}
