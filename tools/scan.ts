/**
 * `npm run scan -- 6901028075831`: holds codes before the scanner of the running demo, one after the other.
 */

import { existsSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { scannerNear } from './world/places.ts'

/** Between two codes: as quick as a practised hand. */
const betweenScansMs = 150

const codes = process.argv.slice(2)
if (codes.length === 0) {
  console.error('Say what to scan, for instance: npm run scan -- 6901028075831')
  process.exit(64)
}
if (!existsSync(scannerNear)) {
  console.error('No scanner is running. Start the demo first: npm start')
  process.exit(69)
}
for (const code of codes) {
  writeFileSync(scannerNear, `${code}\r`)
  console.log(`scanned ${code}`)
  await pause(betweenScansMs)
}
