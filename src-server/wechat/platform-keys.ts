/**
 * Keeps the provider's certificates fresh: all that are valid are fetched at most twelve hours after the last time,
 * and once more as soon as somebody signs with a serial nobody has told us. A new certificate is believed because it
 * comes sealed under our own APIv3 key, in an answer that is signed by one of them. Keys given by hand are never
 * removed.
 */

import { type KeyObject, X509Certificate } from 'node:crypto'
import { err, ok, type Result } from '../../domain/result.ts'
import { type ExchangePorts, signedRequest } from './exchange.ts'
import { type CallFailure, unknownOutcome } from './failure.ts'
import type { HttpResponse } from './ports.ts'
import { openResource } from './resource.ts'
import { certificatesSchema, parseJson } from './schema.ts'
import { type KeyRenewal, verifyAnswer } from './verify.ts'

const renewAfterMs = 12 * 3_600_000
/** A stranger may name serials as fast as it likes; we ask this seldom. */
const renewPauseMs = 60_000

type RenewalPorts = Omit<ExchangePorts, 'renewal'>

interface Dated {
  readonly key: KeyObject
  readonly untilMs: number
}

/** `undefined` for what is no certificate of that serial, or not valid now. */
function certified(pem: string, serial: string, nowMs: number): Dated | undefined {
  // X.509 text that does not parse is reported by throwing.
  try {
    const certificate = new X509Certificate(pem)
    const untilMs = certificate.validToDate.getTime()
    const isValid = certificate.validFromDate.getTime() <= nowMs && nowMs < untilMs
    const isNamed = certificate.serialNumber === serial.toUpperCase()
    return isValid && isNamed && certificate.publicKey.asymmetricKeyType === 'rsa'
      ? { key: certificate.publicKey, untilMs }
      : undefined
  } catch {
    return undefined
  }
}

function readCertificates(
  { keys, clock }: RenewalPorts,
  answer: HttpResponse,
): Result<ReadonlyMap<string, Dated>, CallFailure> {
  const unreadable = err(unknownOutcome({ kind: 'AnswerUnreadable', status: answer.status }))
  const listed = answer.status === 200 ? parseJson(certificatesSchema, answer.body) : undefined
  if (listed === undefined) return unreadable
  const found = new Map<string, Dated>()
  for (const { serial_no, encrypt_certificate } of listed.data) {
    const opened = openResource(encrypt_certificate, keys.apiV3Keys)
    const dated = opened.ok ? certified(opened.value, serial_no, clock.nowMs()) : undefined
    if (dated === undefined) return unreadable
    found.set(serial_no.toUpperCase(), dated)
  }
  const ring = new Map([
    ...keys.platformKeys,
    ...[...found].map(([serial, { key }]) => [serial, key] as const),
  ])
  const verified = verifyAnswer(answer, ring, clock.nowMs())
  if (verified.ok) return ok(found)
  return err(unknownOutcome({ kind: 'AnswerNotAuthentic', status: answer.status, refusal: verified.error }))
}

/** The valid certificates by serial, or why they are not to be had. */
export async function fetchCertificates(
  ports: RenewalPorts,
): Promise<Result<ReadonlyMap<string, Dated>, CallFailure>> {
  const call = { method: 'GET', target: '/v3/certificates', body: '' } as const
  const sent = await ports.send(signedRequest(ports, call))
  return sent.ok ? readCertificates(ports, sent.value) : err(unknownOutcome(sent.error))
}

export function createKeyRenewal(ports: RenewalPorts): KeyRenewal {
  const { clock, keys } = ports
  const keyring = new Map(keys.platformKeys)
  const fetchedUntil = new Map<string, number>()
  let triedAtMs = Number.NEGATIVE_INFINITY
  let renewedAtMs = Number.NEGATIVE_INFINITY
  let underWay: Promise<void> | undefined

  function dropExpired(): void {
    for (const [serial, untilMs] of fetchedUntil) {
      const isOver = untilMs <= clock.nowMs() && !keys.platformKeys.has(serial)
      if (isOver && fetchedUntil.delete(serial)) keyring.delete(serial)
    }
  }

  async function fetchOnce(): Promise<void> {
    triedAtMs = clock.nowMs()
    const fetched = await fetchCertificates(ports)
    dropExpired()
    if (!fetched.ok) return
    renewedAtMs = triedAtMs
    for (const [serial, { key, untilMs }] of fetched.value) {
      keyring.set(serial, key)
      fetchedUntil.set(serial, untilMs)
    }
  }

  function renew(): Promise<void> {
    if (clock.nowMs() - triedAtMs < renewPauseMs) return underWay ?? Promise.resolve()
    underWay ??= fetchOnce().finally(() => {
      underWay = undefined
    })
    return underWay
  }

  return {
    keyring,
    renew,
    touch: () => {
      if (clock.nowMs() - renewedAtMs >= renewAfterMs) void renew()
    },
  }
}
