/** What could go wrong between the server's catalogue and a lane's copy: lost rows, half versions, stale images. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import * as v from 'valibot'
import { afterEach, describe, expect, it } from 'vitest'
import { packItem, unpackRow } from '../../../domain/catalogue-image.ts'
import { keyToGtin } from '../../../domain/code/retail-code.ts'
import {
  type CatalogueChanges,
  catalogueChangesSchema,
  catalogueHeadSchema,
  changesRowsMax,
  paths,
} from '../../../domain/contract/wire.ts'
import type { Item } from '../../../domain/item.ts'
import { buildServer } from '../../../src-server/app.ts'
import { raiseFloor } from '../../../src-server/catalogue/changes.ts'
import { imageLagVersionsMax } from '../../../src-server/catalogue/image-builder.ts'
import { writeImageHere } from '../../../src-server/catalogue/image-file.ts'
import { writeImageElsewhere } from '../../../src-server/catalogue/image-process.ts'
import { importItems } from '../../../src-server/catalogue/import.ts'
import { sha256 } from '../../../src-server/hash.ts'
import { enrolLane, gtinOf, itemOf, openRig, type Rig, type TestLane } from '../support/rig.ts'

let rig: Rig
afterEach(() => rig.close())

const open = async (items: number): Promise<TestLane> => {
  rig = await openRig({ items })
  return enrolLane(rig)
}

const headOf = async (lane: TestLane) =>
  v.parse(catalogueHeadSchema, (await lane.get(paths.catalogueHead)).body)

const changesSince = async (lane: TestLane, epoch: string, since: number): Promise<CatalogueChanges> =>
  v.parse(
    catalogueChangesSchema,
    (await lane.get(`${paths.catalogueChanges}?epoch=${epoch}&since=${since}`)).body,
  )

/** A copy as a lane keeps it, brought up to date by changes alone. */
async function follow(lane: TestLane, copy: Map<string, Item>, epoch: string, from: number): Promise<number> {
  let version = from
  for (;;) {
    const changes = await changesSince(lane, epoch, version)
    for (const { gtin, item } of changes.rows) item === null ? copy.delete(gtin) : copy.set(gtin, item)
    version = changes.version
    if (!changes.more) return version
  }
}

const put = (...items: readonly Item[]) =>
  importItems(
    rig.db,
    'store-1',
    items.map((item) => ({ gtin: item.gtin, item, aliases: [] })),
  )

const drop = (gtin: string) => importItems(rig.db, 'store-1', [{ gtin, item: null, aliases: [] }])

function openImage(raw: Buffer) {
  const file = join(rig.directory, 'downloaded.db')
  writeFileSync(file, zstdDecompressSync(raw))
  return new Sqlite(file, { readonly: true })
}

describe('changes', () => {
  it('come in whole versions of which none is larger than one reply', async () => {
    const lane = await open(changesRowsMax + 7)
    const { epoch, version, items } = await headOf(lane)
    expect({ version, items }).toEqual({ version: 2, items: changesRowsMax + 7 })
    const first = await changesSince(lane, epoch, 0)
    expect({ ...first, rows: first.rows.length }).toEqual({
      epoch,
      version: 1,
      more: true,
      rows: changesRowsMax,
    })
    const second = await changesSince(lane, epoch, 1)
    expect({ ...second, rows: second.rows.length }).toEqual({ epoch, version: 2, more: false, rows: 7 })
  })

  it('make no version when nothing changed', async () => {
    const lane = await open(3)
    const before = await headOf(lane)
    expect(await put(itemOf(1, {}))).toBe(1) // the alias was taken away
    expect(await put(itemOf(1, {}))).toBe(0)
    expect((await headOf(lane)).version).toBe(before.version + 1)
  })

  it('tell of a deleted item, and of its return', async () => {
    const lane = await open(3)
    const { epoch, version } = await headOf(lane)
    await drop(gtinOf(2))
    expect((await changesSince(lane, epoch, version)).rows).toEqual([
      { gtin: gtinOf(2), item: null, aliases: [] },
    ])
    expect((await headOf(lane)).items).toBe(2)
    expect(await drop(gtinOf(2))).toBe(0)
    expect(await drop(gtinOf(99))).toBe(0)
    await put(itemOf(2))
    expect((await headOf(lane)).items).toBe(3)
  })

  it('send a copy of another epoch, of the future, or from before the floor to the image', async () => {
    const lane = await open(3)
    const { epoch, version } = await headOf(lane)
    const refused = { status: 409, body: { error: 'TakeImage' } }
    expect(await lane.get(`${paths.catalogueChanges}?epoch=other&since=${version}`)).toMatchObject(refused)
    expect(await lane.get(`${paths.catalogueChanges}?epoch=${epoch}&since=${version + 1}`)).toMatchObject(
      refused,
    )
    await drop(gtinOf(1))
    await raiseFloor(rig.db, 'store-1', version + 1)
    expect(await lane.get(`${paths.catalogueChanges}?epoch=${epoch}&since=${version}`)).toMatchObject(refused)
    expect((await changesSince(lane, epoch, version + 1)).rows).toEqual([])
  })

  it('bring any copy to exactly the server’s catalogue, whatever was imported and dropped on the way', async () => {
    const lane = await open(5)
    const { epoch } = await headOf(lane)
    const copy = new Map<string, Item>()
    let version = 0
    const change = fc.record({
      number: fc.integer({ min: 1, max: 9 }),
      priceMinor: fc.integer({ min: 0, max: 9 }),
      gone: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 4 }), async (batches) => {
        for (const batch of batches) {
          await importItems(
            rig.db,
            'store-1',
            batch.map(({ number, priceMinor, gone }) => ({
              gtin: gtinOf(number),
              item: gone ? null : itemOf(number, { priceMinor }),
              aliases: [],
            })),
          )
        }
        version = await follow(lane, copy, epoch, version)
        const rows = await rig.db.selectFrom('item').selectAll().where('deleted', '=', 0).execute()
        const truth = new Map(
          rows.map((row) => [keyToGtin(row.gtin_key), unpackRow(row.gtin_key, row.packed)]),
        )
        expect(copy).toEqual(truth)
        expect((await headOf(lane)).items).toBe(truth.size)
      }),
      { numRuns: 25 },
    )
  })
})

describe('the image', () => {
  it('is announced only when it can be had, and is what its head says', async () => {
    const lane = await open(40)
    expect((await headOf(lane)).image).toBeNull()
    expect(await lane.get(paths.catalogueImage)).toMatchObject({
      status: 503,
      body: { error: 'ImageNotReady' },
    })
    await rig.server.tickImages()
    const head = await headOf(lane)
    const answer = await lane.get(paths.catalogueImage)
    expect(answer.status).toBe(200)
    expect(head.image).toEqual({
      version: head.version,
      bytes: answer.raw.length,
      sha256: sha256(answer.raw),
    })
    expect(answer.headers).toMatchObject({
      'scanway-catalogue-epoch': head.epoch,
      'scanway-catalogue-version': String(head.version),
      'scanway-sha256': head.image?.sha256,
    })
    const image = openImage(answer.raw)
    expect(image.prepare('SELECT * FROM meta').get()).toMatchObject({
      epoch: head.epoch,
      version: 1,
      items: 40,
    })
    expect(image.prepare('SELECT key FROM alias WHERE code = ?').get('4011')).toEqual({
      key: Number(gtinOf(1)),
    })
    const found = image.prepare('SELECT rowid FROM name WHERE name MATCH ?').all('"牛 奶"')
    expect(found).toHaveLength(40)
    expect(image.pragma('integrity_check', { simple: true })).toBe('ok')
    image.close()
  })

  it('plus the changes after it is the whole catalogue, deletions included', async () => {
    const lane = await open(11)
    await drop(gtinOf(11))
    await rig.server.tickImages()
    await drop(gtinOf(3))
    await put(itemOf(4, { priceMinor: 1 }), itemOf(77))
    const image = openImage((await lane.get(paths.catalogueImage)).raw)
    const rows = v.parse(
      v.array(v.object({ key: v.number(), packed: v.string() })),
      image.prepare('SELECT key, packed FROM item').all(),
    )
    image.close()
    expect(rows).toHaveLength(10)
    const copy = new Map<string, Item>()
    for (const { key, packed } of rows) {
      const item = unpackRow(key, packed)
      if (item) copy.set(item.gtin, item)
    }
    const { epoch, image: announced } = await headOf(lane)
    await follow(lane, copy, epoch, announced?.version ?? 0)
    expect([...copy.keys()].sort()).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 77].map(gtinOf).sort())
    expect(copy.get(gtinOf(4))?.priceMinor).toBe(1)
  })

  it('is one moment’s, though items change while it is written: what is newer comes with the changes', async () => {
    const lane = await open(3)
    const busy = buildServer({
      ...rig.ports,
      async writeImage(file, at, pages) {
        await put(itemOf(2, { priceMinor: 7 }), itemOf(9))
        await writeImageHere(file, at, pages)
      },
    })
    await busy.tickImages()
    await busy.app.close()
    const { epoch, image: announced } = await headOf(lane)
    const image = openImage((await lane.get(paths.catalogueImage)).raw)
    expect(image.prepare('SELECT key FROM item').pluck().all()).toEqual(
      [1, 3].map((number) => Number(gtinOf(number))),
    )
    image.close()
    const { rows } = await changesSince(lane, epoch, announced?.version ?? 0)
    expect(rows.map(({ gtin }) => gtin)).toEqual([2, 9].map(gtinOf))
  })

  it('is made anew only when it lags too far, or its file was lost', async () => {
    const lane = await open(3)
    await rig.server.tickImages()
    const versionOf = async () => (await headOf(lane)).image?.version
    for (let index = 0; index < imageLagVersionsMax; index++) await put(itemOf(1, { priceMinor: index }))
    await rig.server.tickImages()
    expect(await versionOf()).toBe(1)
    await put(itemOf(1, { priceMinor: 999 }))
    await rig.server.tickImages()
    expect(await versionOf()).toBe(imageLagVersionsMax + 2)
  })
})

describe('an image written by another process', () => {
  const at = { epoch: 'e', version: 7 }
  const pages = async function* () {
    yield [1, 2].map((number) => ({ key: number, packed: packItem(itemOf(number)), aliases: [`A${number}`] }))
    yield [{ key: 3, packed: packItem(itemOf(3)), aliases: [] }]
  }

  it('is the very file that this process would write', async () => {
    await open(1)
    const [elsewhere, here] = [join(rig.directory, 'elsewhere.db'), join(rig.directory, 'here.db')]
    await writeImageElsewhere(elsewhere, at, pages())
    await writeImageHere(here, at, pages())
    expect(sha256(readFileSync(elsewhere))).toBe(sha256(readFileSync(here)))
    expect(readdirSync(rig.directory).filter((name) => name.includes('draft'))).toEqual([])
  })

  it('that could not be written is a failure, never half an image', async () => {
    await open(1)
    await expect(writeImageElsewhere(join(rig.directory, 'nowhere', 'x.db'), at, pages())).rejects.toThrow(
      /image/,
    )
  })
})
