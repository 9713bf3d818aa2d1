/**
 * `npm run check`: types, lint, format and the house's law, side by side, each reported with its time. Ends with
 * a failure when any of them failed. Changes no file of the project.
 */
import path from 'node:path'
import { type Check, checks, type Verdict } from './check/checks.ts'
import { secondsSince } from './setup/run.mjs'

const root = path.join(import.meta.dirname, '..')

function describe(name: string, took: string, verdict: Verdict): string {
  switch (verdict.kind) {
    case 'Passed':
      return `check: ${name}: ok (${took})`
    case 'Skipped':
      return `check: ${name}: SKIPPED, ${verdict.reason}`
    case 'Failed':
      return `check: ${name}: FAILED (${took})\n${verdict.output}\n`
  }
}

async function perform(check: Check): Promise<boolean> {
  const startedAtMs = performance.now()
  const verdict = await check.run(root)
  console.log(describe(check.name, secondsSince(startedAtMs), verdict))
  return verdict.kind !== 'Failed'
}

const passed = await Promise.all(checks.map(perform))
process.exitCode = passed.every(Boolean) ? 0 : 1
