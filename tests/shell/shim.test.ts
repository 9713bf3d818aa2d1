/**
 * The shim where it holds the lane in its own process: what Electron's next majors will run, while the window tests
 * here may run on an Electron whose Node is too old for it.
 */

import { fork } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildShellApp } from '../e2e/support/shell-app.ts'

const harness = path.join(import.meta.dirname, 'fixtures', 'inline-shim.cjs')

let folder = ''

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-inline-'))
})

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

test('a lane inside the shim gets commands and shows views as a lane outside does', async () => {
  await buildShellApp(folder)
  const child = fork(harness, [path.join(folder, 'out', 'shim.cjs')], { env: { SCANWAY_DATA: folder } })
  const heard: unknown[] = []
  const count = (page: number): unknown => ({ page: { count: page, pid: child.pid } })
  await new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.on('message', (message) => {
      heard.push(message)
      if (JSON.stringify(message) === JSON.stringify(count(1))) child.kill()
    })
  })
  expect(heard).toContainEqual({ main: { op: 'alive', pid: child.pid } })
  expect(heard.filter((message) => JSON.stringify(message).includes('page'))).toEqual([count(0), count(1)])
})
