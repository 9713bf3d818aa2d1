/**
 * Runs the tests in the real window with Playwright, under a virtual display where there is none, and counts them
 * from its JSON report.
 */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { nothing, type Skip, type Tally } from './tally.ts'

/** A kiosk stands upright. */
const screen = '1080x1920x24'
const e2eTimeoutMs = 40 * 60_000

const annotation = v.object({ type: v.string(), description: v.optional(v.string()) })
const test = v.object({ status: v.string(), annotations: v.array(annotation) })
const spec = v.object({ title: v.string(), file: v.string(), tests: v.array(test) })

interface Suite {
  readonly specs: readonly v.InferOutput<typeof spec>[]
  readonly suites?: readonly Suite[] | undefined
}

const suite: v.GenericSchema<Suite> = v.object({
  specs: v.array(spec),
  suites: v.optional(v.array(v.lazy(() => suite))),
})

const reportSchema = v.object({
  suites: v.array(suite),
  errors: v.array(v.unknown()),
  stats: v.object({ expected: v.number(), unexpected: v.number(), flaky: v.number() }),
})

const specsOf = (suites: readonly Suite[]): Suite['specs'] =>
  suites.flatMap(({ specs, suites: inner }) => [...specs, ...specsOf(inner ?? [])])

/** A flaky test is a failure here: it failed once, and a shopper does not get a second try. */
export function tallyOfReport(json: unknown): Tally {
  const report = v.safeParse(reportSchema, json)
  if (!report.success) return { ...nothing, failed: 1 }
  const { suites, errors, stats } = report.output
  const skips: readonly Skip[] = specsOf(suites).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => {
        const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description
        return { test: `tests/e2e/${file} > ${title}`, reason: reason ?? 'no reason given' }
      }),
  )
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skips }
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** The command line, behind a virtual display when this machine has none. */
function commandLine(args: readonly string[], env: NodeJS.ProcessEnv): readonly [string, readonly string[]] {
  const hasDisplay = process.platform !== 'linux' || env['DISPLAY'] !== undefined
  if (hasDisplay) return [process.execPath, args]
  return ['xvfb-run', ['-a', '-s', `-screen 0 ${screen}`, process.execPath, ...args]]
}

export async function runE2eTests(root: string, filters: readonly string[]): Promise<Tally> {
  const report = path.join(root, 'test-results', 'report.json')
  fs.rmSync(report, { force: true })
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const [command, args] = commandLine([cli, 'test', '--reporter=list,json', ...filters], process.env)
  const child = spawn(command, [...args], {
    cwd: root,
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    stdio: 'inherit',
    timeout: e2eTimeoutMs,
  })
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null))
    child.on('close', resolve)
  })
  const tally = tallyOfReport(readReport(report))
  return code === 0 || tally.failed > 0 ? tally : { ...tally, failed: 1 }
}
