/**
 * An item looked up by its GTIN among a million: the lane's reader, which gives a checked item, beside a bare
 * prepared statement that gives the stored row, on a file and with settings that are the same.
 */

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gtinToKey, keyToGtin } from '../../domain/code/retail-code.ts'
import { assert, present } from '../../domain/result.ts'
import { openCatalogue } from '../../storage/catalogue.ts'
import { cataloguePragmas, openDatabase } from '../../storage/database.ts'
import { seededFractions } from '../storage/random.ts'
import { type BenchRow, besideRows, timed } from './figures.ts'
import { benchCatalogue, benchItems } from './million.ts'

const rounds = 10
const lookupsPerRound = 10_000

export async function run(): Promise<readonly BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), 'scanway-bench-'))
  const ours = join(directory, 'ours.db')
  const theirs = join(directory, 'theirs.db')
  for (const path of [ours, theirs]) copyFileSync(benchCatalogue(), path)

  const opened = openDatabase(theirs, cataloguePragmas)
  assert(opened.ok, 'the bench file opens')
  const bare = opened.value
  const keys = bare.prepare<[], number>('SELECT key FROM item').pluck().all()
  const fraction = seededFractions(1)
  const chosen = Array.from({ length: rounds * lookupsPerRound }, () => {
    const key = present(keys[Math.floor(fraction() * keys.length)], 'a key is drawn from those there are')
    return { key, gtin: keyToGtin(key) }
  })
  const catalogue = openCatalogue(ours)
  assert(catalogue.ok, 'the bench catalogue opens')
  const statement = bare.prepare<[number], string>('SELECT packed FROM item WHERE key = ?').pluck()

  let first = 0
  const pick = (turn: number) => present(chosen[first + turn], 'there is a key for every turn')
  const scan = (turn: number): void => {
    const { gtin } = pick(turn)
    assert(catalogue.value.byGtin(gtin)?.gtin === gtin, 'every item is found')
  }
  const get = (turn: number): void => {
    assert(statement.get(gtinToKey(pick(turn).gtin)) !== undefined, 'every row is found')
  }

  for (const warmUp of [scan, get]) timed(chosen.length, warmUp)
  const product: number[] = []
  const peer: number[] = []
  for (; first < chosen.length; first += lookupsPerRound) {
    product.push(...timed(lookupsPerRound, scan))
    peer.push(...timed(lookupsPerRound, get))
  }
  catalogue.value.close()
  bare.close()
  rmSync(directory, { recursive: true })
  return besideRows(
    'µs',
    { what: `one item found among ${benchItems.toLocaleString('en')}`, samples: product },
    { what: 'bare prepared statement', samples: peer },
  )
}
