/**
 * `npm test`: proves everything. Unit tests, then a build, then the tests in the real window; `-- unit` or `-- e2e`
 * picks one, and words after it pick files. The last line is the sum, plain; any failure, and a runner that ran
 * nothing, ends it with 1.
 */
import path from 'node:path'
import { readRuntime } from './setup/electron/runtime.ts'
import { run } from './setup/run.mjs'
import { runE2eTests } from './test/e2e.ts'
import { addTallies, countEmptyAsFailure, nothing, type Tally, tallyLine } from './test/tally.ts'
import { runUnitTests } from './test/unit.ts'

const root = path.join(import.meta.dirname, '..')
const buildTimeoutMs = 5 * 60_000

/** What the runtime says of itself, not what its folder is called. */
async function electronVersion(): Promise<string> {
  const runtime = readRuntime(root)
  if (runtime.kind === 'Missing') return 'missing'
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const asked = await run(path.join(runtime.directory, 'electron'), ['-p', 'process.versions.electron'], {
    env,
  })
  return asked.ok ? `${asked.output.trim()}${runtime.kind === 'StandIn' ? ' (stand-in)' : ''}` : 'unknown'
}

async function buildThenE2e(filters: readonly string[]): Promise<Tally> {
  const built = await run(process.execPath, ['tools/build.ts'], { cwd: root, timeoutMs: buildTimeoutMs })
  if (!built.ok) {
    console.log(built.output)
    return { ...nothing, failed: 1 }
  }
  console.log(`test: the window runs on Electron ${await electronVersion()}`)
  return runE2eTests(root, filters)
}

const runners: Readonly<Record<string, (filters: readonly string[]) => Promise<Tally>>> = {
  unit: (filters) => runUnitTests(root, filters),
  e2e: buildThenE2e,
}

const [only, ...filters] = process.argv.slice(2)

async function testAll(): Promise<Tally | undefined> {
  if (only !== undefined && runners[only] === undefined) return undefined
  let sum = nothing
  for (const [name, runTests] of Object.entries(runners)) {
    if (only !== undefined && only !== name) continue
    const tally = countEmptyAsFailure(await runTests(filters))
    console.log(`test: ${name}: ${tallyLine(tally)}`)
    sum = addTallies(sum, tally)
  }
  return sum
}

const sum = await testAll()
if (sum === undefined) {
  console.error(`test: there is no runner called ${only}; there are ${Object.keys(runners).join(' and ')}`)
} else {
  for (const { test, reason } of sum.skips) console.log(`test: skipped ${test}: ${reason}`)
  for (const { test, why } of sum.failures) console.log(`test: failed ${test}\n${why}`)
  console.log(tallyLine(sum))
}
process.exitCode = sum === undefined || sum.failed > 0 ? 1 : 0
