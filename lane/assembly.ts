/**
 * Puts a lane together: the loop in front, syncing and uploading behind it, all over the same ports. Kiosk, phone
 * trips and the simulation start their lanes here and nowhere else.
 */

import type { LaneSetup } from '../domain/contract/wire.ts'
import { present } from '../domain/result.ts'
import { Lane } from './loop.ts'
import { panelOf } from './panel.ts'
import type {
  Catalogue,
  CatalogueCopy,
  Clock,
  Devices,
  FaceTerminal,
  Journal,
  LaneSettings,
  Outbox,
  PinCheck,
  Random,
  Scale,
  SetupStore,
  StoreServer,
} from './ports.ts'
import { startCatalogueSync } from './sync/catalogue.ts'
import { observeLink } from './sync/link.ts'
import { keepSetup } from './sync/setup.ts'
import { startUpload } from './sync/upload.ts'

export interface LaneWorld {
  readonly clock: Clock
  readonly random: Random
  readonly journal: Journal
  readonly outbox: Outbox
  readonly catalogue: Catalogue
  readonly copy: CatalogueCopy
  readonly setupStore: SetupStore
  readonly server: StoreServer
  readonly devices: Devices
  readonly pinCheck: PinCheck
  readonly scale?: Scale | undefined
  readonly face?: FaceTerminal | undefined
  readonly sha256: (text: string) => string
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
  const {
    clock,
    random,
    journal,
    outbox,
    catalogue,
    copy,
    setupStore,
    devices,
    pinCheck,
    sha256,
    today,
    minuteOfDay,
  } = world
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
      clock,
      random,
      journal,
      catalogue,
      server,
      devices,
      pinCheck,
      sha256,
      moment: () => ({ rules: setup.rules, today: today(), minute: minuteOfDay() }),
      scale: world.scale,
      face: world.face,
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
