/**
 * `npm run bench`: our figures beside the least that the same work needs, in one run and one table. `-- NAME` picks
 * one. It builds the kiosk first and always measures on a virtual display, so that frames come evenly.
 */

import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { openDisplay } from './world/display.ts'
import { root } from './world/places.ts'

/** Larger than the kiosk: a window as large as a display without a window manager loses a pixel. */
const screen = '1920x1920x24'

async function bench(names: readonly string[]): Promise<number> {
  const built = spawnSync(process.execPath, ['tools/build.ts'], { cwd: root, encoding: 'utf8' })
  if (built.status !== 0) {
    console.error(built.stdout + built.stderr)
    return 1
  }
  const display = await openDisplay(undefined, screen)
  if (!display.ok) {
    console.error('bench: there is no Xvfb for a virtual display: install xvfb')
    return 1
  }
  const ran = spawnSync(process.execPath, [path.join('tests', 'bench', 'all.ts'), ...names], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DISPLAY: display.value.name },
  })
  await display.value.end()
  return ran.status ?? 1
}

process.exitCode = await bench(process.argv.slice(2))
