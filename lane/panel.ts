/**
 * Gathers the figures that let store IT see whether a lane is in step: each from the part that owns it.
 */

import type { PanelView } from '../domain/contract/staff-view.ts'
import type { LaneSetup } from '../domain/contract/wire.ts'
import { exposureOf } from '../domain/sale/decide-hand-over.ts'
import type { LaneState } from '../domain/sale/sale.ts'
import type { Catalogue, Clock, Devices, Journal, LaneSettings, Outbox } from './ports.ts'
import type { CatalogueSync } from './sync/catalogue.ts'
import type { ObservedLink } from './sync/link.ts'
import type { Upload } from './sync/upload.ts'

export interface PanelSources {
  readonly clock: Clock
  readonly journal: Journal
  readonly outbox: Outbox
  readonly catalogue: Catalogue
  readonly sync: CatalogueSync
  readonly upload: Upload
  readonly link: ObservedLink
  readonly devices: Devices
  readonly settings: LaneSettings
  readonly setup: () => LaneSetup
  readonly state: () => LaneState
}

export function panelOf(sources: PanelSources): PanelView {
  const { clock, journal, outbox, catalogue, sync, upload, link, devices, settings } = sources
  const head = journal.head()
  const state = sources.state()
  const { parking } = sources.setup()
  const copy = catalogue.status()
  const { syncing, equalAtMs, serverVersion, failure } = sync.status()
  const { reachable, lastSeenMs, clockOffsetMs } = link.status()
  return {
    laneId: head.laneId,
    epoch: head.epoch,
    software: settings.software,
    catalogue: {
      epoch: copy?.epoch ?? null,
      version: copy?.version ?? null,
      items: copy?.items ?? 0,
      equalAtMs: equalAtMs ?? null,
      serverVersion: serverVersion ?? null,
      syncing,
      failure: failure ?? null,
    },
    outbox: {
      depth: outbox.depth(),
      oldestAtMs: outbox.oldestAtMs() ?? null,
      failure: upload.failure() ?? null,
      quarantined: outbox.quarantined(),
    },
    journal: { seq: head.seq, hash: head.hash, path: settings.journalPath },
    server: { url: link.server.url, reachable, lastSeenMs: lastSeenMs ?? null },
    exposure: {
      parkedMinor: exposureOf(state),
      parkedSales: state.parked.length,
      perSaleMinor: parking?.perSaleMinor ?? null,
      totalMinor: parking?.totalMinor ?? null,
    },
    devices: devices.status(),
    clock: { nowMs: clock.nowMs(), offsetMs: clockOffsetMs ?? null },
  }
}
