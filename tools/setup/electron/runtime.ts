/**
 * Which Electron this working copy would run, read from where Electron itself looks: `node_modules/electron/dist`
 * and `path.txt`. Tells the official build from the stand-in by a mark file; only the official one may be shipped.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export type Runtime =
  | { readonly kind: 'Official'; readonly version: string; readonly directory: string }
  | {
      readonly kind: 'StandIn'
      readonly version: string
      readonly directory: string
      readonly revision: string
    }
  | { readonly kind: 'Missing' }

/** Lies beside the stand-in's executable, holding the revision of how it was made. */
export const standInMark = 'scanway-stand-in'

const electronPackage = (root: string): string => path.join(root, 'node_modules', 'electron')

const readText = (file: string): string | undefined =>
  fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim() : undefined

/** The version package.json declares and the official installer would fetch. */
export function declaredVersion(root: string): string {
  const text = fs.readFileSync(path.join(electronPackage(root), 'package.json'), 'utf8')
  return String(JSON.parse(text).version)
}

/** Where runtimes and their types are kept between clones. */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  return env['SCANWAY_ELECTRON_CACHE'] ?? path.join(os.homedir(), '.cache', 'scanway-electron')
}

export function readRuntime(root: string): Runtime {
  const directory = path.join(electronPackage(root), 'dist')
  const executable = readText(path.join(electronPackage(root), 'path.txt'))
  const version = readText(path.join(directory, 'version'))?.replace(/^v/, '')
  if (executable === undefined || version === undefined) return { kind: 'Missing' }
  if (!fs.existsSync(path.join(directory, executable))) return { kind: 'Missing' }
  const revision = readText(path.join(directory, standInMark))
  if (revision === undefined) return { kind: 'Official', version, directory }
  return { kind: 'StandIn', version, directory, revision }
}

/** Removes the runtime from node_modules; a link goes, what it points to stays. */
export function unlinkRuntime(root: string): void {
  fs.rmSync(path.join(electronPackage(root), 'dist'), { recursive: true, force: true })
  fs.rmSync(path.join(electronPackage(root), 'path.txt'), { force: true })
}

/** Makes `electron .`, `require('electron')` and Playwright find a runtime that lies elsewhere. */
export function linkRuntime(root: string, directory: string): void {
  unlinkRuntime(root)
  fs.symlinkSync(directory, path.join(electronPackage(root), 'dist'), 'dir')
  fs.writeFileSync(path.join(electronPackage(root), 'path.txt'), 'electron')
}
