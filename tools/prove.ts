/**
 * `npm run prove -- SUBJECT [--seed N] [--runs N]`: the long proofs, for as long as there is time. `spine` simulates
 * days of a whole store under faults and crashes and stops at the first that breaks a rule; `storage` kills selling
 * lanes, `--runs` times, and cuts their power; `payments` lets shoppers pay at both platforms under every trouble and
 * asks the bank's ledger; `codes` asks a second opinion on made and spoilt codes. Every failure
 * prints what replays it.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { tallyLine } from './test/tally.ts'
import { runUnitTests } from './test/unit.ts'

const root = path.join(import.meta.dirname, '..')
const usage =
  'prove: say spine, payments, codes or storage [--seed N] [--runs N]; the first three also [--budget SECONDS], payments [--threads N]'

const killsDefault = '3000'
/** Inputs sold under the tracer, and cuts tried at each file operation: more than twice the everyday test's. */
const powerInputs = '50'
const powerSubsets = '3'

/** Some proofs are programs of the tests': they need everything, and nobody may import them. */
const proveBy =
  (...program: readonly string[]) =>
  (options: readonly string[]): Promise<number> => {
    const file = path.join(root, 'tests', ...program)
    const child = spawn(process.execPath, [file, ...options], { cwd: root, stdio: 'inherit' })
    return new Promise((resolve) => {
      child.on('error', () => resolve(1))
      child.on('close', (code) => resolve(code ?? 1))
    })
  }

function optionOf(options: readonly string[], name: string, otherwise: string): string {
  const at = options.indexOf(name)
  return (at < 0 ? undefined : options[at + 1]) ?? otherwise
}

async function proveStorage(options: readonly string[]): Promise<number> {
  process.env['SCANWAY_KILLS'] = optionOf(options, '--runs', killsDefault)
  process.env['SCANWAY_SEED'] = optionOf(options, '--seed', '1')
  process.env['SCANWAY_POWER_INPUTS'] = powerInputs
  process.env['SCANWAY_POWER_SUBSETS'] = powerSubsets
  const tally = await runUnitTests(root, ['tests/storage/crash', 'tests/storage/power-cut'])
  for (const { test, reason } of tally.skips) console.log(`prove: skipped ${test}: ${reason}`)
  console.log(`prove: storage: ${tallyLine(tally)}`)
  return tally.failed > 0 || tally.passed === 0 ? 1 : 0
}

const proofs: Readonly<Record<string, (options: readonly string[]) => Promise<number>>> = {
  spine: proveBy('sim', 'prove.ts'),
  codes: proveBy('prove', 'codes.ts'),
  payments: proveBy('prove', 'payments', 'prove.ts'),
  storage: proveStorage,
}

const [subject = '', ...options] = process.argv.slice(2)
const prove = proofs[subject]
if (prove === undefined) console.error(usage)
process.exitCode = prove === undefined ? 1 : await prove(options)
