/**
 * What the driver needs to know of a wallet's SDK: the calls it understands and how to read its answers. An SDK's own
 * words for what went wrong are data, so that a store can add those its terminal says.
 */

import * as v from 'valibot'
import type { PayerCode } from '../../domain/code/scan.ts'
import type { FaceSession } from '../../domain/contract/face.ts'
import type { FaceRefusal } from '../../domain/payment/face.ts'
import type { Result } from '../../domain/result.ts'
import type { Wallet } from '../../domain/sale/fact.ts'

/** Handed to the SDK as it is. */
export type SdkCall = Readonly<Record<string, unknown>>

/** What an SDK said instead of a face, in its own word; empty where it said nothing that can be read. */
export type SdkWord = string

export interface FaceSdk {
  /** `epochMs`: the time of day, which some SDKs ask for. */
  describe(epochMs: number): SdkCall
  accountOf(answer: unknown): Result<string, SdkWord>
  look(session: FaceSession, epochMs: number): SdkCall
  faceOf(answer: unknown): Result<PayerCode, SdkWord>
  stop(epochMs: number): SdkCall
  readonly words: FaceWords
}

export type FaceWords = Readonly<Record<SdkWord, FaceRefusal>>

/** Words beside an SDK's own, by wallet. */
export type ExtraFaceWords = Partial<Readonly<Record<Wallet, FaceWords>>>

export const sdkText = (charsMax: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(charsMax))

/** As the server takes it. */
export const faceToken = v.pipe(v.string(), v.regex(/^[!-~]{8,512}$/))
