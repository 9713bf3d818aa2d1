/**
 * The diary of calls to the provider: written before a call and completed after it, so that nothing sent is unknown.
 * It keeps what was understood of an answer, and nothing anyone could pay with.
 */

import type { Result } from '../../domain/result.ts'
import { overhear } from '../http/overheard.ts'
import type { ServerPorts } from '../ports.ts'
import type { ProviderFailure } from './providers/provider.ts'

interface About {
  readonly store_id: string
  readonly out_trade_no: string
}

/** More of an answer than this is nobody's business. */
const answerCharsMax = 1_000

const verdictOf = (result: Result<unknown, ProviderFailure>): string => {
  if (result.ok) return 'ok'
  const { error } = result
  switch (error.kind) {
    case 'Refused':
      return `refused ${error.code}`
    case 'Unknown':
      return `unknown ${error.reason}`
    case 'NotFound':
    case 'Settled':
      return error.kind
  }
}

/** A QR's contents are left out: whoever has them can pay, and be paid for. */
const answerOf = (result: Result<unknown, ProviderFailure>): string | null =>
  result.ok && result.value !== undefined
    ? JSON.stringify(result.value, (name, value) => (name === 'codeUrl' ? undefined : value)).slice(
        0,
        answerCharsMax,
      )
    : null

/** One of many questions while the payer takes their time. */
const isRoutine = (kind: string, result: Result<unknown, ProviderFailure>): boolean =>
  kind === 'query' &&
  result.ok &&
  typeof result.value === 'object' &&
  result.value !== null &&
  'kind' in result.value &&
  result.value.kind === 'Unpaid'

export async function recorded<T>(
  { db, clock, random }: Pick<ServerPorts, 'db' | 'clock' | 'random'>,
  about: About,
  kind: string,
  call: () => Promise<Result<T, ProviderFailure>>,
  secrets: readonly string[] = [],
): Promise<Result<T, ProviderFailure>> {
  const { store_id, out_trade_no } = about
  const call_id = random.id()
  const sent_ms = clock.nowMs()
  await db
    .insertInto('payment_call')
    .values({
      call_id,
      store_id,
      out_trade_no,
      kind,
      sent_ms,
      done_ms: null,
      verdict: null,
      answer: null,
      raw: null,
    })
    .execute()
  const { outcome: result, raw } = await overhear(secrets, call)
  await db
    .updateTable('payment_call')
    .set({
      done_ms: clock.nowMs(),
      verdict: verdictOf(result),
      answer: answerOf(result),
      raw: isRoutine(kind, result) ? null : raw,
    })
    .where('call_id', '=', call_id)
    .execute()
  return result
}
