/** The payment platforms of the sandbox, as a test bends them. */

import { expect } from '@playwright/test'
import type { Store } from './store.ts'

/** Where shoppers' wallets live. */
export const walletOf = ({ world }: Store): string => world.sandbox.ready.wallet

/** Something of the platform's goes wrong from here on; without a body, all is well again. */
export async function breakPlatform({ world }: Store, fault?: object): Promise<void> {
  const answer = await fetch(`${world.sandbox.ready.url}/ctl/faults`, {
    method: fault === undefined ? 'DELETE' : 'POST',
    ...(fault === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
    ...(fault === undefined ? {} : { body: JSON.stringify(fault) }),
  })
  expect(answer.ok, `the platform takes the fault: ${answer.status}`).toBe(true)
}
