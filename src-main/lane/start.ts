/**
 * Brings a lane up from its disk: identity, journal, setup, catalogue, devices, in this order, each with its reason
 * on the screen while it is lacking. What it needs from the server it waits for; what is damaged it reports.
 */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../domain/result.ts'
import { retryAfterMs } from '../../domain/sync.ts'
import { BridgedFaceTerminal } from '../../hardware/face/bridged.ts'
import type { FaceTerminal } from '../../hardware/face/port.ts'
import { createDevicePrinter } from '../../hardware/printer/device-printer.ts'
import type { ReceiptPrinter } from '../../hardware/printer/port.ts'
import type { Scale } from '../../hardware/scale/port.ts'
import { createSerialScale } from '../../hardware/scale/serial.ts'
import { createHidScanner } from '../../hardware/scanner/hid.ts'
import { openHidDevice, scannerUsagePage } from '../../hardware/scanner/hid-device.ts'
import { type HidLayout, posAimLayout, posLayout } from '../../hardware/scanner/hid-layout.ts'
import type { Scanner } from '../../hardware/scanner/port.ts'
import { createSerialScanner } from '../../hardware/scanner/serial.ts'
import { openSocketLine } from '../../hardware/socket-line.ts'
import { systemTimers } from '../../hardware/timers.ts'
import { type RunningLane, runLane } from '../../lane/assembly.ts'
import type { CatalogueCopy } from '../../lane/ports.ts'
import { type ClientNeeds, createServerClient } from '../../lane/sync/server-client.ts'
import { type LaneCatalogue, openCatalogue } from '../../storage/catalogue.ts'
import { type JournalFile, openJournal } from '../../storage/journal.ts'
import { refusalSentence } from '../../storage/refusal.ts'
import { type KioskDevices, openDevices } from './devices.ts'
import { fetchSend } from './fetch-send.ts'
import { enrol, type Identity, readIdentity } from './identity.ts'
import { downloadImage } from './image-download.ts'
import { scryptPinCheck } from './pin-check.ts'
import type { HidMode, ProcessSettings } from './settings.ts'
import { dateIn, minuteIn, sha256, systemClock, systemRandom } from './system.ts'
import type { Waiting } from './waiting-view.ts'

export interface StartedLane extends RunningLane {
  readonly devices: KioskDevices
}

/** Says why the lane cannot sell yet. */
export type Wait = (waiting: Waiting) => void

/** An 80 mm printer. */
const printerColumns = 48

const pause = (waitMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, waitMs))

/** Tries until it succeeds or is refused for good, showing each failure. */
async function insist<T, E>(
  attempt: () => Promise<Result<T, E>>,
  describe: (failure: E) => Waiting,
  wait: Wait,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    const outcome = await attempt()
    if (outcome.ok) return outcome.value
    wait(describe(outcome.error))
    await pause(retryAfterMs(failures, systemRandom.fraction()))
  }
}

function identityOf(settings: ProcessSettings, wait: Wait): Promise<Identity> {
  const { dataDir, serverUrl, enrolmentCode } = settings
  const known = readIdentity(dataDir)
  if (known) return Promise.resolve(known)
  return insist(
    () => enrol(dataDir, { url: serverUrl, send: fetchSend }, enrolmentCode),
    (refusal) => ({
      reason: 'notEnrolled',
      detail: refusal.kind === 'Refused' ? refusal.message : `${refusal.kind} ${serverUrl}`,
    }),
    wait,
  )
}

/** A lane that has never been set up waits for its first setup; afterwards the disk's serves. */
async function ensureSetup(journal: JournalFile, needs: ClientNeeds, wait: Wait): Promise<void> {
  if (journal.setup.read()) return
  const server = createServerClient(needs)
  const setup = await insist(
    () => server.setup(),
    ({ kind }) => ({ reason: 'notEnrolled', detail: `${kind} ${needs.url}` }),
    wait,
  )
  journal.setup.write(setup)
}

const hidLayouts = { pos: posLayout, 'pos-aim': posAimLayout } as const satisfies Record<HidMode, HidLayout>

function scannersOf({ scannerPath, hidMode }: ProcessSettings): readonly Scanner[] {
  const timers = systemTimers
  const serial = scannerPath ? [createSerialScanner({ path: scannerPath, timers })] : []
  if (!hidMode) return serial
  const openLink = openHidDevice({ usagePage: scannerUsagePage, detach: false })
  return [...serial, createHidScanner({ name: 'USB scanner', openLink, layout: hidLayouts[hidMode], timers })]
}

function printerOf({ printerPath: path, timeZone }: ProcessSettings): ReceiptPrinter | undefined {
  if (!path) return undefined
  const layout = { columns: printerColumns, timeZone } as const
  return createDevicePrinter({ path, layout, timers: systemTimers, isFile: !path.startsWith('/dev/') })
}

const scaleOf = ({ scalePath: path, scaleRange: range }: ProcessSettings): Scale | undefined =>
  path ? createSerialScale({ path, range, timers: systemTimers }) : undefined

function faceOf({ facePath: path, faceWords: words }: ProcessSettings): FaceTerminal | undefined {
  if (!path) return undefined
  const openLink = openSocketLine(path)
  const epochMs = () => systemClock.nowMs()
  return new BridgedFaceTerminal({
    name: `face terminal ${path}`,
    openLink,
    timers: systemTimers,
    epochMs,
    words,
  })
}

/** The catalogue's copy with its way to fetch an image. */
function copyOf(catalogue: LaneCatalogue, needs: ClientNeeds, dataDir: string): CatalogueCopy {
  const file = join(dataDir, 'catalog.image')
  return {
    status: () => catalogue.status(),
    apply: (changes) => catalogue.apply(changes),
    async installImage({ image, epoch }) {
      if (!image) return err({ kind: 'Unreachable', reason: 'the server has no image' })
      const loaded = await downloadImage(needs, image, file)
      if (!loaded.ok) return loaded
      const { sha256: announced, version } = image
      const installed = await catalogue.installImageFile({ file, sha256: announced, epoch, version })
      await rm(file, { force: true })
      return installed
    },
  }
}

/**
 * Starts the lane of this machine. Ends with a running lane, or with the reason why only a person can help: a journal
 * that cannot be read is left as it is.
 */
export async function startKioskLane(
  settings: ProcessSettings,
  software: string,
  wait: Wait,
): Promise<Result<StartedLane, Waiting>> {
  const { dataDir, serverUrl, language } = settings
  const { laneId, epoch, sign } = await identityOf(settings, wait)
  const journalPath = join(dataDir, 'journal.db')
  const journal = openJournal({ path: journalPath, laneId, epoch, sha256 })
  if (!journal.ok) return err({ reason: 'journalUnreadable', detail: refusalSentence(journal.error) })
  const opened = openCatalogue(join(dataDir, 'catalog.db'))
  if (!opened.ok) return err({ reason: 'noCatalogue', detail: refusalSentence(opened.error) })
  const catalogue = opened.value
  const clock = systemClock
  const random = systemRandom
  const needs: ClientNeeds = { url: serverUrl, laneId, send: fetchSend, sign, sha256, clock, random }
  await ensureSetup(journal.value, needs, wait)
  const scale = scaleOf(settings)
  const face = faceOf(settings)
  const devices = openDevices({ scanners: scannersOf(settings), printer: printerOf(settings), scale, face })
  const world = {
    clock,
    random,
    journal: journal.value,
    outbox: journal.value.outbox,
    catalogue,
    copy: copyOf(catalogue, needs, dataDir),
    setupStore: journal.value.setup,
    server: createServerClient(needs),
    devices,
    scale,
    face,
    pinCheck: scryptPinCheck,
    sha256,
    today: () => dateIn(settings.timeZone),
    minuteOfDay: () => minuteIn(settings.timeZone),
  }
  const running = runLane(world, { software, defaultLanguage: language, journalPath })
  const { lane } = running
  devices.start({
    onScan: (scan) => lane.scan(scan),
    onUnreadable: () => lane.scanUnreadable(),
    onWeight: () => lane.weightHeard(),
    changed: () => lane.refresh(),
  })
  return ok({ ...running, devices })
}
