/**
 * The way through every wall: text or data from outside becomes a typed value, or a refusal that says where it went
 * wrong, without repeating what it said.
 */

import * as v from 'valibot'
import { err, ok, type Result } from './result.ts'

export interface Malformed {
  readonly kind: 'Malformed'
  readonly reason: string
}

const malformed = (reason: string) => err<Malformed>({ kind: 'Malformed', reason })

/** Names the first place that does not fit, by path and expectation; never the value found there. */
function firstIssue(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const [issue] = issues
  const path = v.getDotPath(issue) ?? 'value'
  return `${path}: expected ${issue.expected ?? issue.type}`
}

export function parseData<S extends v.GenericSchema>(
  schema: S,
  data: unknown,
): Result<v.InferOutput<S>, Malformed> {
  const parsed = v.safeParse(schema, data, { abortEarly: true })
  return parsed.success ? ok(parsed.output) : malformed(firstIssue(parsed.issues))
}

export function parseJson<S extends v.GenericSchema>(
  schema: S,
  text: string,
): Result<v.InferOutput<S>, Malformed> {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return malformed('not JSON')
  }
  return parseData(schema, data)
}
