/**
 * A lane's journal in a simulated store: the product's own on a real file, with a disk that can fail or be cut off on
 * either side of a commit. Beside it stands a second account of everything committed, from which the judges work.
 */

import {
  chain,
  genesis,
  type JournalEntry,
  type JournalHead,
  type NewEntry,
} from '../../../domain/journal.ts'
import { err, ok, type Result } from '../../../domain/result.ts'
import { fold } from '../../../domain/sale/fold.ts'
import { initialState, type LaneState } from '../../../domain/sale/sale.ts'
import type { DiskRefusal, Journal, Outbox } from '../../../lane/ports.ts'
import type { JournalFile } from '../../../storage/journal.ts'
import { type Chance, sha256 } from '../chance.ts'

/** What may happen to one append. After a `cut` the process is gone as well. */
const diskFaults = ['failsBefore', 'failsAfter', 'cutBefore', 'cutAfter'] as const

type DiskFault = (typeof diskFaults)[number]

export const defaultLanguage = 'zh-CN'

const diskFailed: Result<never, DiskRefusal> = err({ kind: 'DiskFailed', reason: 'input/output error' })

/** Everything committed to one lane's disk, whoever was told of it. */
export class DiskAccount {
  readonly entries: JournalEntry[] = []
  #head: JournalHead
  #told: LaneState = initialState(defaultLanguage)
  #commitsUntold = 0
  acknowledgedSeq = 0

  constructor(laneId: string, epoch: number) {
    this.#head = genesis(laneId, epoch, sha256)
  }

  head(): JournalHead {
    return this.#head
  }

  /** The state of all facts that the lane was told are durable: no screen may show anything else. */
  told(): LaneState {
    return this.#told
  }

  /** How often something was committed of which the lane was not told. */
  commitsUntold(): number {
    return this.#commitsUntold
  }

  commit(news: readonly NewEntry[], isTold: boolean): void {
    const entries = chain(this.#head, news, sha256)
    this.entries.push(...entries)
    this.#head = entries.at(-1) ?? this.#head
    if (isTold) this.#told = entries.reduce<LaneState>(fold, this.#told)
    else this.#commitsUntold++
  }

  /** A new life reads the whole disk: from here on it knows all of it. */
  reread(): void {
    this.#told = this.entries.reduce<LaneState>(fold, initialState(defaultLanguage))
  }
}

interface DiskNeeds {
  readonly file: JournalFile
  readonly account: DiskAccount
  readonly chance: Chance
  /** Share of appends that meet a fault, at this moment. */
  readonly faultShare: () => number
  readonly isAlive: () => boolean
  /** Told of every fault, before the lane is. */
  readonly struck: (fault: DiskFault) => void
  readonly mismatch: (what: string) => void
}

/** The two ports of the lane over one failing disk: once it failed, it refuses everything until opened anew. */
export function failingDisk(needs: DiskNeeds): { readonly journal: Journal; readonly outbox: Outbox } {
  const { file, account, chance } = needs
  let hasFailed = false

  function written(news: readonly NewEntry[], checkpoint: LaneState | undefined, isTold: boolean) {
    const result = file.append(news, checkpoint)
    if (!result.ok) return result
    account.commit(news, isTold)
    const { seq, hash } = account.head()
    if (result.value.seq !== seq || result.value.hash !== hash)
      needs.mismatch(`the journal ends at ${result.value.seq}`)
    return result
  }

  function append(news: readonly NewEntry[], checkpoint?: LaneState): Result<JournalHead, DiskRefusal> {
    if (hasFailed || !needs.isAlive()) return diskFailed
    if (!chance.is(needs.faultShare())) return written(news, checkpoint, true)
    const fault = chance.pick(diskFaults)
    hasFailed = true
    if (fault === 'failsAfter' || fault === 'cutAfter') written(news, checkpoint, false)
    needs.struck(fault)
    return diskFailed
  }

  const { outbox } = file
  return {
    journal: { head: () => file.head(), recover: () => file.recover(), append },
    outbox: {
      waiting: (limit) => (hasFailed ? [] : outbox.waiting(limit)),
      depth: () => outbox.depth(),
      oldestAtMs: () => outbox.oldestAtMs(),
      quarantined: () => outbox.quarantined(),
      acknowledge(epoch, seq, quarantined) {
        if (hasFailed || !needs.isAlive()) return diskFailed
        const marked = outbox.acknowledge(epoch, seq, quarantined)
        if (marked.ok) account.acknowledgedSeq = Math.max(account.acknowledgedSeq, seq)
        return marked.ok ? ok(undefined) : marked
      },
    },
  }
}
