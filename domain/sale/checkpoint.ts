/**
 * The state of a lane at rest (no sale, no receipt on show) as text, so that a start folds one shopper's facts and
 * not the lane's whole life. A checkpoint is a convenience: one that does not read is left out, and the journal
 * alone gives the same state.
 */

import canonicalize from 'canonicalize'
import * as v from 'valibot'
import { languages } from '../item.ts'
import { assert } from '../result.ts'
import { helpAboutSchema, orphanEntries, paymentReference, refundEntries, refundFailures } from './fact.ts'
import { pinTriesMax } from './fold.ts'
import {
  isResting,
  type LaneRefund,
  type LaneState,
  orphansKeptMax,
  parkedMax,
  refundsKeptMax,
} from './sale.ts'
import { soldPacksMax } from './sold-packs.ts'

const counter = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

const refundSchema = v.strictObject({
  ...refundEntries,
  atMs: counter,
  reference: v.optional(paymentReference),
  stage: v.picklist(['requested', 'accepted', 'settled', ...refundFailures]),
})

const checkpointSchema = v.strictObject({
  epoch: counter,
  language: v.picklist(languages),
  attendant: v.variant('kind', [
    v.strictObject({ kind: v.literal('none') }),
    v.strictObject({ kind: v.literal('badgeRead'), badge: text }),
    v.strictObject({ kind: v.literal('signedIn'), badge: text, name: text }),
  ]),
  pinTries: v.pipe(
    v.array(v.strictObject({ badge: text, tries: counter, lastAtMs: counter })),
    v.maxLength(pinTriesMax),
  ),
  /** Missing in checkpoints of lanes that could not park yet. */
  parked: v.optional(
    v.pipe(v.array(v.strictObject({ saleId: text, amountMinor: counter })), v.maxLength(parkedMax)),
    [],
  ),
  /** Missing in checkpoints of lanes that could not give money back yet. */
  refunds: v.optional(v.pipe(v.array(refundSchema), v.maxLength(refundsKeptMax)), []),
  /** Missing in checkpoints of lanes that did not hear of late money yet. */
  orphans: v.optional(
    v.pipe(v.array(v.strictObject({ ...orphanEntries, atMs: counter })), v.maxLength(orphansKeptMax)),
    [],
  ),
  helpSinceMs: v.nullable(counter),
  helpAbout: v.nullable(helpAboutSchema),
  receiptsIssued: counter,
  scansRefused: counter,
  soldPacks: v.pipe(
    v.array(v.strictObject({ pack: text, saleId: text })),
    v.maxLength(soldPacksMax),
    v.readonly(),
  ),
})

const kept = ({ reference, ...refund }: v.InferOutput<typeof refundSchema>): LaneRefund => ({
  ...refund,
  reference,
})

/** The resting state as canonical JSON. */
export function checkpointText(state: LaneState): string {
  assert(isResting(state), 'a checkpoint is taken between sales')
  const { sale: _sale, paid: _paid, handedOver: _handedOver, helpSinceMs, helpAbout, ...rest } = state
  const json = canonicalize({ ...rest, helpSinceMs: helpSinceMs ?? null, helpAbout: helpAbout ?? null })
  assert(json !== undefined, 'a resting state has canonical JSON')
  return json
}

/** Reads a checkpoint; `undefined` where the text is none, or one of another version of Scanway. */
export function parseCheckpoint(json: string): LaneState | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), checkpointSchema), json)
  if (!parsed.success) return undefined
  const { helpSinceMs, helpAbout, refunds, ...rest } = parsed.output
  return {
    ...rest,
    refunds: refunds.map(kept),
    helpSinceMs: helpSinceMs ?? undefined,
    helpAbout: helpAbout ?? undefined,
    sale: undefined,
    paid: undefined,
    handedOver: undefined,
  }
}
