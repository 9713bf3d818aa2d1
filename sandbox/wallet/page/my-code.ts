/**
 * The payment code that this phone shows: fetched, drawn, counted down and replaced before it dies or once it was read,
 * until the shopper leaves. It is never kept, and never in the address.
 */

import { around, mintCode, type Provider, type Sheet, type WalletFailure } from './api.ts'
import { type Drawn, drawSymbols } from './code-screen.ts'

const lookEveryMs = 1_000
/** Replaced so long before its end: a scanner may just be reading it. */
const spareMs = 3_000

export interface CodeMoments {
  readonly onShown: (drawn: Drawn) => void
  readonly onSecond: (secondsLeft: number) => void
  /** The store has charged it; a password may be asked next. */
  readonly onRead: () => void
  readonly onAsked: (sheet: Sheet) => void
  readonly onFailed: (failure: WalletFailure) => void
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Shows one code to its end; true when the next one is wanted. */
async function showOne(provider: Provider, user: string, moments: CodeMoments, signal: AbortSignal) {
  const minted = await mintCode(provider, user)
  if (signal.aborted) return false
  if (!minted.ok) {
    moments.onFailed(minted.error)
    return false
  }
  const { code } = minted.value
  // The platform's clock may run ahead; how long a code lives is the same on both.
  const endsAtMs = Date.now() + codeLifeMs - spareMs
  moments.onShown({ code, ...(await drawSymbols(code)) })
  while (!signal.aborted && Date.now() < endsAtMs) {
    moments.onSecond(Math.ceil((endsAtMs - Date.now()) / 1_000))
    await pause(lookEveryMs)
    const seen = await around(user, code)
    if (signal.aborted) return false
    const [asked] = seen.ok ? seen.value.asked : []
    if (asked !== undefined) {
      moments.onAsked(asked)
      return false
    }
    if (seen.ok && seen.value.is_code_used) {
      moments.onRead()
      return false
    }
  }
  return !signal.aborted
}

const codeLifeMs = 60_000

export async function showMyCode(
  provider: Provider,
  user: string,
  moments: CodeMoments,
  signal: AbortSignal,
): Promise<void> {
  while (await showOne(provider, user, moments, signal)) {
    // A fresh code takes the place of the old one.
  }
}
