/**
 * Asks Electron's own installer for the official runtime. Where the download host cannot be reached the installer
 * fails quickly; the failure is remembered for a day, so that not every start waits for it again.
 */
import fs from 'node:fs'
import path from 'node:path'
import { run } from '../run.mjs'
import { cacheDirectory, declaredVersion, readRuntime, unlinkRuntime } from './runtime.ts'

const installTimeoutMs = 300_000
const retryAfterMs = 24 * 3_600_000

const attemptFile = (root: string, env: NodeJS.ProcessEnv): string =>
  path.join(cacheDirectory(env), `official-${declaredVersion(root)}-unreachable`)

export function hasOfficial(root: string): boolean {
  const runtime = readRuntime(root)
  return runtime.kind === 'Official' && runtime.version === declaredVersion(root)
}

/** True when the last failed attempt is so recent that another is not worth its time. */
export function failedLately(root: string, env: NodeJS.ProcessEnv, nowMs: number): boolean {
  const file = attemptFile(root, env)
  return fs.existsSync(file) && nowMs - fs.statSync(file).mtimeMs < retryAfterMs
}

/** True when the declared version lies in node_modules/electron/dist afterwards. */
export async function installOfficial(root: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  // The installer would extract through a link into whatever it points to, or trust an override.
  unlinkRuntime(root)
  const { ELECTRON_OVERRIDE_DIST_PATH: _override, ...plainEnv } = env
  const installer = path.join(root, 'node_modules', 'electron', 'install.js')
  await run(process.execPath, [installer], { env: plainEnv, timeoutMs: installTimeoutMs })
  if (hasOfficial(root)) {
    fs.rmSync(attemptFile(root, env), { force: true })
    return true
  }
  unlinkRuntime(root)
  fs.mkdirSync(cacheDirectory(env), { recursive: true })
  fs.writeFileSync(attemptFile(root, env), '')
  return false
}
