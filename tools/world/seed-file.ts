/**
 * Writes the demo store as the file a store server is filled from: store, lanes with their enrolment codes, staff,
 * rules and recalls, then the goods, one JSON a line.
 */

import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs'
import { demoItems } from '../../sandbox/demo/catalogue.ts'
import { demoRecalls, demoRules } from '../../sandbox/demo/rules.ts'
import {
  demoCards,
  demoCoupons,
  demoCurrency,
  demoLanes,
  demoParking,
  demoRefunds,
  demoStaff,
  demoStore,
} from '../../sandbox/demo/store.ts'

/** The demo counts weighed goods in kilograms, the store in grams. */
const gramsPerKilogram = 1_000

/** Rows that are written at once. */
const batchRows = 2_000

/** The demo's enrolment codes: public, and good for one kiosk each. */
export const enrolmentCode = (laneId: string): string => `DEMO-${laneId.toUpperCase()}`

function* seedRows(count: number, seed: number): Generator<unknown> {
  yield { kind: 'store', store: demoStore, currency: demoCurrency }
  for (const { laneId, name } of demoLanes) {
    yield { kind: 'lane', laneId, laneName: name, code: enrolmentCode(laneId) }
  }
  for (const member of demoStaff) yield { kind: 'staff', ...member }
  yield { kind: 'rules', rules: demoRules }
  for (const recall of demoRecalls) yield { kind: 'recall', recall }
  yield { kind: 'parking', ...demoParking }
  for (const card of demoCards) yield { kind: 'card', ...card }
  for (const coupon of demoCoupons) yield { kind: 'coupon', ...coupon }
  yield { kind: 'refundLimits', ...demoRefunds }
  for (const { item, aliases, stock } of demoItems({ seed, count }))
    yield { kind: 'item', item, aliases, stock: item.weighed ? stock * gramsPerKilogram : stock }
}

/** Writes the file whole, or leaves what was there. An existing file is kept: the same seed gives the same store. */
export function writeSeedFile(path: string, count: number, seed = 1): void {
  if (existsSync(path)) return
  const draft = `${path}.new`
  const file = openSync(draft, 'w')
  let batch: string[] = []
  const flush = () => {
    writeSync(file, batch.join(''))
    batch = []
  }
  for (const row of seedRows(count, seed)) {
    batch.push(`${JSON.stringify(row)}\n`)
    if (batch.length === batchRows) flush()
  }
  flush()
  closeSync(file)
  renameSync(draft, path)
}
