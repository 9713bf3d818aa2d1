/**
 * Full sync of a lane that has nothing: a million items asked for, downloaded over the loopback from the real server,
 * checked against the announced hash, unpacked, checked table by table, swapped in, opened and asked for an item;
 * beside copying and syncing the file that comes of it.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert, present } from '../../domain/result.ts'
import { type ClientNeeds, createServerClient } from '../../lane/sync/server-client.ts'
import { downloadImage } from '../../src-main/lane/image-download.ts'
import { openCatalogue } from '../../storage/catalogue.ts'
import { copyDurably } from './copy.ts'
import { type BenchRow, medianRow, secondsOf } from './figures.ts'
import { benchItems, firstGtin } from './million.ts'
import { imageReadyMs, openMillionStore } from './million-store.ts'

const rounds = 3

/** A server that had its image answers at once. */
const imageThereMs = 1_000

async function syncWhole(lane: ClientNeeds, folder: string): Promise<void> {
  const opened = openCatalogue(join(folder, 'catalog.db'))
  assert(opened.ok, 'a new lane opens an empty catalogue')
  const catalogue = opened.value
  const head = await createServerClient(lane).catalogueHead()
  assert(head.ok, 'the server says where it is')
  const { epoch, items } = head.value
  const image = present(head.value.image ?? undefined, 'the server has an image')
  const file = join(folder, 'catalog.image')
  const loaded = await downloadImage(lane, image, file)
  assert(loaded.ok, 'the image arrives')
  const installed = await catalogue.installImageFile({
    file,
    sha256: image.sha256,
    epoch,
    version: image.version,
  })
  assert(installed.ok && catalogue.status()?.items === items, 'every item is there')
  assert(catalogue.byGtin(firstGtin) !== undefined, 'the new catalogue answers')
  catalogue.close()
}

async function measure(lane: ClientNeeds, folder: string) {
  const syncs: number[] = []
  const copies: number[] = []
  for (let round = 0; round < rounds; round++) {
    const fresh = join(folder, `lane-${round}`)
    mkdirSync(fresh)
    syncs.push(await secondsOf(() => syncWhole(lane, fresh)))
    copies.push(await secondsOf(() => copyDurably(join(fresh, 'catalog.db'), join(fresh, 'copy.db'))))
    rmSync(fresh, { recursive: true })
  }
  return { syncs, copies }
}

export async function run(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'scanway-bench-'))
  const store = await openMillionStore()
  const lane = await store.lane(folder)
  const waitedMs = await imageReadyMs(lane)
  const { syncs, copies } = await measure(lane, folder)
  await store.end()
  rmSync(folder, { recursive: true })
  const synced = medianRow(
    's',
    { what: `full sync of ${benchItems.toLocaleString('en')} items`, samples: syncs },
    { what: 'copy + fsync of the file', samples: copies },
  )
  const prepared = {
    what: '· before it, once: the server makes its image',
    measure: '1 run',
    unit: 's',
    figure: waitedMs / 1_000,
  }
  return waitedMs > imageThereMs ? [synced, prepared] : [synced]
}
