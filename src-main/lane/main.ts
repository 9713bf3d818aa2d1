/**
 * The lane process: disk, devices and server link of one kiosk. It survives every page, and when its own disk fails
 * it says so and ends, to be started anew on what the disk still holds.
 */

import { mkdirSync } from 'node:fs'
import { openLink } from './link.ts'
import { openPages, type Pages } from './pages.ts'
import { readSettings } from './settings.ts'
import { type StartedLane, startKioskLane } from './start.ts'
import { systemClock } from './system.ts'
import { openWaitingRoom } from './waiting-room.ts'

const software = 'scanway 0.1.0'

/** Exit codes of sysexits.h: a bad setting, an input/output error. */
const badSetting = 78
const diskError = 74

/** How long the screen says that the disk failed before the process starts anew. */
const failureShownMs = 3_000

/** Hands the pages over to the running lane. */
function serve(pages: Pages, { lane, devices, stop }: StartedLane, revisionBase: number): void {
  lane.watch((view) => {
    pages.show({ ...view, revision: revisionBase + view.revision })
    const { screen } = view
    if (screen.kind === 'outOfService' && screen.reason === 'diskFailed') {
      setTimeout(() => process.exit(diskError), failureShownMs)
    }
  })
  pages.onCommand((command) => lane.command(command))
  lane.refresh()
  process.once('SIGTERM', () => {
    stop()
    void devices.close().then(() => process.exit(0))
  })
}

async function main(): Promise<void> {
  const link = openLink()
  const pages = openPages(link, systemClock)
  const settings = readSettings(process.env)
  if (!settings.ok) {
    console.error(settings.error)
    process.exit(badSetting)
  }
  mkdirSync(settings.value.dataDir, { recursive: true, mode: 0o700 })

  const room = openWaitingRoom(pages, systemClock, settings.value.language)
  const started = await startKioskLane(settings.value, software, (waiting) => room.show(waiting))
  if (started.ok) return serve(pages, started.value, room.revision())
  console.error(`lane: ${started.error.reason}: ${started.error.detail}`)
  room.show(started.error)
}

void main()
