/**
 * What a lane shows before it is one: without an identity, a setup or a readable journal there is no sale to show,
 * only why, and for staff what to do.
 */

import { type LaneView, type OutOfServiceReason, quietParts } from '../../domain/contract/view.ts'
import type { Language } from '../../domain/item.ts'

export interface Waiting {
  readonly reason: OutOfServiceReason
  readonly detail: string
}

export const waitingView = (
  { reason, detail }: Waiting,
  at: { readonly revision: number; readonly nowMs: number; readonly language: Language },
): LaneView => ({
  ...quietParts,
  ...at,
  storeNames: { 'zh-CN': 'Scanway', en: 'Scanway' },
  laneName: '–',
  currency: 'CNY',
  online: false,
  screen: { kind: 'outOfService', reason, detail },
})
