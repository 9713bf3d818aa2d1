/**
 * How the kiosk's processes are built: one CommonJS file each, because a sandboxed preload can be nothing else and
 * Electron loads the rest fastest so. Native modules stay outside the bundle; they travel as packages.
 */
import type { BuildOptions } from 'rolldown'
import { type ProcessEntry, processEntries } from './tools/build/entries.ts'

const external = [/^node:/, 'electron', 'better-sqlite3', 'serialport', /^@serialport\//, 'node-hid']

export const processBundle = (entry: ProcessEntry): BuildOptions => ({
  cwd: import.meta.dirname,
  input: entry.source,
  platform: 'node',
  external,
  output: { file: entry.bundle, format: 'cjs', codeSplitting: false, sourcemap: true },
})

export default processEntries.map(processBundle)
