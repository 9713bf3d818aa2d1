/**
 * Type-checks the kiosk's processes a second time, against the older Electron they may run on as a stand-in. The
 * types alone are fetched, under a pinned hash; where they cannot be had the check says that it was left out.
 */
import fs from 'node:fs'
import path from 'node:path'
import { err, ok, type Result } from '../../domain/result.ts'
import { cacheDirectory } from '../setup/electron/runtime.ts'
import { explainFetch, fetchPackage, type PinnedPackage } from '../setup/fetch-package.ts'

const olderElectron: PinnedPackage = {
  name: 'electron',
  version: '33.4.11',
  sha512: 'xmdAs5QWRkInC7TpXGNvzo/7exojubk+72jn1oJL7keNeIlw7xNglf8TGtJtkR4rWC5FJq0oXiIXPS9BcK2Irg==',
}

/** The file of types, from the cache or the registry; else a sentence why not. */
async function provideTypes(env: NodeJS.ProcessEnv): Promise<Result<string, string>> {
  const place = path.join(cacheDirectory(env), `electron-${olderElectron.version}.d.ts`)
  if (fs.existsSync(place)) return ok(place)
  fs.mkdirSync(cacheDirectory(env), { recursive: true })
  const workshop = fs.mkdtempSync(path.join(cacheDirectory(env), 'types-'))
  try {
    const fetched = await fetchPackage(olderElectron, workshop)
    if (!fetched.ok) return err(explainFetch(fetched.error, olderElectron))
    fs.renameSync(path.join(fetched.value, 'electron.d.ts'), place)
    return ok(place)
  } finally {
    fs.rmSync(workshop, { recursive: true, force: true })
  }
}

/** Writes the second tsconfig and answers where it lies; it differs from src-main's in whose types it reads. */
export async function olderElectronProject(
  root: string,
  env: NodeJS.ProcessEnv,
): Promise<Result<string, string>> {
  const types = await provideTypes(env)
  if (!types.ok) return types
  const config = path.join(root, '.cache', 'electron-33', 'tsconfig.json')
  fs.mkdirSync(path.dirname(config), { recursive: true })
  const project = {
    extends: '../../src-main/tsconfig.json',
    compilerOptions: {
      composite: false,
      incremental: true,
      emitDeclarationOnly: false,
      noEmit: true,
      rootDir: '../..',
      typeRoots: ['../../node_modules/@types'],
      tsBuildInfoFile: './tsconfig.tsbuildinfo',
      paths: { electron: [types.value] },
    },
    include: ['../../src-main/**/*.ts'],
    references: [],
  }
  fs.writeFileSync(config, JSON.stringify(project, undefined, 2))
  return ok(config)
}
