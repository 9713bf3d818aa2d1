/**
 * Words of a face terminal's SDK that the store's terminal says and the driver does not list, as a setting:
 * `alipay 2007 notRecognised; wechat FACE_TIMEOUT timedOut`.
 */

import * as v from 'valibot'
import { type FaceRefusal, faceRefusals } from '../../domain/payment/face.ts'
import { type Wallet, wallets } from '../../domain/sale/fact.ts'
import type { ExtraFaceWords } from '../../hardware/face/sdk.ts'

const wordsMax = 50

const entrySchema = v.tuple([
  v.picklist(wallets),
  v.pipe(v.string(), v.regex(/^\w{1,64}$/)),
  v.picklist(faceRefusals),
])

const byWallet = (entries: readonly (readonly [Wallet, string, FaceRefusal])[], wallet: Wallet) =>
  Object.fromEntries(
    entries.flatMap(([each, word, refusal]) => (each === wallet ? [[word, refusal] as const] : [])),
  )

export const faceWordsSchema = v.pipe(
  v.string(),
  v.maxLength(4_096),
  v.transform((text) =>
    text
      .split(';')
      .filter((entry) => entry.trim() !== '')
      .map((entry) => entry.trim().split(/\s+/)),
  ),
  v.array(entrySchema),
  v.maxLength(wordsMax),
  v.transform(
    (entries): ExtraFaceWords =>
      Object.fromEntries(wallets.map((wallet) => [wallet, byWallet(entries, wallet)])),
  ),
)
