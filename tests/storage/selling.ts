/**
 * A lane that sells without end, for the storage tests: every input follows from the state before it, so a recovered
 * journal is sold on as if nothing had happened. Runs in tests and in the child programs that tests kill.
 */

import { createHash } from 'node:crypto'
import type { Item } from '../../domain/item.ts'
import type { NewEntry } from '../../domain/journal.ts'
import type { Fact } from '../../domain/sale/fact.ts'
import { fold } from '../../domain/sale/fold.ts'
import { initialState, type LaneState, saleIdOf } from '../../domain/sale/sale.ts'
import type { JournalIdentity, Recovery } from '../../storage/journal-reading.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const identityAt = (path: string, epoch = 1): JournalIdentity => ({
  path,
  laneId: 'lane-1',
  epoch,
  sha256,
})

export const cola: Item = {
  gtin: '06901028075831',
  names: { 'zh-CN': '可口可乐 330ml', en: 'Cola 330 ml' },
  department: 'drinks',
  priceMinor: 350,
  taxBasisPoints: 1300,
  minimumAge: 0,
  weighed: false,
  forSale: true,
}

const linesPerSale = 4

function nextFacts(state: LaneState, seq: number): readonly Fact[] {
  const scan: Fact = {
    kind: 'ItemScanned',
    lineId: `line-${seq}`,
    item: cola,
    source: 'serial',
    catalogueVersion: 7,
  }
  if (!state.sale) {
    return [{ kind: 'SaleStarted', saleId: `sale-${seq}`, currency: 'CNY', language: 'en' }, scan]
  }
  return state.sale.basket.lines.length < linesPerSale
    ? [scan]
    : [{ kind: 'BasketVoided', reason: 'shopperCancelled' }]
}

export interface Input {
  readonly news: readonly NewEntry[]
  readonly state: LaneState
  /** The state, where it may be kept as a checkpoint. */
  readonly checkpoint: LaneState | undefined
}

/** The input that comes after `seq` entries. */
export function nextInput(before: LaneState, seq: number): Input {
  const atMs = 1_800_000_000_000 + seq
  let state = before
  const news = nextFacts(before, seq).map((fact): NewEntry => {
    const saleId = saleIdOf(state)
    state = fold(state, { fact, atMs })
    return { atMs, saleId: saleIdOf(state) ?? saleId, fact }
  })
  return { news, state, checkpoint: state.sale ? undefined : state }
}

export const stateOf = ({ checkpoint, tail }: Recovery): LaneState =>
  tail.reduce<LaneState>(fold, checkpoint ?? initialState('en'))
