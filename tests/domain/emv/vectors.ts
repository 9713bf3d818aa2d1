/**
 * Published EMVCo merchant codes, kept beside the project and not in it: reads them, or gives the reason why the tests
 * that need them are skipped.
 */

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { parseJson } from '../../../domain/parse.ts'
import { present } from '../../../domain/result.ts'

const file = path.join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'vectors', 'emv.json')

const schema = v.array(
  v.object({ src: v.string(), payload: v.string(), crc: v.string(), crcOk: v.boolean(), note: v.string() }),
)

export const missing: string | undefined = existsSync(file)
  ? undefined
  : 'EMVCo vectors are not beside the project (../shared/data/vectors)'

export function vectors(): v.InferOutput<typeof schema> {
  if (missing !== undefined) return []
  const read = parseJson(schema, readFileSync(file, 'utf8'))
  return present(read.ok ? read.value : undefined, 'EMVCo vectors have the shape they had')
}
