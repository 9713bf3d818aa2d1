/**
 * What `npm run check` holds the code to, as data, and how each is run. Every check ends by itself or by its limit.
 */
import path from 'node:path'
import { run } from '../setup/run.mjs'
import { olderElectronProject } from './electron-33.ts'

const checkTimeoutMs = 120_000

export type Verdict =
  | { readonly kind: 'Passed' }
  | { readonly kind: 'Failed'; readonly output: string }
  | { readonly kind: 'Skipped'; readonly reason: string }

export interface Check {
  readonly name: string
  readonly run: (root: string) => Promise<Verdict>
}

/** Runs a tool of node_modules/.bin on the root. */
async function tool(root: string, name: string, args: readonly string[]): Promise<Verdict> {
  const command = path.join(root, 'node_modules', '.bin', name)
  const ended = await run(command, args, { cwd: root, timeoutMs: checkTimeoutMs })
  return ended.ok ? { kind: 'Passed' } : { kind: 'Failed', output: ended.output.trim() }
}

async function againstOlderElectron(root: string): Promise<Verdict> {
  const project = await olderElectronProject(root, process.env)
  if (!project.ok) return { kind: 'Skipped', reason: project.error }
  return tool(root, 'tsc', ['-p', project.value])
}

export const checks: readonly Check[] = [
  { name: 'types of every room', run: (root) => tool(root, 'tsc', ['-b']) },
  { name: 'types against Electron 33', run: againstOlderElectron },
  { name: 'lint and format', run: (root) => tool(root, 'biome', ['check', '.']) },
  { name: 'the house', run: (root) => tool(root, 'vitest', ['run', 'tests/house.test.ts']) },
]
