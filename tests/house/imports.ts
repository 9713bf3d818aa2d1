/**
 * What a file imports, from its syntax: relative ones as project paths, packages by their names. Shared by the
 * rules about rooms and by those about the graph.
 */
import path from 'node:path'
import type { Source } from './source.ts'

export interface Import {
  /** As written. */
  readonly specifier: string
  readonly offset: number
  /** The file a relative import means, from the root; undefined for a package. */
  readonly file: string | undefined
  /** Names taken; `*` for all of them. */
  readonly names: readonly string[]
  readonly typesOnly: boolean
}

/** Where `./x.ts?url`, written in `from`, points. */
function target(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined
  return path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, ''))
}

export function importsOf(source: Source): readonly Import[] {
  const { staticImports, dynamicImports } = source.parsed.module
  const fixed = staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    offset: moduleRequest.start,
    file: target(source.file, moduleRequest.value),
    names: entries.map(
      ({ importName }) => importName.name ?? (importName.kind === 'Default' ? 'default' : '*'),
    ),
    typesOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }))
  const dynamic = dynamicImports.flatMap(({ moduleRequest }) => {
    const written = source.text.slice(moduleRequest.start, moduleRequest.end)
    if (!/^['"].*['"]$/.test(written)) return []
    const specifier = written.slice(1, -1)
    const file = target(source.file, specifier)
    return [{ specifier, offset: moduleRequest.start, file, names: ['*'], typesOnly: false }]
  })
  return [...fixed, ...dynamic]
}

/** `@scope/name/deep` → `@scope/name`; `node:fs` → `node:`. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:'
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}
