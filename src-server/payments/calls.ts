/** The diary of calls to the provider: written before a call and completed after it, so that nothing sent is unknown. */

import type { Result } from '../../domain/result.ts'
import type { ServerPorts } from '../ports.ts'
import type { ProviderFailure } from './provider.ts'

interface About {
  readonly store_id: string
  readonly out_trade_no: string
}

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

export async function recorded<T>(
  { db, clock, random }: Pick<ServerPorts, 'db' | 'clock' | 'random'>,
  about: About,
  kind: string,
  call: () => Promise<Result<T, ProviderFailure>>,
): Promise<Result<T, ProviderFailure>> {
  const { store_id, out_trade_no } = about
  const call_id = random.id()
  await db
    .insertInto('payment_call')
    .values({ call_id, store_id, out_trade_no, kind, sent_ms: clock.nowMs(), done_ms: null, verdict: null })
    .execute()
  const result = await call()
  await db
    .updateTable('payment_call')
    .set({ done_ms: clock.nowMs(), verdict: verdictOf(result) })
    .where('call_id', '=', call_id)
    .execute()
  return result
}
