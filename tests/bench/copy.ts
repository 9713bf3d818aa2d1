/** The least that a new file on a disk costs: its bytes copied, and synced. */

import { closeSync, copyFileSync, fsyncSync, openSync, rmSync } from 'node:fs'

export function copyDurably(source: string, target: string): void {
  rmSync(target, { force: true })
  copyFileSync(source, target)
  const file = openSync(target, 'r')
  fsyncSync(file)
  closeSync(file)
}
