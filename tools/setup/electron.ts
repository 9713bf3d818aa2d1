/**
 * Gives this working copy an Electron runtime: the official one where it can be had, else the stand-in, said in
 * one line each time. SCANWAY_ELECTRON=official refuses the stand-in. Run by tools/setup.mjs on Node 24.
 */
import path from 'node:path'
import { failedLately, hasOfficial, installOfficial } from './electron/official.ts'
import { declaredVersion, linkRuntime, readRuntime } from './electron/runtime.ts'
import { provideStandIn, standInRevision } from './electron/stand-in.ts'

const root = path.join(import.meta.dirname, '..', '..')
const officialOnly = process.env['SCANWAY_ELECTRON'] === 'official'

function say(line: string): void {
  console.error(`setup: ${line}`)
}

async function provideOfficial(): Promise<boolean> {
  if (hasOfficial(root)) return true
  if (!officialOnly && failedLately(root, process.env, Date.now())) return false
  return installOfficial(root, process.env)
}

async function provideElectron(): Promise<boolean> {
  if (await provideOfficial()) return true
  const declared = declaredVersion(root)
  if (officialOnly) {
    say(
      `the official Electron ${declared} could not be downloaded, and SCANWAY_ELECTRON=official allows no other`,
    )
    return false
  }
  const runtime = readRuntime(root)
  if (runtime.kind !== 'StandIn' || runtime.revision !== standInRevision) {
    const standIn = await provideStandIn(process.env)
    if (!standIn.ok) {
      say(`no Electron: ${declared} could not be downloaded, and ${standIn.error}`)
      return false
    }
    linkRuntime(root, standIn.value)
  }
  say(`Electron ${declared} cannot be downloaded here: demo and tests run on a stand-in (${standInRevision})`)
  return true
}

process.exitCode = (await provideElectron()) ? 0 : 1
