/**
 * Runs the benches asked for, or all, one after the other, and prints one table. Started by `npm run bench`, which
 * builds first and gives it a display.
 */

import { cpus, loadavg, totalmem } from 'node:os'
import { run as append } from './append.ts'
import { run as camera } from './camera.ts'
import { run as decode } from './decode.ts'
import type { BenchRow } from './figures.ts'
import { run as identify } from './identify.ts'
import { run as image } from './image.ts'
import { run as lookup } from './lookup.ts'
import { run as payment } from './payment.ts'
import { run as scan } from './scan.ts'
import { run as start } from './start.ts'
import { run as sync } from './sync.ts'
import { tableText } from './table.ts'
import { run as upload } from './upload.ts'

const benches: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  identify,
  decode,
  camera,
  lookup,
  scan,
  start,
  sync,
  image,
  append,
  upload,
  payment,
}

/** EX_USAGE of sysexits.h. */
const badUsage = 64

const machine = (): string => {
  const all = cpus()
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  return `${all.length} × ${all[0]?.model ?? 'CPU'}, ${gigabytes} GiB, Node ${process.version}, ${process.platform}`
}

/** Programs that want a processor, over the last minute: beyond the processors there are, every figure suffers. */
const load = (): string => (loadavg()[0] ?? Number.NaN).toFixed(1)

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => benches[name] === undefined)
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`)
  process.exit(badUsage)
}

const loadBefore = load()
const rows: BenchRow[] = []
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  rows.push(...(await run()))
}
console.log(`${machine()}; load ${loadBefore} before, ${load()} after\n`)
console.log(tableText(rows))
