/**
 * Writes the file a new store is filled from: the demo store, its lanes and staff, and as many goods as a test wants.
 */

import fs from 'node:fs'
import { demoItems } from '../../../sandbox/demo/catalogue.ts'
import { demoCurrency, demoLanes, demoStaff, demoStore } from '../../../sandbox/demo/store.ts'
import type { SeedRow } from '../../../src-server/seed.ts'

const catalogueSeed = 7

/** The one-time code with which this lane introduces itself to the server. */
export const enrolCode = (laneId: string): string => `E2E-${laneId.toUpperCase()}-CODE`

export function writeSeedFile(file: string, items: number): void {
  const rows: SeedRow[] = [
    { kind: 'store', store: demoStore, currency: demoCurrency },
    ...demoLanes.map(({ laneId, name }): SeedRow => {
      return { kind: 'lane', laneId, laneName: name, code: enrolCode(laneId) }
    }),
    ...demoStaff.map(({ badge, name, pin }): SeedRow => ({ kind: 'staff', badge, name, pin })),
  ]
  for (const { item, aliases, stock } of demoItems({ seed: catalogueSeed, count: items })) {
    rows.push({ kind: 'item', item, aliases: [...aliases], stock })
  }
  fs.writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
}
