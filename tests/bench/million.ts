/**
 * The catalogue that benches read: as many demo items as asked for, built once as a store server builds its image and
 * kept in the cache between runs. `SCANWAY_BENCH_ITEMS` makes it smaller.
 */

import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { demoItems } from '../../sandbox/demo/catalogue.ts'
import { buildCatalogue } from '../storage/catalogue-fixture.ts'

export const benchItems = Number(process.env['SCANWAY_BENCH_ITEMS'] ?? 1_000_000)

export const benchSeed = 1

export const benchCache = join(import.meta.dirname, '../../.cache/bench')

export const benchVersion = { epoch: 'bench', version: 1 }

/** An item that is in it, however small it is. */
export const [firstGtin = ''] = [...demoItems({ seed: benchSeed, count: 1 })].map(({ item }) => item.gtin)

/** The path of the built catalogue. */
export function benchCatalogue(): string {
  const path = join(benchCache, `catalogue-${benchSeed}-${benchItems}.db`)
  if (existsSync(path)) return path
  console.log(`building a catalogue of ${benchItems} items, once`)
  mkdirSync(benchCache, { recursive: true })
  const unfinished = `${path}.unfinished`
  rmSync(unfinished, { force: true })
  buildCatalogue(unfinished, { ...benchVersion, shelf: demoItems({ seed: benchSeed, count: benchItems }) })
  renameSync(unfinished, path)
  return path
}
