/**
 * Starts one program of the house as a child, waits for the line of JSON in which it says where it is, and ends it by
 * its process id. What it prints otherwise goes to a log file.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type * as v from 'valibot'
import { parseJson } from '../../domain/parse.ts'
import { err, ok, type Result } from '../../domain/result.ts'

const startTimeoutMs = 60_000
const endTimeoutMs = 5_000

export interface Program<T> {
  readonly ready: T
  readonly pid: number
  /** Resolves with the exit code when it ends, by itself or not. */
  readonly ended: Promise<number | null>
  end(): Promise<void>
}

export interface ProgramFailed {
  readonly kind: 'ProgramFailed'
  readonly reason: string
}

interface Options<S extends v.GenericSchema> {
  readonly name: string
  /** A TypeScript file and its arguments, run by this Node. */
  readonly script: string
  readonly args: readonly string[]
  readonly schema: S
  readonly logFile: string
}

async function endChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), endTimeoutMs)
  await ended
  clearTimeout(timer)
}

/** The first line that fits the schema, or why none came. */
function readyLine<S extends v.GenericSchema>(
  child: ChildProcess,
  { name, schema, logFile }: Options<S>,
): Promise<Result<v.InferOutput<S>, ProgramFailed>> {
  const failed = (reason: string) => err<ProgramFailed>({ kind: 'ProgramFailed', reason })
  return new Promise((resolve) => {
    if (!child.stdout) return resolve(failed(`${name} has no output`))
    const timer = setTimeout(() => resolve(failed(`${name} is not ready; see ${logFile}`)), startTimeoutMs)
    const settle = (outcome: Result<v.InferOutput<S>, ProgramFailed>) => {
      clearTimeout(timer)
      resolve(outcome)
    }
    createInterface(child.stdout).on('line', (line) => {
      const parsed = parseJson(schema, line)
      if (parsed.ok) settle(ok(parsed.value))
    })
    child.once('error', (error) => settle(failed(`${name} did not start: ${error.message}`)))
    child.once('exit', (code) => settle(failed(`${name} ended with ${code}; see ${logFile}`)))
  })
}

export async function startProgram<S extends v.GenericSchema>(
  options: Options<S>,
): Promise<Result<Program<v.InferOutput<S>>, ProgramFailed>> {
  const child = spawn(process.execPath, [options.script, ...options.args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const log = createWriteStream(options.logFile, { flags: 'a' })
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log)
  const ready = await readyLine(child, options)
  if (ready.ok && child.pid !== undefined) {
    return ok({ ready: ready.value, pid: child.pid, ended, end: () => endChild(child, ended) })
  }
  if (child.exitCode === null && child.pid !== undefined) await endChild(child, ended)
  return ready.ok ? err({ kind: 'ProgramFailed', reason: `${options.name} ended at once` }) : ready
}
