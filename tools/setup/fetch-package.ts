/**
 * Brings one package of the registry, at one version and under one hash, into a folder without installing it:
 * no script of it runs and nothing enters node_modules. A tarball whose hash differs is refused and deleted.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { err, ok, type Result } from '../../domain/result.ts'
import { run } from './run.mjs'

const packTimeoutMs = 10 * 60_000
const unpackTimeoutMs = 2 * 60_000

export interface PinnedPackage {
  readonly name: string
  readonly version: string
  /** sha512 of the tarball, base64, as the registry and lock files state it after `sha512-`. */
  readonly sha512: string
}

export type FetchRefusal =
  | { readonly kind: 'Unreachable'; readonly detail: string }
  | { readonly kind: 'HashDiffers'; readonly found: string }
  | { readonly kind: 'NotUnpacked'; readonly detail: string }

async function sha512Of(file: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(fs.createReadStream(file), hash)
  return hash.digest('base64')
}

/** Unpacks a tarball beside itself when its hash is the pinned one; deletes it either way. */
export async function unpackVerified(tarball: string, sha512: string): Promise<Result<string, FetchRefusal>> {
  const directory = path.dirname(tarball)
  const found = await sha512Of(tarball)
  if (found !== sha512) {
    fs.rmSync(tarball)
    return err({ kind: 'HashDiffers', found })
  }
  const unpacked = await run('tar', ['-xzf', tarball, '-C', directory], { timeoutMs: unpackTimeoutMs })
  fs.rmSync(tarball)
  if (!unpacked.ok) return err({ kind: 'NotUnpacked', detail: unpacked.output.trim() })
  return ok(path.join(directory, 'package'))
}

/** Answers the folder inside `directory` that holds the package's files. */
export async function fetchPackage(
  pinned: PinnedPackage,
  directory: string,
): Promise<Result<string, FetchRefusal>> {
  const spec = `${pinned.name}@${pinned.version}`
  const packed = await run('npm', ['pack', spec, '--silent', '--pack-destination', directory], {
    timeoutMs: packTimeoutMs,
  })
  const tarball = fs.readdirSync(directory).find((name) => name.endsWith('.tgz'))
  if (!packed.ok || tarball === undefined) return err({ kind: 'Unreachable', detail: packed.output.trim() })
  return unpackVerified(path.join(directory, tarball), pinned.sha512)
}

/** The refusal as a sentence for a person. */
export function explainFetch(refusal: FetchRefusal, pinned: PinnedPackage): string {
  const what = `${pinned.name} ${pinned.version}`
  switch (refusal.kind) {
    case 'Unreachable':
      return `${what} could not be downloaded: ${refusal.detail}`
    case 'HashDiffers':
      return `${what} was refused: its contents are not the ones pinned here (sha512 ${refusal.found})`
    case 'NotUnpacked':
      return `${what} could not be unpacked: ${refusal.detail}`
  }
}
