/** Bills that wait to be fetched: made when they are asked for, for a while, behind a token nobody can guess. */

import type { Random, SandboxClock } from '../../ports.ts'
import { newNonce } from '../ids.ts'

const filesMax = 50
const lifeMs = 30 * 60_000

export interface BillFiles {
  readonly keep: (bytes: Buffer) => string
  readonly byToken: (token: string) => Buffer | undefined
}

export function createBillFiles(clock: SandboxClock, random: Random): BillFiles {
  let files: readonly { readonly token: string; readonly bytes: Buffer; readonly untilMs: number }[] = []
  return {
    keep(bytes) {
      const token = newNonce(random)
      files = [...files, { token, bytes, untilMs: clock.nowMs() + lifeMs }].slice(-filesMax)
      return token
    },
    byToken: (token) => files.find((file) => file.token === token && clock.nowMs() < file.untilMs)?.bytes,
  }
}
