/**
 * One simulated day from one seed: people and misfortune for some minutes, then everything is healed, time runs until
 * all is quiet, and the judges look. The same seed gives the same day, to the last event.
 */

import { verifyJournalFile } from '../../storage/verify.ts'
import { sha256 } from './chance.ts'
import { type Defect, honest } from './defects.ts'
import { readBooks, unsettled } from './judges/books.ts'
import type { Finding } from './judges/findings.ts'
import { type Evidence, judge } from './judges/invariants.ts'
import { Misfortune } from './misfortune.ts'
import { runThrough } from './run-through.ts'
import { SimulatedStore } from './store.ts'
import { copyOfTemplate, type Template } from './template.ts'
import type { Trace } from './trace.ts'

const openMs = { least: 120_000, most: 360_000 } as const

/** Looks for quiet so often, and gives up after so long. */
const quietLookMs = 10_000
const quietMsMax = 4 * 3_600_000

export interface RunReport {
  readonly seed: number
  readonly digest: string
  readonly events: number
  readonly virtualMs: number
  readonly counts: ReadonlyMap<string, number>
  readonly findings: readonly Finding[]
  /** The last events before the end. */
  readonly tail: readonly string[]
  /** What the judges saw; missing where the day never got to them. */
  readonly evidence: Evidence | undefined
}

/** Lets time run until nothing is left to do; what is left after the longest wait is a finding. */
async function untilQuiet({ parts, lanes, server }: SimulatedStore): Promise<void> {
  const resting = new Set<string>()
  let left: readonly string[] = []
  for (let waitedMs = 0; waitedMs < quietMsMax; waitedMs += quietLookMs) {
    await parts.time.advance(quietLookMs)
    for (const lane of lanes) {
      const { laneId } = lane.identity
      if (resting.has(laneId) || !lane.isAtRest()) continue
      // Once more through its disk, and then it need not poll for the rest of the wait.
      lane.crash()
      lane.start()
      await parts.time.advance(quietLookMs)
      if (!lane.isAtRest()) continue
      resting.add(laneId)
      lane.crash()
    }
    const lanesLeft = lanes.filter(({ identity }) => !resting.has(identity.laneId))
    left = [...lanesLeft.map(({ identity }) => identity.laneId), ...(await server.read(unsettled))]
    if (left.length === 0) return
  }
  parts.findings.add('all comes to rest', `still open: ${left.join(', ')}`)
}

async function bringToJudges(store: SimulatedStore): Promise<Evidence> {
  const { parts, lanes, server, gateway, office } = store
  const { trace, findings } = parts
  await office.look()
  const books = await server.read(readBooks)
  for (const { identity } of lanes) {
    const { laneId, epoch } = identity
    const path = `${parts.directory}/${laneId}/journal.db`
    const whole = verifyJournalFile({ path, laneId, epoch, sha256 })
    findings.expect(
      whole.ok,
      'I3 the chain is whole',
      () => `${laneId}: ${whole.ok ? '' : JSON.stringify(whole.error)}`,
    )
  }
  const accounts = lanes.map(
    ({ identity: { laneId, epoch }, account: { entries, acknowledgedSeq }, scale }) => {
      return { laneId, epoch, entries, acknowledgedSeq, stoodGrams: scale.stood }
    },
  )
  const evidence = { lanes: accounts, books, ledger: gateway.ledger(), versions: office.versions }
  const sales = judge(evidence, findings)
  trace.count('sales', sales.length)
  trace.count('sales covered', sales.filter(({ walletMinor }) => walletMinor === 0).length)
  countEvidence(evidence, trace)
  return evidence
}

function countEvidence({ lanes, books, ledger, versions }: Evidence, trace: Trace): void {
  const facts = lanes.flatMap(({ entries }) => entries.map(({ fact }) => fact.kind))
  trace.count('facts', facts.length)
  for (const kind of facts) trace.count(`fact ${kind}`)
  const scanned = lanes.flatMap(({ entries }) =>
    entries.filter(({ fact }) => 'pack' in fact && fact.pack?.weightSource),
  )
  trace.count('weights taken', scanned.length)
  trace.count('orders at the platform', ledger.length)
  trace.count('orphans', books.attempts.filter(({ state }) => state === 'orphaned').length)
  trace.count('refunds', books.refunds.length)
  trace.count('tenders taken', books.holds.filter(({ state }) => state === 'captured').length)
  trace.count('tenders given back', books.holds.filter(({ state }) => state === 'released').length)
  trace.count('catalogue versions', versions.size)
}

async function live(store: SimulatedStore): Promise<Evidence> {
  const { parts } = store
  const misfortune = new Misfortune(parts, store)
  await store.open()
  misfortune.begin()
  await parts.time.advance(parts.chance.of('day').between(openMs.least, openMs.most))
  store.sendPeopleHome()
  await misfortune.heal()
  await untilQuiet(store)
  return bringToJudges(store)
}

/** Runs one seed. What breaks, breaks into the report. */
export async function simulate(
  seed: number,
  template: Template,
  defect: Defect = honest,
): Promise<RunReport> {
  const directory = copyOfTemplate(template)
  const store = new SimulatedStore(seed, template, directory, defect)
  const { time, trace, findings } = store.parts
  const machines = [...store.lanes, store.server, store.gateway]
  const evidence = await runThrough(store.parts, machines, () => live(store))
  return {
    seed,
    digest: trace.digest(),
    events: trace.events(),
    virtualMs: time.elapsedMs(),
    counts: trace.counts(),
    findings: findings.all(),
    tail: trace.tail(),
    evidence,
  }
}
