/**
 * GS1's own test cases and dictionary, kept beside the project and not in it: reads them, or gives the reason why the
 * tests that need them are skipped.
 */

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { parseJson } from '../../../domain/parse.ts'
import { present } from '../../../domain/result.ts'

const folder = path.join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'vectors')
const casesFile = path.join(folder, 'gs1.json')
const dictionaryFile = path.join(folder, 'gs1-syntax-dictionary.txt')

const engineCase = v.object({
  call: v.string(),
  args: v.array(v.union([v.string(), v.boolean(), v.null()])),
  flags: v.record(v.string(), v.boolean()),
})

const linterCase = v.object({
  linter: v.string(),
  pass_: v.boolean(),
  data: v.string(),
  err: v.nullable(v.string()),
})

const casesSchema = v.object({ engine: v.array(engineCase), linters: v.array(linterCase) })

export type EngineCase = v.InferOutput<typeof engineCase>
export type LinterCase = v.InferOutput<typeof linterCase>

/** Why there is nothing to test against, printed with the skipped tests. */
export const missing: string | undefined = [casesFile, dictionaryFile].every((file) => existsSync(file))
  ? undefined
  : 'GS1 test cases are not beside the project (../shared/data/vectors)'

export function officialCases(): v.InferOutput<typeof casesSchema> {
  if (missing !== undefined) return { engine: [], linters: [] }
  const cases = parseJson(casesSchema, readFileSync(casesFile, 'utf8'))
  return present(cases.ok ? cases.value : undefined, 'GS1 test cases have the shape they had')
}

export interface DictionaryEntry {
  readonly from: string
  readonly to: string
  readonly flags: string
  readonly parts: readonly string[]
  readonly attributes: readonly string[]
  readonly title: string
}

const entryLine = /^(\d{2,4})(?:-(\d{2,4}))?\s+([*?]+\s+)?(.*)$/

export function officialDictionary(): readonly DictionaryEntry[] {
  if (missing !== undefined) return []
  return readFileSync(dictionaryFile, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, from, to, flags = '', rest = ''] = entryLine.exec(line) ?? []
      if (from === undefined) return []
      const titleAt = rest.search(/(?:^|\s)# /)
      const [body, title] =
        titleAt < 0 ? [rest, ''] : [rest.slice(0, titleAt), rest.slice(titleAt).replace(/^\s*# /, '')]
      const words = body.trim().split(/\s+/)
      return {
        from,
        to: to ?? from,
        flags: flags.trim(),
        parts: words.filter((word) => /^\[?[NXYZ](\.\.)?\d/.test(word)),
        attributes: words.filter((word) => /^(req|ex|dlpkey)/.test(word)),
        title: title.trim(),
      }
    })
}
