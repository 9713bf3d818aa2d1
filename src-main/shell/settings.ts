/**
 * What main reads from its environment, checked once. Main uses little of it itself; the lane's settings are handed
 * on as they are, and nothing else of the environment is.
 */

import path from 'node:path'
import * as v from 'valibot'
import { err, ok, type Result } from '../../domain/result.ts'

const windowSize = v.pipe(
  v.string(),
  v.regex(/^\d{3,4}x\d{3,4}$/, 'SCANWAY_TEST_WINDOW must be like 1080x1920'),
  v.transform((text) => {
    const [width = 0, height = 0] = text.split('x').map(Number)
    return { width, height }
  }),
)

const environmentSchema = v.object({
  SCANWAY_DATA: v.optional(
    v.pipe(v.string(), v.check(path.isAbsolute, 'SCANWAY_DATA must be an absolute path')),
  ),
  SCANWAY_TEST_WINDOW: v.optional(windowSize),
})

export interface Settings {
  readonly data: string
  readonly windowSize: { readonly width: number; readonly height: number } | undefined
}

export interface BadSetting {
  readonly kind: 'BadSetting'
  readonly sentence: string
}

type Environment = Readonly<Record<string, string | undefined>>

export function readSettings(env: Environment, dataDefault: string): Result<Settings, BadSetting> {
  const parsed = v.safeParse(environmentSchema, env)
  if (!parsed.success) return err({ kind: 'BadSetting', sentence: parsed.issues[0].message })
  const { SCANWAY_DATA, SCANWAY_TEST_WINDOW } = parsed.output
  return ok({ data: SCANWAY_DATA ?? dataDefault, windowSize: SCANWAY_TEST_WINDOW })
}

const handedOn: ReadonlySet<string> = new Set(['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'SYSTEMROOT', 'TEMP'])

/** What the lane is started with. `LD_PRELOAD`, `NODE_OPTIONS` and their kind end here. */
export function laneEnvironment(env: Environment, data: string): Record<string, string> {
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && (name.startsWith('SCANWAY_') || handedOn.has(name))
      ? [[name, value] as const]
      : [],
  )
  return { ...Object.fromEntries(kept), SCANWAY_DATA: data }
}
