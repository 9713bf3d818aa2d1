/**
 * Builds the shell around a page and a lane of a few lines each, into a folder of its own. What the shell promises
 * must hold whatever page and lane it is given, so it is tried on the smallest ones.
 */

import fs from 'node:fs'
import path from 'node:path'
import { build } from 'rolldown'

const root = path.join(import.meta.dirname, '..', '..', '..')
const fixtures = path.join(root, 'tests', 'shell', 'fixtures')

const sources = {
  main: path.join(root, 'src-main', 'shell', 'main.ts'),
  preload: path.join(root, 'src-main', 'shell', 'preload.ts'),
  shim: path.join(root, 'src-main', 'shell', 'shim.ts'),
  lane: path.join(fixtures, 'lane.ts'),
} as const

export async function buildShellApp(folder: string): Promise<void> {
  const out = path.join(folder, 'out')
  for (const [name, input] of Object.entries(sources)) {
    await build({
      cwd: root,
      input,
      platform: 'node',
      external: [/^node:/, 'electron'],
      output: { file: path.join(out, `${name}.cjs`), format: 'cjs', codeSplitting: false },
      logLevel: 'warn',
    })
  }
  fs.mkdirSync(path.join(out, 'page'))
  fs.copyFileSync(path.join(fixtures, 'page.html'), path.join(out, 'page', 'index.html'))
  fs.copyFileSync(path.join(fixtures, 'page.js'), path.join(out, 'page', 'page.js'))
  const program = { name: 'scanway-shell-fixture', version: '0.0.0', main: 'out/main.cjs' }
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(program))
}
