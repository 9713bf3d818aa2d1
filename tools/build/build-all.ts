/**
 * Builds everything that is built: the kiosk's processes with rolldown, both sets of pages with Vite, side by
 * side. Whatever is missing or broken is named and fails the build; nothing is left out silently.
 */
import fs from 'node:fs'
import path from 'node:path'
import { type BuildOptions, build as bundleProcess } from 'rolldown'
import { build as bundlePages, type InlineConfig } from 'vite'

export interface Part {
  /** What a person calls it, e.g. `out/main.cjs`. */
  readonly name: string
  /** Files that must exist for the part to be built, from the root. */
  readonly sources: readonly string[]
  readonly build: () => Promise<unknown>
}

export type Built =
  | { readonly kind: 'Built'; readonly name: string; readonly tookMs: number }
  | { readonly kind: 'SourceMissing'; readonly name: string; readonly source: string }
  | { readonly kind: 'Failed'; readonly name: string; readonly reason: string }

export const processPart = (name: string, source: string, options: BuildOptions): Part => ({
  name,
  sources: [source],
  build: () => bundleProcess(options),
})

export const pagePart = (name: string, sources: readonly string[], config: InlineConfig): Part => ({
  name,
  sources,
  build: () => bundlePages({ ...config, configFile: false, logLevel: 'warn' }),
})

async function buildPart(root: string, part: Part): Promise<Built> {
  const { name } = part
  const missing = part.sources.find((source) => !fs.existsSync(path.resolve(root, source)))
  if (missing !== undefined) return { kind: 'SourceMissing', name, source: missing }
  const startedAtMs = performance.now()
  try {
    await part.build()
    return { kind: 'Built', name, tookMs: performance.now() - startedAtMs }
  } catch (error) {
    return { kind: 'Failed', name, reason: error instanceof Error ? error.message : String(error) }
  }
}

export const buildParts = (root: string, parts: readonly Part[]): Promise<readonly Built[]> =>
  Promise.all(parts.map((part) => buildPart(root, part)))

export function describe(built: Built): string {
  switch (built.kind) {
    case 'Built':
      return `build: ${built.name} (${(built.tookMs / 1000).toFixed(1)} s)`
    case 'SourceMissing':
      return `build: ${built.name} NOT BUILT, there is no ${built.source}`
    case 'Failed':
      return `build: ${built.name} FAILED\n${built.reason}`
  }
}
