/**
 * Bills that wait to be fetched: made when they are asked for, for a while, behind a token nobody can guess. In memory,
 * as fleeting as their addresses.
 */

import type { SandboxClock } from './ports.ts'

export interface BillFiles {
  /** The token of these bytes. */
  readonly keep: (bytes: Buffer) => string
  /** `undefined` once its time is over. */
  readonly byToken: (token: string) => Buffer | undefined
}

interface Keeping {
  readonly clock: SandboxClock
  readonly newToken: () => string
  readonly lifeMs: number
  /** The oldest goes first. */
  readonly filesMax: number
}

export function createBillFiles({ clock, newToken, lifeMs, filesMax }: Keeping): BillFiles {
  let files: readonly { readonly token: string; readonly bytes: Buffer; readonly untilMs: number }[] = []
  return {
    keep(bytes) {
      const token = newToken()
      files = [...files, { token, bytes, untilMs: clock.nowMs() + lifeMs }].slice(-filesMax)
      return token
    },
    byToken: (token) => files.find((file) => file.token === token && clock.nowMs() < file.untilMs)?.bytes,
  }
}
