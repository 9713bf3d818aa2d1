/**
 * A day's bill: asked for, fetched from where the provider says it lies, unpacked and compared with the digest the
 * provider signed. The file itself is unsigned, so nothing of it is believed before the digest fits. Our signature
 * goes to the provider's own hosts only.
 */

import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { assert, err, ok, type Result } from '../../domain/result.ts'
import { type ExchangePorts, exchange, signedRequest } from './exchange.ts'
import { type CallFailure, unknownOutcome } from './failure.ts'
import type { HttpDownload } from './ports.ts'
import { billOfferSchema, parseJson } from './schema.ts'

export interface BillPorts extends ExchangePorts {
  readonly download: HttpDownload
  /** Hosts, with their ports, that a bill may be fetched from. */
  readonly billHosts: ReadonlySet<string>
}

export type BillKind = 'trade' | 'funds'

const unpackedBytesMax = 256 * 1_048_576
const damaged = err(unknownOutcome({ kind: 'BillDamaged' }))

const targets: Readonly<Record<BillKind, (day: string) => string>> = {
  trade: (day) => `/v3/bill/tradebill?bill_date=${day}&bill_type=ALL&tar_type=GZIP`,
  funds: (day) => `/v3/bill/fundflowbill?bill_date=${day}&account_type=BASIC&tar_type=GZIP`,
}

const isPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

function unpacked(bytes: Uint8Array): Uint8Array | undefined {
  // zlib throws at a broken file; here that is one more way for a bill to be damaged.
  try {
    return isPacked(bytes) ? gunzipSync(bytes, { maxOutputLength: unpackedBytesMax }) : bytes
  } catch {
    return undefined
  }
}

async function fetchFile(ports: BillPorts, address: string): Promise<Result<Uint8Array, CallFailure>> {
  const url = new URL(address)
  if (!ports.billHosts.has(url.host)) return err(unknownOutcome({ kind: 'AnswerForeign' }))
  const target = url.pathname + url.search
  const request = signedRequest(ports, { method: 'GET', target, body: '' })
  const file = await ports.download({ ...request, url: address })
  if (!file.ok) return err(unknownOutcome(file.error))
  const { status, bytes } = file.value
  return status === 200 ? ok(bytes) : err(unknownOutcome({ kind: 'StatusUnlisted', status, code: '' }))
}

/** `day` is `2026-11-22`. The file as the provider wrote it; `BillNotReady` while there is none. */
export async function fetchBill(
  ports: BillPorts,
  day: string,
  kind: BillKind,
): Promise<Result<Uint8Array, CallFailure>> {
  assert(/^\d{4}-\d\d-\d\d$/.test(day), 'a bill is of a day')
  const target = targets[kind](day)
  const answer = await exchange(ports, { method: 'GET', target, body: '', expectedStatus: 200 })
  if (!answer.ok) return answer
  const offer = parseJson(billOfferSchema, answer.value)
  if (offer === undefined) return err(unknownOutcome({ kind: 'AnswerUnreadable', status: 200 }))
  const packed = await fetchFile(ports, offer.url)
  if (!packed.ok) return packed
  const bytes = unpacked(packed.value)
  if (bytes === undefined) return damaged
  return createHash('sha1').update(bytes).digest('hex') === offer.sha1 ? ok(bytes) : damaged
}
