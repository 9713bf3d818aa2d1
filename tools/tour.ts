/**
 * `npm run tour`: one whole trip by itself through the real window, in both languages and both shapes of kiosk, with
 * a picture of every screen. `-- zh-CN` or `-- landscape` takes a part of it.
 */

import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { openDisplay } from './world/display.ts'
import { root } from './world/places.ts'

/** Wide and high enough for both shapes of kiosk. */
const tourScreen = '1920x1920x24'

async function tour(): Promise<number> {
  const built = spawnSync(process.execPath, ['tools/build.ts'], { cwd: root, encoding: 'utf8' })
  if (built.status !== 0) {
    console.error(built.stdout + built.stderr)
    return 1
  }
  const display = await openDisplay(process.env['DISPLAY'], tourScreen)
  if (!display.ok) {
    console.error('tour: there is no display, and no Xvfb for a virtual one: install xvfb')
    return 1
  }
  const [filter] = process.argv.slice(2)
  const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const only = filter === undefined ? [] : ['--grep', filter]
  const args = [cli, 'test', '--config', 'tests/tour/playwright.config.ts', '--reporter=list', ...only]
  const env = { ...process.env, DISPLAY: display.value.name }
  const ran = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env })
  await display.value.end()
  return ran.status ?? 1
}

process.exitCode = await tour()
