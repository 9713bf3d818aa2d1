/**
 * The rules that need all files at once: no circle of imports, and nothing exported that nobody uses.
 */
import { importsOf } from './imports.ts'
import { type Offence, offence, roomOf, type Source } from './source.ts'

type Graph = ReadonlyMap<string, readonly string[]>

/** What each file needs when it runs; inside `domain` types count too, because its arrows have one direction. */
function graphOf(sources: readonly Source[]): Graph {
  return new Map(
    sources.map((source) => {
      const needed = importsOf(source).filter(
        ({ typesOnly }) => !typesOnly || roomOf(source.file) === 'domain',
      )
      return [source.file, needed.flatMap(({ file }) => (file === undefined ? [] : [file]))]
    }),
  )
}

/** Each circle once, as the files along it. */
export function circles(sources: readonly Source[]): readonly string[] {
  const graph = graphOf(sources)
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file)
    if (at >= 0) found.push([...trail.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  return found
}

/** Files that a tool reads by their name. */
const readByTools = /^[^/]+\.config\.ts$/

/** Values exported that no other file imports: dead code, or a file's own affair. Types are left alone. */
export function unusedExports(sources: readonly Source[]): readonly Offence[] {
  const taken = new Map<string, Set<string>>()
  for (const { file, names } of sources.flatMap(importsOf)) {
    if (file === undefined) continue
    taken.set(file, new Set([...(taken.get(file) ?? []), ...names]))
  }
  return sources
    .filter(({ file }) => !readByTools.test(file))
    .flatMap((source) => {
      const names = taken.get(source.file) ?? new Set()
      if (names.has('*')) return []
      return source.parsed.module.staticExports
        .flatMap(({ entries }) => entries)
        .flatMap(({ isType, exportName: { name }, start }) => {
          if (isType || name === null || names.has(name)) return []
          return [offence(source, start, `nobody else uses ${name}`)]
        })
    })
}
