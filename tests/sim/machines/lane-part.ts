/**
 * A kiosk's lane in a simulated store: the product's whole lane on its real files, with a page that sees every view.
 * It can lose its power between any two instructions that touch the disk, and comes back to what the disk holds.
 */

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Scan } from '../../../domain/code/scan.ts'
import type { Command } from '../../../domain/contract/command.ts'
import type { LaneView } from '../../../domain/contract/view.ts'
import { type CatalogueHead, paths } from '../../../domain/contract/wire.ts'
import { err, ok } from '../../../domain/result.ts'
import { type RunningLane, runLane } from '../../../lane/assembly.ts'
import type { Catalogue, CatalogueCopy, Devices, LaneSettings } from '../../../lane/ports.ts'
import {
  type ClientNeeds,
  createServerClient,
  type HttpSend,
  signedHeaders,
} from '../../../lane/sync/server-client.ts'
import { requestTimeoutMs } from '../../../src-main/lane/fetch-send.ts'
import { type LaneCatalogue, openCatalogue } from '../../../storage/catalogue.ts'
import { type JournalFile, openJournal } from '../../../storage/journal.ts'
import { FakeFace } from '../../support/fake-face.ts'
import { type Chance, sha256 } from '../chance.ts'
import { ScreenJudge } from '../judges/screen-judge.ts'
import type { Parts } from '../parts.ts'
import { type LaneIdentity, must, serverUrl, startMs } from '../template.ts'
import { DiskAccount, defaultLanguage, failingDisk } from './lane-disk.ts'
import { Life } from './life.ts'
import { checkPin } from './pin-check.ts'
import { SimulatedScale } from './scale.ts'

/** As long as the lane process shows that its disk failed before it starts anew. */
const failureShownMs = 3_000
const restartMsMax = 15_000
const printMsMax = 3_000

interface Running {
  readonly life: Life
  readonly lane: RunningLane
  readonly journal: JournalFile
  readonly catalogue: LaneCatalogue
}

export class LanePart {
  readonly wall = { offsetMs: startMs }
  readonly account: DiskAccount
  readonly identity: LaneIdentity
  readonly scale: SimulatedScale
  #face = new FakeFace()
  readonly #parts: Parts
  readonly #judge: ScreenJudge
  readonly #chance: Chance
  #running: Running | undefined
  #diskFaultShare = 0
  #lives = 0

  constructor(parts: Parts, identity: LaneIdentity) {
    const { laneId, epoch } = identity
    this.#parts = parts
    this.identity = identity
    this.#chance = parts.chance.of(laneId)
    this.scale = new SimulatedScale(parts.time, () => this.#touch(({ lane }) => lane.weightHeard()))
    this.account = new DiskAccount(laneId, epoch)
    this.#judge = new ScreenJudge(laneId, this.account, parts)
  }

  /** The terminal of this life of the lane: who stands before it is the shopper's matter. */
  get face(): FakeFace {
    return this.#face
  }

  setDiskFaultShare(share: number): void {
    this.#diskFaultShare = share
  }

  /** What the page shows; `undefined` while nobody draws it. */
  view(): LaneView | undefined {
    return this.#running ? this.#judge.lastView() : undefined
  }

  /** Nothing to upload, nothing to wait for. */
  isAtRest(): boolean {
    if (!this.#running) return false
    const { lane, journal } = this.#running
    const { sale, paid } = lane.lane.state()
    return journal.outbox.depth() === 0 && !sale?.payment && paid?.print !== 'waiting'
  }

  scan(scan: Scan): void {
    this.#parts.trace.happened(this.identity.laneId, 'scan', scan.text.slice(0, 40))
    this.#touch((lane) => lane.lane.scan(scan))
  }

  command(command: Command): void {
    this.#parts.trace.happened(this.identity.laneId, `command ${command.kind}`)
    this.#touch((lane) => lane.lane.command(command))
  }

  start(): void {
    const { time, trace, findings } = this.#parts
    const { laneId } = this.identity
    if (this.#running) return
    const life = new Life(time)
    const journal = must(openJournal(this.#journalIdentity()), `the journal of ${laneId} opens`)
    findings.expect(
      journal.head().hash === this.account.head().hash,
      'I2 what is committed stays',
      () => `${laneId}: the disk ends at ${journal.head().seq}, ${this.account.head().seq} were committed`,
    )
    const catalogue = must(
      openCatalogue(join(this.#home(), 'catalog.db')),
      `the catalogue of ${laneId} opens`,
    )
    const commitsUntold = this.account.commitsUntold()
    this.account.reread()
    trace.happened(laneId, 'lane started')
    const lane = this.#run(life, journal, catalogue)
    this.#running = { life, lane, journal, catalogue }
    lane.lane.watch((view) => life.isAlive() && this.#judge.see(view))
    lane.lane.refresh()
    if (life.isAlive()) this.#judge.comeBack(commitsUntold)
  }

  /** Power off: nothing the lane had under way goes on. */
  crash(): void {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    this.#judge.leave()
    running.life.end()
    running.lane.stop()
    running.journal.close()
    running.catalogue.close()
    this.#parts.trace.happened(this.identity.laneId, 'lane crashed')
  }

  /** The copy of the catalogue is gone from the disk; the journal is not. */
  loseCatalogue(): void {
    this.crash()
    for (const end of ['', '-wal', '-shm']) rmSync(join(this.#home(), `catalog.db${end}`), { force: true })
    this.#parts.trace.happened(this.identity.laneId, 'catalogue lost')
  }

  restartSoon(): void {
    this.#parts.time.after(this.#chance.between(500, restartMsMax), () => this.start())
  }

  #home(): string {
    return join(this.#parts.directory, this.identity.laneId)
  }

  #journalIdentity() {
    const { laneId, epoch } = this.identity
    return { path: join(this.#home(), 'journal.db'), laneId, epoch, sha256 }
  }

  #touch(touch: (lane: RunningLane) => void): void {
    if (this.#running) touch(this.#running.lane)
  }

  /** The first fault of a life: a cut ends it at once, a failure is shown and then the process starts anew. */
  #struck(life: Life, fault: string): void {
    const { time, trace } = this.#parts
    trace.happened(this.identity.laneId, `disk ${fault}`)
    if (fault.startsWith('cut')) life.end()
    time.after(fault.startsWith('cut') ? 0 : failureShownMs, () => {
      if (this.#running?.life !== life) return
      this.crash()
      this.restartSoon()
    })
  }

  #run(life: Life, journal: JournalFile, catalogue: LaneCatalogue): RunningLane {
    const { time, findings, defect } = this.#parts
    const { laneId } = this.identity
    const chance = this.#chance.of(`life ${this.#lives++}`)
    const disk = failingDisk({
      file: journal,
      account: this.account,
      chance: chance.of('disk'),
      faultShare: () => this.#diskFaultShare,
      isAlive: () => life.isAlive(),
      struck: (fault) => this.#struck(life, fault),
      mismatch: (what) => findings.add('I3 the chain is whole', `${laneId}: ${what}`),
    })
    const clock = {
      nowMs: () => time.elapsedMs() + this.wall.offsetMs,
      after: (waitMs: number, run: () => void) => life.after(waitMs, run),
    }
    const random = chance.of('ids')
    const needs = { ...this.identity, url: serverUrl, send: this.#send(life), sha256, clock, random }
    const server = createServerClient(needs)
    const asked = answersOf(catalogue)
    this.#face = new FakeFace()
    const world = {
      clock,
      random,
      journal: defect.journal?.(disk.journal, chance.of('defect')) ?? disk.journal,
      outbox: disk.outbox,
      catalogue: defect.catalogue?.(asked) ?? asked,
      copy: this.#copyOf(life, catalogue, needs),
      setupStore: journal.setup,
      server: defect.link?.(server, chance.of('defect')) ?? server,
      devices: this.#devices(life, chance.of('devices')),
      scale: this.scale,
      face: this.#face,
      sha256,
      pinCheck: checkPin(life, chance.of('pins')),
      today: () => '2026-11-22',
      minuteOfDay: () => 12 * 60,
    }
    const settings: LaneSettings = {
      software: 'scanway simulated',
      defaultLanguage,
      journalPath: this.#home(),
    }
    return runLane(world, settings)
  }

  #send(life: Life): HttpSend {
    const { network, server } = this.#parts
    return (request) => {
      const { pathname, search } = new URL(request.url)
      return network.send({
        link: `${this.identity.laneId}→server`,
        what: `${request.method} ${pathname}${search} ${sha256(request.body ?? '').slice(0, 12)}`,
        timeoutMs: requestTimeoutMs,
        isAlive: () => life.isAlive(),
        serve: () => server().receive(request),
      })
    }
  }

  #copyOf(life: Life, catalogue: LaneCatalogue, needs: ClientNeeds): CatalogueCopy {
    const { network, server, trace } = this.#parts
    const file = join(this.#home(), 'catalog.image')
    const request = { method: 'GET', path: paths.catalogueImage, body: '' } as const
    return {
      status: () => catalogue.status(),
      apply: (changes) => catalogue.apply(changes),
      async installImage({ image, epoch }: CatalogueHead) {
        if (!image) return err({ kind: 'Unreachable', reason: 'the server has no image' })
        const headers = signedHeaders(needs, request)
        const loaded = await network.send({
          link: `${needs.laneId}→server`,
          what: 'GET image',
          timeoutMs: requestTimeoutMs,
          isAlive: () => life.isAlive(),
          serve: () => server().receive({ method: 'GET', url: needs.url + paths.catalogueImage, headers }),
        })
        if (!loaded.ok) return err({ kind: 'Unreachable', reason: loaded.error.reason })
        writeFileSync(file, loaded.value.bytes ?? '')
        trace.happened(needs.laneId, 'catalogue image installed')
        return life.onDisk(() => catalogue.installImageFile({ file, epoch, ...image }))
      },
    }
  }

  #devices(life: Life, chance: Chance): Devices {
    async function printed() {
      await life.wait(chance.between(100, printMsMax))
      return chance.is(0.1) ? err({ kind: 'PaperOut' }) : ok(undefined)
    }
    return {
      print: printed,
      printSlip: printed,
      status: () => [],
    }
  }
}

const answersOf = (catalogue: LaneCatalogue): Catalogue => ({
  byGtin: (gtin) => catalogue.byGtin(gtin),
  byAlias: (code) => catalogue.byAlias(code),
  search: (text, limit) => catalogue.search(text, limit),
  status: () => catalogue.status(),
})
