/**
 * Keeps the lane's copy of the catalogue equal to the server's: asks where the server is, then takes what is lacking,
 * by changes or by the ready image. Selling goes on from the old copy meanwhile.
 */

import type { CatalogueHead } from '../../domain/contract/wire.ts'
import { catalogueStep } from '../../domain/sync.ts'
import type { CatalogueCopy, Clock, DiskRefusal, LinkRefusal, Random, StoreServer } from '../ports.ts'
import { repeat, type StepOutcome } from '../schedule.ts'
import { refusalText } from './upload.ts'

/** How often a lane asks whether the catalogue has moved. */
export const cataloguePollMs = 5_000

export interface SyncStatus {
  readonly syncing: boolean
  readonly equalAtMs: number | undefined
  readonly serverVersion: number | undefined
  readonly failure: string | undefined
}

export interface CatalogueSync {
  status(): SyncStatus
  nudge(): void
  stop(): void
}

export function startCatalogueSync(needs: {
  readonly clock: Clock
  readonly random: Random
  readonly copy: CatalogueCopy
  readonly server: StoreServer
  /** Called when the copy was brought forward. */
  readonly changed: () => void
}): CatalogueSync {
  const { clock, copy, server, changed } = needs
  let status: SyncStatus = {
    syncing: false,
    equalAtMs: undefined,
    serverVersion: undefined,
    failure: undefined,
  }

  function failed(refusal: LinkRefusal | DiskRefusal): StepOutcome {
    status = { ...status, syncing: false, failure: refusalText(refusal) }
    return 'failed'
  }

  function equal(): StepOutcome {
    status = { ...status, syncing: false, equalAtMs: clock.nowMs(), failure: undefined }
    return 'pause'
  }

  async function takeImage(head: CatalogueHead): Promise<StepOutcome> {
    if (!head.image) return failed({ kind: 'Unreachable', reason: 'the server is still preparing its image' })
    const installed = await copy.installImage(head)
    if (!installed.ok) return failed(installed.error)
    changed()
    return 'again'
  }

  async function takeChanges(): Promise<StepOutcome> {
    const local = copy.status()
    if (!local) return 'again'
    const changes = await server.catalogueChanges({ epoch: local.epoch, version: local.version })
    if (!changes.ok) return failed(changes.error)
    const applied = copy.apply(changes.value)
    if (!applied.ok) return failed(applied.error)
    changed()
    return 'again'
  }

  async function step(): Promise<StepOutcome> {
    const head = await server.catalogueHead()
    if (!head.ok) return failed(head.error)
    status = { ...status, serverVersion: head.value.version }
    const next = catalogueStep(copy.status(), head.value)
    if (next === 'none') return equal()
    status = { ...status, syncing: true }
    return next === 'image' ? takeImage(head.value) : takeChanges()
  }

  const repetition = repeat(needs, cataloguePollMs, step)
  return { status: () => status, nudge: () => repetition.nudge(), stop: () => repetition.stop() }
}
