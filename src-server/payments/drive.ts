/**
 * Carries an attempt along: an event happens, the call it asks for is made, and its answer is the next event, until
 * there is nothing to do but wait. Every call is in the diary before it is made, and the attempt's row says so too,
 * so whoever finds it after a crash knows that something may have been sent.
 */

import type { ProviderCall } from '../../domain/payment/event.ts'
import { present } from '../../domain/result.ts'
import type { ServerPorts } from '../ports.ts'
import { type Heard, heardOfCharge, heardOfCreate, heardOfQuery, heardOfUnwind } from './answers.ts'
import { apply } from './apply.ts'
import { type Attempt, type AttemptKey, readAttempt } from './attempt.ts'
import { recorded } from './calls.ts'
import type { PayerCredential } from './providers/provider.ts'
import { codePaymentsOf, providerOf } from './providers/providers.ts'

/** Calls of one run; what is left is due when the last one's lease is over. */
const callsPerRunMax = 10

async function charge(ports: ServerPorts, attempt: Attempt, credential: PayerCredential): Promise<Heard> {
  const codes = codePaymentsOf(ports, attempt.wallet)
  return heardOfCharge(
    await recorded(
      ports,
      attempt,
      'charge',
      () => codes.charge(attempt.request_body, credential),
      [credential.value, credential.holder].filter((secret) => secret !== undefined),
    ),
  )
}

async function make(
  ports: ServerPorts,
  attempt: Attempt,
  call: ProviderCall,
  credential: PayerCredential | undefined,
): Promise<Heard> {
  const provider = providerOf(ports, attempt.wallet)
  const { out_trade_no: number, request_body } = attempt
  switch (call) {
    case 'Create':
      return heardOfCreate(await recorded(ports, attempt, 'create', () => provider.create(request_body)))
    case 'Charge':
      return charge(ports, attempt, present(credential, 'whoever starts a charge holds the code'))
    case 'Query':
      return heardOfQuery(await recorded(ports, attempt, 'query', () => provider.query(number)))
    case 'Close':
      return heardOfUnwind(await recorded(ports, attempt, 'close', () => provider.close(number)))
    case 'Reverse': {
      const codes = codePaymentsOf(ports, attempt.wallet)
      return heardOfUnwind(await recorded(ports, attempt, 'reverse', () => codes.reverse(number)))
    }
  }
}

export async function drive(
  ports: ServerPorts,
  key: AttemptKey,
  first: Heard,
  credential?: PayerCredential,
): Promise<void> {
  let heard = first
  for (let calls = 0; calls < callsPerRunMax; calls++) {
    const { call } = await apply(ports, key, heard)
    if (call === undefined) return
    heard = await make(ports, await readAttempt(ports.db, key), call, credential)
  }
  await apply(ports, key, heard)
}
