/**
 * The people behind the wallets: the payment codes their phones show, and whether a payment goes through, asks for a
 * password or is turned down. A user's name says who they are: `password…` confirms every payment, `short…` has
 * little money, `risky…` is stopped, anyone else simply pays. Codes live a minute in memory, as on a phone.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { Random, SandboxClock } from '../ports.ts'
import { type FaceForm, newFaceToken, newPaymentCode } from './code-forms.ts'

export const providers = ['wechat', 'alipay'] as const
export type Provider = (typeof providers)[number]

export const credentialKinds = ['code', 'face'] as const
export type CredentialKind = (typeof credentialKinds)[number]

export interface MintedCode {
  readonly code: string
  readonly expiresAtMs: number
}

/** What a shopper's own account says to an amount. */
export type Willingness = 'pays' | 'asksPassword' | 'short' | 'risky'

export type CodeRefusal =
  | { readonly kind: 'CodeUnknown' }
  | { readonly kind: 'CodeExpired' }
  | { readonly kind: 'CodeUsed' }

export interface Shoppers {
  /** A code for `user`'s phone to show: single use, for one minute. */
  readonly mint: (provider: Provider, user: string, kind: CredentialKind) => MintedCode
  /** A token for a recognised face: like a code, and for one order only where the terminal was told which. */
  readonly mintFace: (provider: Provider, user: string, form: FaceForm, outTradeNo?: string) => MintedCode
  /** Whose code it is; from now on it is used. */
  readonly redeem: (provider: Provider, code: string, outTradeNo: string) => Result<string, CodeRefusal>
  /** Whether somebody has charged it: the phone then shows a fresh one. */
  readonly isUsed: (code: string) => boolean
  /** To a payment by code: small ones need no password, ten a day and user. Counts those. */
  readonly answerTo: (user: string, amountFen: number) => Willingness
  /** To a payment the user confirms on the phone. */
  readonly confirms: (
    user: string,
    amountFen: number,
    password: string | undefined,
  ) => ConfirmRefusal | undefined
}

export type ConfirmRefusal =
  | { readonly kind: 'PasswordNeeded' }
  | { readonly kind: 'PasswordWrong' }
  | { readonly kind: 'BalanceShort' }
  | { readonly kind: 'RiskRefused' }

export const codeLifeMs = 60_000
/** Every demo user's. The wallet page says so. */
export const demoPassword = '123456'
const shortBalanceFen = 100
export const freeAmountFenMax = 100_000
export const freePaymentsPerDayMax = 10
const keptCodesMax = 1_000
const keptCountersMax = 1_000
const dayMs = 86_400_000

interface KeptCode extends MintedCode {
  readonly provider: Provider
  readonly user: string
  readonly isUsed: boolean
  /** The one order it may be charged for; any, where nothing is said. */
  readonly outTradeNo: string | undefined
}

/** Keeps the youngest entries only: a sandbox may run for weeks. */
function trim(map: Map<string, unknown>, sizeMax: number): void {
  for (const key of map.keys()) {
    if (map.size <= sizeMax) return
    map.delete(key)
  }
}

/** What stops this user's account, whoever asks. */
function stopOf(user: string, amountFen: number): 'short' | 'risky' | undefined {
  if (user.startsWith('risky')) return 'risky'
  return user.startsWith('short') && amountFen > shortBalanceFen ? 'short' : undefined
}

const alwaysAsks = (user: string): boolean => user.startsWith('password')

export function createShoppers(clock: SandboxClock, random: Random): Shoppers {
  const codes = new Map<string, KeptCode>()
  const freePayments = new Map<string, number>()
  function keep(code: string, provider: Provider, user: string, outTradeNo?: string): MintedCode {
    const minted = { code, expiresAtMs: clock.nowMs() + codeLifeMs }
    codes.set(code, { ...minted, provider, user, isUsed: false, outTradeNo })
    trim(codes, keptCodesMax)
    return minted
  }
  return {
    mint: (provider, user, kind) =>
      keep(
        kind === 'face' ? newFaceToken(provider, random, 'word') : newPaymentCode(provider, random),
        provider,
        user,
      ),
    mintFace: (provider, user, form, outTradeNo) =>
      keep(newFaceToken(provider, random, form), provider, user, outTradeNo),
    redeem(provider, code, outTradeNo) {
      const kept = codes.get(code)
      if (kept === undefined || kept.provider !== provider) return err({ kind: 'CodeUnknown' })
      if ((kept.outTradeNo ?? outTradeNo) !== outTradeNo) return err({ kind: 'CodeUnknown' })
      if (kept.isUsed) return err({ kind: 'CodeUsed' })
      if (clock.nowMs() >= kept.expiresAtMs) return err({ kind: 'CodeExpired' })
      codes.set(code, { ...kept, isUsed: true })
      return ok(kept.user)
    },
    isUsed: (code) => codes.get(code)?.isUsed === true,
    answerTo(user, amountFen) {
      const stop = stopOf(user, amountFen)
      if (stop !== undefined) return stop
      if (alwaysAsks(user) || amountFen > freeAmountFenMax) return 'asksPassword'
      const key = `${user} ${Math.floor(clock.nowMs() / dayMs)}`
      const count = freePayments.get(key) ?? 0
      if (count >= freePaymentsPerDayMax) return 'asksPassword'
      freePayments.set(key, count + 1)
      trim(freePayments, keptCountersMax)
      return 'pays'
    },
    confirms(user, amountFen, password) {
      const stop = stopOf(user, amountFen)
      if (stop !== undefined) return { kind: stop === 'risky' ? 'RiskRefused' : 'BalanceShort' }
      if (password === undefined) return alwaysAsks(user) ? { kind: 'PasswordNeeded' } : undefined
      return password === demoPassword ? undefined : { kind: 'PasswordWrong' }
    },
  }
}
