/**
 * Puts a lane together: the loop in front, syncing and uploading behind it, all over the same ports. Kiosk, phone
 * trips and the simulation start their lanes here and nowhere else.
 */

import type { LaneSetup } from '../domain/contract/wire.ts'
import { present } from '../domain/result.ts'
import { Lane } from './loop.ts'
import { panelOf } from './panel.ts'
import type { CatalogueCopy, LaneSettings, LaneSurroundings, Outbox, SetupStore } from './ports.ts'
import { startCatalogueSync } from './sync/catalogue.ts'
import { observeLink } from './sync/link.ts'
import { keepSetup } from './sync/setup.ts'
import { startUpload } from './sync/upload.ts'

export interface LaneWorld extends LaneSurroundings {
  readonly outbox: Outbox
  readonly copy: CatalogueCopy
  readonly setupStore: SetupStore
  /** The store's date, as `2026-11-30`. */
  readonly today: () => string
  /** Minutes since the store's midnight. */
  readonly minuteOfDay: () => number
}

export interface RunningLane {
  readonly lane: Lane
  stop(): void
}

/** Starts a lane that has been enrolled and set up at least once; its setup is on its disk. */
export function runLane(world: LaneWorld, settings: LaneSettings): RunningLane {
  const { outbox, copy, setupStore, today, minuteOfDay, ...around } = world
  const { clock, random, journal, catalogue, devices } = around
  let setup: LaneSetup = present(setupStore.read(), 'a lane starts with its setup')
  const link = observeLink(world.server, clock, () => {
    lane.refresh()
    // Whatever waited for the server goes at once when anything reaches it, not after its own long wait.
    if (link.status().reachable) upload.nudge()
  })
  const { server } = link
  const upload = startUpload({ clock, random, outbox, server })
  const sync = startCatalogueSync({ clock, random, copy, server, changed: () => lane.refresh() })
  const here = { setup: () => setup, state: () => lane.state() }
  const sources = { clock, journal, outbox, catalogue, sync, upload, link, devices, settings, ...here }
  const lane = new Lane(
    {
      ...around,
      server,
      moment: () => ({ rules: setup.rules, today: today(), minute: minuteOfDay() }),
      setup: () => setup,
      online: () => link.status().reachable,
      panel: () => panelOf(sources),
      recorded: () => upload.nudge(),
    },
    settings,
  )
  const setups = keepSetup({
    clock,
    random,
    store: setupStore,
    server,
    changed(changed) {
      setup = changed
      lane.setupChanged()
    },
  })
  // The setup may have been written by a lane that died before it heard of it.
  lane.setupChanged()
  return {
    lane,
    stop() {
      upload.stop()
      sync.stop()
      setups.stop()
      lane.close()
    },
  }
}
