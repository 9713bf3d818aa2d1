/**
 * A lane of the store as it stands in the shop: the kiosk's window, its scanner on a cable, its printer, its disk.
 * Any of them can be taken away and given back; the disk stays until the lane is cleared away.
 */

import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Language } from '../../../domain/item.ts'
import { present } from '../../../domain/result.ts'
import { type DemoFace, openDemoFace } from '../../../tools/world/face.ts'
import { type DemoScale, openDemoScale } from '../../../tools/world/scale.ts'
import { type JournalRow, readJournal } from './journal.ts'
import { type Kiosk, launchKiosk } from './kiosk.ts'
import { openPty, type Pty } from './pty.ts'
import { type Shopper, shopperAt } from './shopper.ts'
import type { Store } from './store.ts'

const laneId = 'lane-1'

export interface LaneOptions {
  readonly language: Language
  readonly size: 'portrait' | 'landscape'
  /** Whether a camera is there; what it sees is the film at `Lane.film`. */
  readonly hasCamera: boolean
  /** Whether a scale stands at the lane. */
  readonly hasScale?: boolean | undefined
  /** Whether a face terminal stands at the lane. */
  readonly hasFace?: boolean | undefined
}

export interface Lane {
  readonly kiosk: () => Kiosk
  readonly page: () => Page
  readonly shopper: (language?: Language) => Shopper
  readonly scan: (code: string) => void
  readonly scanBytes: (bytes: string | Uint8Array) => void
  readonly unplugScanner: () => Promise<void>
  readonly plugScanner: () => Promise<void>
  /** Which life of the lane this is: each test's own. */
  readonly epoch: () => Promise<number>
  /** The scale, on a lane that has one. */
  readonly scale: () => DemoScale
  /** The face terminal, on a lane that has one. */
  readonly face: () => DemoFace
  /** Bytes that went to the printer. */
  readonly printed: () => Uint8Array
  readonly film: string
  /** Ends the kiosk as a person would, or finds it ended, and starts it again on the same disk. */
  readonly relaunch: () => Promise<void>
  /** What the disk holds, in order. */
  readonly journal: () => readonly JournalRow[]
  /** All that the kiosk's processes said since the lane was opened. */
  readonly log: () => string
  readonly clear: () => Promise<void>
}

const logCharactersMax = 1_000_000

export async function openLane(store: Store, options: LaneOptions): Promise<Lane> {
  const data = fs.mkdtempSync(path.join(store.world.home, `${laneId}-`))
  const printer = path.join(data, 'receipts.escpos')
  const film = path.join(data, 'camera.y4m')
  const enrol = await store.enrolmentCode(laneId)
  const opened = options.hasScale ? await openDemoScale(path.join(data, 'scale')) : undefined
  const scale = opened?.ok ? opened.value : undefined
  const face = options.hasFace
    ? await openDemoFace(path.join(data, 'face'), store.world.sandbox.ready.wallet)
    : undefined
  let scanner: Pty = await openPty(data, 'scanner')
  let log = ''
  const keep = (chunk: Buffer): void => {
    log = (log + chunk.toString('utf8')).slice(-logCharactersMax)
  }

  async function launch(): Promise<Kiosk> {
    const kiosk = await launchKiosk({
      data,
      enrol,
      printer,
      server: store.world.server().ready.url,
      scanner: scanner.device,
      scale: scale?.device,
      face: face?.device,
      size: options.size,
      language: options.language,
      ...(options.hasCamera ? { camera: film } : {}),
    })
    kiosk.app.process().stdout?.on('data', keep)
    kiosk.app.process().stderr?.on('data', keep)
    await expect(kiosk.page.getByRole('main')).toBeVisible()
    return kiosk
  }

  let kiosk = await launch()
  const shopper = (language: Language = options.language): Shopper => shopperAt(kiosk.page, language)
  await expect(shopper().button(new RegExp(`^${shopper().words.attract.start}`))).toBeVisible()

  return {
    kiosk: () => kiosk,
    page: () => kiosk.page,
    shopper,
    scan: (code) => scanner.scan(code),
    scanBytes: (bytes) => scanner.write(bytes),
    unplugScanner: () => scanner.unplug(),
    plugScanner: async () => {
      scanner = await openPty(data, 'scanner')
    },
    epoch: () => store.epochOf(laneId),
    scale: () => present(scale, 'the lane has a scale'),
    face: () => present(face, 'the lane has a face terminal'),
    printed: () => (fs.existsSync(printer) ? fs.readFileSync(printer) : new Uint8Array()),
    film,
    relaunch: async () => {
      await kiosk.close()
      kiosk = await launch()
    },
    journal: () => readJournal(data),
    log: () => log,
    clear: async () => {
      await kiosk.close()
      await scanner.unplug()
      await scale?.unplug()
      await face?.unplug()
      fs.rmSync(data, { recursive: true, force: true })
    },
  }
}
