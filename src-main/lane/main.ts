/**
 * The lane process: disk, devices and server link of one kiosk. It survives every page, and when its own disk fails
 * it says so and ends, to be started anew on what the disk still holds.
 */

import { mkdirSync } from 'node:fs'
import { openLink } from './link.ts'
import { openPages } from './pages.ts'
import { readSettings } from './settings.ts'
import { type StartedLane, startKioskLane } from './start.ts'
import { systemClock } from './system.ts'
import { waitingView } from './waiting-view.ts'

const software = 'scanway 0.1.0'

/** Exit codes of sysexits.h: a bad setting, an input/output error. */
const badSetting = 78
const diskError = 74

/** How long the screen says that the disk failed before the process starts anew. */
const failureShownMs = 3_000

async function main(): Promise<void> {
  const link = openLink()
  const pages = openPages(link, systemClock)
  const settings = readSettings(process.env)
  if (!settings.ok) {
    console.error(settings.error)
    process.exit(badSetting)
  }
  const { dataDir, language } = settings.value
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })

  let revision = 0
  const started = await startKioskLane(settings.value, software, (waiting) => {
    pages.show(waitingView(waiting, { revision: revision++, nowMs: systemClock.nowMs(), language }))
  })
  if (started.ok) return serve(started.value, revision)
  console.error(`lane: ${started.error.reason}: ${started.error.detail}`)
  pages.show(waitingView(started.error, { revision, nowMs: systemClock.nowMs(), language }))

  function serve({ lane, devices, stop }: StartedLane, revisionBase: number): void {
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
}

void main()
