/**
 * Behind the sale: the catalogue comes up to the server's by the right way, the journal leaves in order, and whatever
 * fails is named, backs off and is tried again.
 */

import { describe, expect, it } from 'vitest'
import type { CatalogueChanges, CatalogueHead } from '../../domain/contract/wire.ts'
import { err, ok } from '../../domain/result.ts'
import { runLane } from '../../lane/assembly.ts'
import type { CatalogueCopy, CatalogueStatus } from '../../lane/ports.ts'
import { cataloguePollMs, startCatalogueSync } from '../../lane/sync/catalogue.ts'
import { startUpload } from '../../lane/sync/upload.ts'
import { makeWorld } from '../support/fake-lane.ts'

const image = { version: 7, bytes: 1, sha256: '0'.repeat(64) }
const head = (changes: Partial<CatalogueHead> = {}): CatalogueHead => ({
  epoch: 'e',
  version: 7,
  floor: 3,
  items: 1,
  image,
  ...changes,
})

/** A copy at a version, and what was done to it. */
function copyAt(status: CatalogueStatus | undefined) {
  const done: string[] = []
  let at = status
  const copy: CatalogueCopy = {
    status: () => at,
    apply({ version }: CatalogueChanges) {
      done.push(`changes to ${version}`)
      if (at) at = { ...at, version }
      return ok(undefined)
    },
    async installImage({ epoch, version }) {
      done.push(`image ${epoch} ${version}`)
      at = { epoch, version, items: 1 }
      return ok(undefined)
    },
  }
  return { copy, done }
}

function syncing(status: CatalogueStatus | undefined, answer: () => CatalogueHead) {
  const world = makeWorld()
  const { copy, done } = copyAt(status)
  world.server.catalogueHead = async () =>
    world.server.online ? ok(answer()) : err({ kind: 'Unreachable', reason: 'cut' })
  world.server.catalogueChanges = async () => ok({ epoch: 'e', version: 7, more: false, rows: [] })
  const sync = startCatalogueSync({ ...world, copy, changed: () => {} })
  return { world, done, sync }
}

const at = (version: number, epoch = 'e'): CatalogueStatus => ({ epoch, version, items: 1 })

describe('catalogue sync', () => {
  it.each([
    ['a new lane', undefined, ['image e 7']],
    ['a lane a few changes behind', at(5), ['changes to 7']],
    ['a lane behind the oldest change kept', at(2), ['image e 7']],
    ['a lane of another epoch', at(7, 'old'), ['image e 7']],
    ['a lane ahead of a restored server', at(9), ['image e 7']],
    ['a lane in step', at(7), []],
  ])('brings %s up in the right way', async (_who, status, expected) => {
    const { world, done, sync } = syncing(status, head)
    await world.time.advance(cataloguePollMs)
    expect(done).toEqual(expected)
    expect(sync.status()).toMatchObject({ syncing: false, serverVersion: 7, failure: undefined })
    expect(sync.status().equalAtMs).toBeDefined()
  })

  it('says that the image is not ready yet, and takes it when it is', async () => {
    let ready = false
    const { world, done, sync } = syncing(undefined, () => head({ image: ready ? image : null }))
    await world.time.advance(1_000)
    expect(sync.status().failure).toContain('preparing')
    ready = true
    await world.time.advance(60_000)
    expect(done).toEqual(['image e 7'])
  })

  it('hurries less the longer the server is away, and comes back by itself', async () => {
    const { world, done, sync } = syncing(at(5), head)
    let asked = 0
    const { catalogueHead } = world.server
    world.server.catalogueHead = () => {
      asked++
      return catalogueHead()
    }
    world.server.online = false
    await world.time.advance(600_000)
    expect(sync.status().failure).toBe('cut')
    expect(asked).toBeLessThan(40)
    world.server.online = true
    await world.time.advance(120_000)
    expect(done).toEqual(['changes to 7'])
  })
})

describe('upload', () => {
  function uploading() {
    const world = makeWorld()
    world.journal.append([{ atMs: 1, saleId: null, fact: { kind: 'HelpCalled' } }])
    return { world, upload: startUpload(world) }
  }

  it('marks nothing that the server did not acknowledge', async () => {
    const { world, upload } = uploading()
    world.server.upload = async () => err({ kind: 'Unreachable', reason: 'cut' })
    await world.time.advance(60_000)
    expect(world.journal.depth()).toBe(1)
    expect(upload.failure()).toBe('cut')
  })

  it('does not take the head of another epoch for its own', async () => {
    const { world, upload } = uploading()
    world.server.upload = async () => ok({ head: { epoch: 9, seq: 99, hash: '' }, quarantined: [] })
    await world.time.advance(5_000)
    expect(world.journal.depth()).toBe(1)
    expect(upload.failure()).toContain('epoch 9')
  })

  it('leaves at once when nudged instead of waiting out its pause', async () => {
    const { world, upload } = uploading()
    await world.time.advance(100)
    world.journal.append([{ atMs: 2, saleId: null, fact: { kind: 'HelpCancelled' } }])
    upload.nudge()
    await world.time.advance(10)
    expect(world.journal.depth()).toBe(0)
  })

  it('goes as soon as anything reaches the server again, however long its own wait has become', async () => {
    const world = makeWorld()
    const { lane, stop } = runLane(world, { software: 't', defaultLanguage: 'en', journalPath: 'memory' })
    await world.time.advance(1_000)
    world.server.online = false
    for (let scans = 0; scans < 40; scans++) {
      lane.scan({ text: '6901028075831', source: 'serial' })
      await world.time.advance(3_000)
    }
    world.server.online = true
    for (let waitedMs = 0; !lane.view().online && waitedMs < 120_000; waitedMs += 100) {
      await world.time.advance(100)
    }
    await world.time.advance(100)
    expect(lane.view().online).toBe(true)
    expect(world.journal.depth()).toBe(0)
    stop()
  })
})
