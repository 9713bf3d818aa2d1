/**
 * What a scanned item goes through before it is decided: its pack's other mark is found, and the server asked about
 * its number. Then `decide` has the word, and what it refuses is recorded and said. It knows no rule itself.
 */

import type { Gtin } from '../../domain/code/retail-code.ts'
import type { OnLabel, Scan } from '../../domain/code/scan.ts'
import { symbolShape } from '../../domain/code/symbol-shape.ts'
import type { LaneSetup } from '../../domain/contract/wire.ts'
import type { Item } from '../../domain/item.ts'
import type { SaleCommand } from '../../domain/sale/decide.ts'
import type { Decision } from '../../domain/sale/decision.ts'
import { type Fact, isScanRefusal } from '../../domain/sale/fact.ts'
import type { Refusal } from '../../domain/sale/refusal.ts'
import type { LaneState } from '../../domain/sale/sale.ts'
import type { SoldElsewhere } from '../../domain/sale/sold-packs.ts'
import type { Catalogue, Clock, Random, StoreServer } from '../ports.ts'
import { createOtherMarks, type MarkRead } from './other-mark.ts'
import type { Plate } from './plate.ts'
import { askWhetherSold } from './sold-elsewhere.ts'

interface Needs {
  readonly clock: Clock
  readonly random: Random
  readonly catalogue: Catalogue
  readonly server: StoreServer
  readonly plate: Plate
  readonly setup: () => LaneSetup
  readonly online: () => boolean
  readonly state: () => LaneState
  readonly submit: (command: SaleCommand) => Decision
  readonly say: (refusal: Refusal, gtin: Gtin) => void
}

/** An item before the scanner, as it was read. */
interface Offered {
  readonly item: Item
  readonly scan: Scan
  readonly label: OnLabel
  /** This read, where it may be one of two marks. */
  readonly read?: MarkRead | undefined
  /** The line that the pack's other mark made a moment ago. */
  readonly otherMark?: string | undefined
}

/** Packs asked about at a time; one more is sold as where nobody answers. */
const packsAskedMax = 16

export interface Selling {
  offer(item: Item, scan: Scan, label: OnLabel): void
  /**
   * Packs that the store is still asked about count now, as where nobody answers. Whether every one could be sold; why
   * one could not is said.
   */
  countAsked(): boolean
}

/** What stops a pack for good, so that its other mark cannot sell it either. */
const isOfThePack = ({ kind }: Refusal): boolean =>
  kind === 'Recalled' || kind === 'Expired' || kind === 'SoldBefore' || kind === 'AlreadyScanned'

const lineOf = (facts: readonly Fact[]): string | undefined =>
  facts.map((fact) => ('lineId' in fact ? fact.lineId : undefined)).findLast((lineId) => lineId !== undefined)

/** Packs that the store is asked about, until it answers or a touch cannot wait for it. */
function createAsking(needs: Needs, add: (offered: Offered, elsewhere?: SoldElsewhere) => boolean) {
  let asked: readonly Offered[] = []
  return {
    isFull: () => asked.length >= packsAskedMax,
    async ask(offered: Offered, serial: string): Promise<void> {
      asked = [...asked, offered]
      const elsewhere = await askWhetherSold(needs, offered.item.gtin, serial)
      if (!asked.includes(offered)) return
      asked = asked.filter((other) => other !== offered)
      add(offered, elsewhere)
    },
    /** Whether every one could be sold. */
    countAll(): boolean {
      const waiting = asked
      asked = []
      return waiting.map((offered) => add(offered)).every((isSold) => isSold)
    },
  }
}

export function createSelling(needs: Needs): Selling {
  const { clock, random, catalogue, setup, state, submit, say } = needs
  const marks = createOtherMarks(clock)

  function refuse(refusal: Refusal, { item: { gtin }, read, otherMark }: Offered): void {
    if (read) read.outcome = isOfThePack(refusal) ? { kind: 'stopped', refusal } : { kind: 'open' }
    if (isScanRefusal(refusal.kind)) {
      const about = refusal.kind === 'Recalled' ? refusal.about : undefined
      submit({ kind: 'RefuseScan', why: refusal.kind, gtin, about, otherMark })
    }
    say(refusal, gtin)
  }

  function add(offered: Offered, elsewhere?: SoldElsewhere): boolean {
    const { item, scan, label, read, otherMark } = offered
    const decision = submit({
      kind: 'AddItem',
      saleId: random.id(),
      lineId: random.id(),
      currency: setup().currency,
      item,
      source: scan.source,
      catalogueVersion: catalogue.status()?.version ?? 0,
      label,
      canWeigh: needs.plate.isInstalled,
      elsewhere,
      otherMark,
    })
    if (!decision.ok) {
      refuse(decision.error, offered)
      return false
    }
    const lineId = lineOf(decision.value)
    if (read && lineId !== undefined) read.outcome = { kind: 'sold', lineId }
    return true
  }

  const asking = createAsking(needs, add)

  function offerRead(offered: Offered): void {
    if (state().paid ?? state().handedOver) submit({ kind: 'FinishSale' })
    const serial = offered.label.pack?.serial
    if (serial === undefined || !needs.online() || asking.isFull()) add(offered)
    else void asking.ask(offered, serial)
  }

  return {
    offer(item, scan, label) {
      const shape = symbolShape(scan)
      if (shape === undefined) return offerRead({ item, scan, label })
      const read: MarkRead = { gtin: item.gtin, shape, atMs: clock.nowMs(), outcome: { kind: 'waits' } }
      const outcome = marks.take(read)?.outcome ?? { kind: 'open' }
      switch (outcome.kind) {
        case 'waits':
          return
        case 'stopped':
          return say(outcome.refusal, item.gtin)
        case 'sold':
          return offerRead({ item, scan, label, otherMark: outcome.lineId })
        case 'open':
          return offerRead({ item, scan, label, read })
      }
    },
    countAsked: asking.countAll,
  }
}
