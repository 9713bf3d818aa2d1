/**
 * What the server reports of money that a sale could not use: a fact once, and again when it is further on its way
 * back. The lane decides nothing about the money; it keeps what its screen has said.
 */

import { type Decision, facts } from './decision.ts'
import type { FactOf } from './fact.ts'
import type { LaneState, Orphan } from './sale.ts'

export interface OrphanCommand {
  readonly kind: 'ReportOrphan'
  readonly orphan: Omit<Orphan, 'atMs'>
}

const isSame = (known: Orphan, { paymentId, stage }: OrphanCommand['orphan']): boolean =>
  known.paymentId === paymentId && known.stage === stage

export function decideOrphan({ orphans }: LaneState, { orphan }: OrphanCommand): Decision {
  if (orphans.some((known) => isSame(known, orphan))) return facts()
  const fact: FactOf<'OrphanReported'> = { kind: 'OrphanReported', ...orphan }
  return facts(fact)
}
