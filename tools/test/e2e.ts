/**
 * Runs the tests in the real window with Playwright, on a virtual display where there is none, and counts them from
 * its JSON report.
 */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { openDisplay } from '../world/display.ts'
import { type Failure, failureOf, nothing, type Skip, type Tally } from './tally.ts'

/**
 * Holds a kiosk upright and one lying, and is as large as neither: Chromium takes a pixel from a window that is
 * exactly as large as a display without a window manager.
 */
const screen = '1920x1920x24'
const e2eTimeoutMs = 40 * 60_000

const annotation = v.object({ type: v.string(), description: v.optional(v.string()) })
const result = v.object({ errors: v.array(v.object({ message: v.optional(v.string()) })) })
const test = v.object({
  status: v.string(),
  annotations: v.array(annotation),
  results: v.optional(v.array(result)),
})
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

function failuresOf({ title, file, tests }: v.InferOutput<typeof spec>): readonly Failure[] {
  return tests
    .filter(({ status }) => status === 'unexpected' || status === 'flaky')
    .map(({ results }) => {
      const messages = (results ?? []).flatMap(({ errors }) => errors.map(({ message }) => message ?? ''))
      return failureOf(`${file} > ${title}`, messages.join('\n'))
    })
}

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
        return { test: `${file} > ${title}`, reason: reason ?? 'no reason given' }
      }),
  )
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skips,
    failures: specsOf(suites).flatMap(failuresOf),
  }
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

async function runPlaywright(
  root: string,
  filters: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const child = spawn(process.execPath, [cli, 'test', '--reporter=list,json', ...filters], {
    cwd: root,
    env,
    stdio: 'inherit',
    timeout: e2eTimeoutMs,
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })
}

export async function runE2eTests(root: string, filters: readonly string[]): Promise<Tally> {
  const report = path.join(root, 'test-results', 'report.json')
  fs.rmSync(report, { force: true })
  const display = await openDisplay(process.platform === 'linux' ? process.env['DISPLAY'] : 'own', screen)
  if (!display.ok) {
    console.log('test: there is no display, and no Xvfb for a virtual one')
    return { ...nothing, failed: 1 }
  }
  const env = { ...process.env, DISPLAY: display.value.name, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const passed = await runPlaywright(root, filters, env)
  await display.value.end()
  const tally = tallyOfReport(readReport(report))
  return passed || tally.failed > 0 ? tally : { ...tally, failed: 1 }
}
