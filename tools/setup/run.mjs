/**
 * Runs a program to its end and keeps what it said, so that setup speaks only when something failed.
 * A program that cannot be started is an ordinary answer here (`code: null`), never an exception.
 */
import { spawn } from 'node:child_process'

/** Only the tail of a program's output is kept: enough to explain a failure, bounded whatever it prints. */
const outputCharactersMax = 8_000

/**
 * @typedef {{ readonly ok: boolean, readonly code: number | null, readonly output: string }} Ended
 * @typedef {{ readonly cwd?: string, readonly env?: NodeJS.ProcessEnv, readonly timeoutMs?: number }} RunOptions
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<Ended>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output = (output + chunk.toString('utf8')).slice(-outputCharactersMax)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ ok: false, code: null, output: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, code, output }))
  })
}

/** @param {number} startedAtMs as `performance.now()` gave it */
export const secondsSince = (startedAtMs) => `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`
