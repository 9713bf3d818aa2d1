/**
 * The payer's side: a wallet reads the code, follows it to its place, checks what it is told there against the bank's
 * key, and pays. Nothing of the merchant's API is used for it, as no payer could.
 */

import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import * as v from 'valibot'
import { amountMinorOf } from '../../domain/emv/amount.ts'
import { decodeMerchantCode } from '../../domain/emv/decode.ts'
import { readPix } from '../../domain/emv/pix.ts'
import { parseJson } from '../../domain/parse.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { instant, reais } from './answers.ts'
import { oweNotice } from './notices.ts'
import type { PixPorts } from './ports.ts'
import type { Charge } from './record.ts'

const coded = (data: object): string => Buffer.from(JSON.stringify(data)).toString('base64url')

/** What stands at a charge's place: its terms, signed by the receiver's bank (JWS, ES256). */
export function signedTerms({ signingKey }: PixPorts, charge: Charge): string {
  const head = coded({ alg: 'ES256', typ: 'JWT', kid: 'psp-1' })
  const { txid, key, amountMinor, createdAtMs, expiresAtMs, state } = charge
  const terms = coded({
    revisao: 0,
    calendario: { criacao: instant(createdAtMs), expiracao: (expiresAtMs - createdAtMs) / 1000 },
    txid,
    chave: key,
    status: state,
    valor: { original: reais(amountMinor) },
  })
  const seal = sign('sha256', Buffer.from(`${head}.${terms}`), { key: signingKey, dsaEncoding: 'ieee-p1363' })
  return `${head}.${terms}.${seal.toString('base64url')}`
}

const termsSchema = v.object({
  txid: v.string(),
  status: v.string(),
  valor: v.object({ original: v.string() }),
})

export type PayerRefusal = {
  readonly kind: 'NotAPixCode' | 'PlaceUnknown' | 'TermsForged' | 'ChargeNotOpen' | 'ChargeExpired'
}

const refused = (kind: PayerRefusal['kind']) => err<PayerRefusal>({ kind })

function readTerms(jws: string, key: KeyObject): v.InferOutput<typeof termsSchema> | undefined {
  const [head = '', terms = '', seal = ''] = jws.split('.')
  const isSealed = verify(
    'sha256',
    Buffer.from(`${head}.${terms}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(seal, 'base64url'),
  )
  const read = parseJson(termsSchema, Buffer.from(terms, 'base64url').toString('utf8'))
  return isSealed && read.ok ? read.value : undefined
}

/** `E` + the payer's bank + the minute + eleven letters, 32 in all. */
const endToEndIdOf = (nowMs: number, chance: Uint8Array): string => {
  const minute = instant(nowMs).replace(/\D/g, '').slice(0, 12)
  return `E12345678${minute}${Buffer.from(chance).toString('hex').slice(0, 11)}`
}

export interface Paid {
  readonly txid: string
  readonly amountMinor: number
  readonly endToEndId: string
}

/** Pays a code from a wallet. Whatever is wrong with the code or its charge moves nothing. */
export function payCode(ports: PixPorts, qr: string, payer: string): Result<Paid, PayerRefusal> {
  const { store, clock, random, signingKey, host } = ports
  const code = decodeMerchantCode(qr)
  const pix = code.ok ? readPix(code.value) : undefined
  if (pix?.ok !== true || pix.value.kind !== 'dynamic') return refused('NotAPixCode')
  const place = pix.value.location.startsWith(`${host}/pix/v2/`)
    ? pix.value.location.slice(host.length + 8)
    : ''
  return store.transact(() => {
    const charge = store.chargeAt(place)
    if (charge === undefined) return refused('PlaceUnknown')
    const terms = readTerms(signedTerms(ports, charge), createPublicKey(signingKey))
    if (terms === undefined || amountMinorOf(terms.valor.original, 2) !== charge.amountMinor)
      return refused('TermsForged')
    if (terms.status !== 'ATIVA') return refused('ChargeNotOpen')
    const nowMs = clock.nowMs()
    if (nowMs >= charge.expiresAtMs) return refused('ChargeExpired')
    const endToEndId = endToEndIdOf(nowMs, random.bytes(6))
    store.saveCharge({ ...charge, state: 'CONCLUIDA', endToEndId, payer, paidAtMs: nowMs })
    oweNotice(ports, charge.txid, endToEndId)
    return ok({ txid: charge.txid, amountMinor: charge.amountMinor, endToEndId })
  })
}
