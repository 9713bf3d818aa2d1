/**
 * Where the kiosk's own files lie: beside main's bundle in a working copy, beside and outside the archive in a
 * packaged one, because a child process cannot be started from inside an archive.
 */

import fs from 'node:fs'
import path from 'node:path'

export interface Places {
  readonly page: string
  readonly preload: string
  readonly shim: string
  /** A Node for the lane where Electron's own is too old; empty when there is none. */
  readonly node: string
}

export interface PlacesFrom {
  /** The folder of main's bundle. */
  readonly bundles: string
  readonly packaged: boolean
  readonly resources: string
  readonly appPath: string
  readonly env: Readonly<Record<string, string | undefined>>
}

function findNode(from: PlacesFrom): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const pinned = path.join(from.appPath, 'node_modules', `node-${platform}-${process.arch}`, 'bin', name)
  const candidates = from.packaged
    ? [path.join(from.resources, 'node', 'bin', name)]
    : [from.env['SCANWAY_NODE'] ?? '', pinned]
  return candidates.find((file) => file !== '' && fs.existsSync(file)) ?? ''
}

export function findPlaces(from: PlacesFrom): Places {
  const unpacked = from.packaged ? from.bundles.replace('app.asar', 'app.asar.unpacked') : from.bundles
  return {
    page: path.join(from.bundles, 'page'),
    preload: path.join(from.bundles, 'preload.cjs'),
    shim: path.join(unpacked, 'shim.cjs'),
    node: findNode(from),
  }
}
