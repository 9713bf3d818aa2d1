/**
 * The conformance kit: cases as data, one JSON a line in `cases/`, and the judge. A case gives a line of the protocol
 * (or raw text where the line itself is wrong) and the fields its answer must have; an answer may say more. Knows
 * nothing of the till that answers.
 */

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { parseData, parseJson } from '../../domain/parse.ts'
import { assert } from '../../domain/result.ts'

const caseSchema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)),
  input: v.record(v.string(), v.unknown()),
  expect: v.record(v.string(), v.unknown()),
})

/** `data` too long to be written in a file: `text`, `times` over. */
const repeatSchema = v.strictObject({ text: v.string(), times: v.pipe(v.number(), v.integer()) })

export interface Case {
  readonly group: string
  readonly name: string
  /** The line to send. */
  readonly line: string
  readonly expected: Readonly<Record<string, unknown>>
}

const folder = path.join(import.meta.dirname, 'cases')

function lineOf({ repeat, raw, ...input }: Readonly<Record<string, unknown>>): string {
  if (typeof raw === 'string') return raw
  const repeated = parseData(repeatSchema, repeat)
  return JSON.stringify(
    repeated.ok ? { data: repeated.value.text.repeat(repeated.value.times), ...input } : input,
  )
}

function casesOf(file: string): readonly Case[] {
  const lines = readFileSync(path.join(folder, file), 'utf8').trim().split('\n')
  return lines.map((line, at) => {
    const read = parseJson(caseSchema, line)
    assert(read.ok, `${file}, line ${at + 1} is a case`)
    const { name, input, expect } = read.value
    return { group: path.basename(file, '.jsonl'), name, line: lineOf(input), expected: expect }
  })
}

export const readCases = (): readonly Case[] => readdirSync(folder).sort().flatMap(casesOf)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether the answer says at least what is expected, at every depth. */
function says(answer: unknown, expected: unknown): boolean {
  if (!isRecord(expected)) return answer === expected
  return isRecord(answer) && Object.entries(expected).every(([name, value]) => says(answer[name], value))
}

export interface Verdict {
  readonly case: Case
  readonly answer: string
  readonly isRight: boolean
}

export function judge(given: Case, answer: string | undefined): Verdict {
  const read = parseJson(v.unknown(), answer ?? '')
  return { case: given, answer: answer ?? '', isRight: read.ok && says(read.value, given.expected) }
}
