/** What a lane's catalogue must never do: answer with another item, half a version, or an error to what was typed. */

import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CatalogueChanges, CatalogueRow } from '../../domain/contract/wire.ts'
import type { Item } from '../../domain/item.ts'
import type { Catalogue, CatalogueCopy } from '../../lane/ports.ts'
import { type LaneCatalogue, openCatalogue } from '../../storage/catalogue.ts'
import { buildCatalogue, gtinOf, type ShelfItem, shelf } from './catalogue-fixture.ts'
import { must, ownDirectory, refused } from './fixture.ts'
import { cola } from './selling.ts'

function opened(path: string): LaneCatalogue {
  const catalogue = must(openCatalogue(path))
  onTestFinished(() => catalogue.close())
  return catalogue
}

function catalogueOf(items: Iterable<ShelfItem>): { path: string; catalogue: LaneCatalogue } {
  const path = join(ownDirectory(), 'catalog.db')
  buildCatalogue(path, { epoch: 'e1', version: 3, shelf: items })
  return { path, catalogue: opened(path) }
}

const named = (index: number, zh: string, en: string): ShelfItem => ({
  item: { ...cola, gtin: gtinOf(index), names: { 'zh-CN': zh, en } },
  aliases: [],
})

const row = (item: Item, aliases: readonly string[] = []): CatalogueRow => ({
  gtin: item.gtin,
  item,
  aliases,
})

const changes = (version: number, ...rows: readonly CatalogueRow[]): CatalogueChanges => ({
  epoch: 'e1',
  version,
  more: false,
  rows,
})

describe('a copy of the catalogue', () => {
  it('fits the ports of the lane', () => {
    const { catalogue } = catalogueOf(shelf(3, 100))
    const asLoop: Catalogue = catalogue
    const asSync: Pick<CatalogueCopy, 'status' | 'apply'> = catalogue
    expect(asLoop.status()).toEqual({ epoch: 'e1', version: 3, items: 3 })
    expect(asSync.status()).toEqual(asLoop.status())
  })

  it('gives back every item as it was put in, by each of its codes', () => {
    const items = [
      ...shelf(25, 100),
      { item: { ...cola, weighed: true, minimumAge: 18, forSale: false }, aliases: ['4011'] },
    ]
    const { catalogue } = catalogueOf(items)
    for (const { item, aliases } of items) {
      expect(catalogue.byGtin(item.gtin)).toEqual(item)
      for (const code of aliases) expect(catalogue.byAlias(code)).toEqual(item)
    }
    expect(catalogue.byGtin(gtinOf(99))).toBeUndefined()
    expect(catalogue.byAlias('9999')).toBeUndefined()
  })

  it('is none while there is no file, and says so', () => {
    const catalogue = opened(join(ownDirectory(), 'catalog.db'))
    expect(catalogue.status()).toBeUndefined()
    expect(catalogue.byGtin(cola.gtin)).toBeUndefined()
    expect(catalogue.search('cola', 5)).toEqual([])
    expect(refused(catalogue.apply(changes(4))).reason).toContain('no copy')
  })

  it('counts a row that is no item, and answers as if it were unknown', () => {
    const { path, catalogue: first } = catalogueOf(shelf(3, 100))
    first.close()
    const editor = new Database(path)
    editor.prepare("UPDATE item SET packed = '[1,2' WHERE place = 2").run()
    editor.prepare('UPDATE item SET packed = \'["a","b","moon",1,1,0,false,true]\' WHERE place = 3').run()
    editor.close()
    const catalogue = opened(path)
    expect([0, 1, 2].map((index) => catalogue.byGtin(gtinOf(index))?.priceMinor)).toEqual([
      100,
      undefined,
      undefined,
    ])
    expect(catalogue.search('cola', 9).length).toBe(1)
    expect(catalogue.malformedRows()).toBe(4)
  })

  it('is refused to nobody but another program: what is ours and unusable counts as none', () => {
    const { path, catalogue } = catalogueOf(shelf(3, 100))
    catalogue.close()
    const editor = new Database(path)
    editor.pragma('user_version = 99')
    editor.close()
    expect(opened(path).status()).toBeUndefined()
    const other = join(ownDirectory(), 'catalog.db')
    const recipes = new Database(other)
    recipes.exec('CREATE TABLE recipe (name TEXT)')
    recipes.close()
    expect(refused(openCatalogue(other)).kind).toBe('OtherProgram')
  })

  it('is refused to a second reader while it is open', () => {
    const { path, catalogue } = catalogueOf(shelf(3, 100))
    expect(refused(openCatalogue(path)).kind).toBe('InUse')
    expect(catalogue.byGtin(gtinOf(0))?.priceMinor).toBe(100)
  })
})

describe('changes to the copy', () => {
  it('bring prices, codes, names and the version forward together', () => {
    const { path, catalogue } = catalogueOf(shelf(12, 100))
    const dearer = {
      ...cola,
      gtin: gtinOf(0),
      priceMinor: 250,
      names: { 'zh-CN': '橙汁', en: 'Orange juice' },
    }
    const fresh = { ...cola, gtin: gtinOf(50) }
    const gone: CatalogueRow = { gtin: gtinOf(10), item: null, aliases: [] }
    must(catalogue.apply(changes(4, row(fresh, ['NEW']), gone, row(dearer, ['P10']))))
    const check = (copy: LaneCatalogue): void => {
      expect(copy.status()).toEqual({ epoch: 'e1', version: 4, items: 12 })
      expect(copy.byGtin(gtinOf(0))).toEqual(dearer)
      expect(copy.byGtin(gtinOf(10))).toBeUndefined()
      expect(copy.byAlias('NEW')).toEqual(fresh)
      expect(copy.byAlias('P10')).toEqual(dearer)
      expect(copy.byAlias('P0')).toBeUndefined()
      expect(copy.search('橙', 5).map((hit) => hit.item)).toEqual([dearer])
      expect(copy.search('cola', 50).length).toBe(11)
    }
    check(catalogue)
    catalogue.close()
    check(opened(path))
  })

  it('are refused when they are of another history or lead backwards', () => {
    const { catalogue } = catalogueOf(shelf(3, 100))
    expect(refused(catalogue.apply({ ...changes(4), epoch: 'e2' })).reason).toContain('epoch e2')
    expect(refused(catalogue.apply(changes(2))).reason).toContain('version 2')
    expect(catalogue.status()).toEqual({ epoch: 'e1', version: 3, items: 3 })
  })

  it('that fail half-way leave the version before, whole', () => {
    const { path, catalogue: first } = catalogueOf(shelf(12, 100))
    first.close()
    const editor = new Database(path)
    editor.exec(`CREATE TRIGGER poison BEFORE INSERT ON item WHEN NEW.place = 8
                 BEGIN SELECT RAISE(ABORT, 'poisoned'); END`)
    editor.close()
    const dearer = shelf(12, 900).map(({ item, aliases }) => row(item, aliases))
    const failing = opened(path)
    expect(refused(failing.apply(changes(4, ...dearer))).reason).toContain('poisoned')
    failing.close()
    const again = opened(path)
    expect(again.status()?.version).toBe(3)
    expect(shelf(12, 100).every(({ item }) => again.byGtin(item.gtin)?.priceMinor === 100)).toBe(true)
  })

  it('lead to the same copy in whatever order and however often they come', () => {
    const rowOf = fc.record({ index: fc.nat(5), price: fc.nat(9), gone: fc.boolean(), alias: fc.nat(3) })
    fc.assert(
      fc.property(fc.uniqueArray(rowOf, { selector: (each) => each.index, maxLength: 6 }), (drafts) => {
        const rows = drafts.map(({ index, price, gone, alias }): CatalogueRow => {
          const item = { ...cola, gtin: gtinOf(index), priceMinor: price }
          return gone ? { gtin: item.gtin, item: null, aliases: [] } : row(item, [`A${alias}`])
        })
        const read = (copy: LaneCatalogue) => ({
          items: Array.from({ length: 6 }, (_, index) => copy.byGtin(gtinOf(index))),
          aliases: ['A0', 'A1', 'A2', 'A3', 'P0'].map((code) => copy.byAlias(code)),
          status: copy.status(),
          found: copy.search('cola', 20).length,
        })
        const [once, twice] = [catalogueOf(shelf(3, 100)).catalogue, catalogueOf(shelf(3, 100)).catalogue]
        must(once.apply(changes(4, ...rows)))
        must(twice.apply(changes(4, ...rows.toReversed())))
        must(twice.apply(changes(4, ...rows)))
        expect(read(twice)).toEqual(read(once))
        expect(read(once).found).toBe(once.status()?.items)
        once.close()
        twice.close()
      }),
      { numRuns: 15 },
    )
  })
})

describe('searching names', () => {
  const names = (): LaneCatalogue =>
    catalogueOf([
      named(1, '可口可乐 330ml', 'Coca-Cola 330 ml'),
      named(2, '茅台酒', 'Moutai liquor'),
      named(3, 'ＡＢＣ台灯', 'Mühle desk lamp'),
      named(4, '苹果汁', 'Apple juice cloudy'),
    ]).catalogue

  it.each([
    ['可', [1]],
    ['可乐', [1]],
    ['可口可乐', [1]],
    ['乐可', []],
    ['台', [2, 3]],
    ['茅台酒', [2]],
    ['cola', [1]],
    ['COL', [1]],
    ['coca cola', [1]],
    ['juice apple', [4]],
    ['apple lamp', []],
    ['苹 juice', [4]],
    ['苹果juice', [4]],
    ['muhle', [3]],
    ['abc', [3]],
    ['ａｂｃ台', [3]],
    ['330', [1]],
    ['', []],
    ['   ', []],
  ])('finds for %j what a person means', (typed, expected) => {
    const found = names().search(typed, 20)
    expect(found.map((hit) => hit.item.gtin)).toEqual(expected.map(gtinOf))
  })

  it('gives as many as asked for, in the order of the shelf, with a code that scans', () => {
    const { catalogue: many } = catalogueOf(shelf(30, 100))
    const found = many.search('cola', 7)
    expect(found.map((hit) => hit.item.gtin)).toEqual(Array.from({ length: 7 }, (_, index) => gtinOf(index)))
    expect(found[0]?.code).toBe(gtinOf(0).slice(1))
  })

  it('never fails, whatever is typed', () => {
    const copy = names()
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.string({
        unit: fc.constantFrom('"', "'", '*', '(', ')', '^', ':', '-', '+', '{', '}', 'a', '可', '\0'),
        maxLength: 30,
      }),
      fc.constantFrom(
        '" OR 1',
        'NEAR(a b)',
        'text:cola',
        'a AND',
        'NOT',
        'cola*',
        '"'.repeat(99),
        'x '.repeat(50),
      ),
    )
    fc.assert(
      fc.property(hostile, (typed) => copy.search(typed, 5).length <= 5),
      { numRuns: 400 },
    )
    expect(copy.status()?.items).toBe(4)
    expect(copy.search('cola', 5).length).toBe(1)
  })
})
