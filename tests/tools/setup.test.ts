/**
 * Setup touches the machine, so its judgements are tested apart from its deeds: what is missing, what is installed
 * already, who holds the lock, which tarball may be opened, which runtime lies here.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { needs, testNeeds, unmet } from '../../tools/setup/debian.mjs'
import { linkRuntime, readRuntime, standInMark, unlinkRuntime } from '../../tools/setup/electron/runtime.ts'
import { unpackVerified } from '../../tools/setup/fetch-package.ts'
import { withLock } from '../../tools/setup/lock.mjs'
import { agrees } from '../../tools/setup/packages.mjs'
import { run } from '../../tools/setup/run.mjs'

let folder = ''
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-tools-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string): string => {
  const file = path.join(folder, name)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
  return file
}

describe('installed packages', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  }
  const a = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }

  it('a package for another platform is not missed', () => {
    expect(agrees(wanted, a)).toBe(true)
  })

  it.each([
    ['another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    [
      'another tarball of the same version',
      { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' } },
    ],
    ['a package nobody asked for', { ...a, 'node_modules/c': { version: '1.0.0' } }],
    ['nothing', {}],
  ])('%s does not pass for what the lock asks', (_what, installed) => {
    expect(agrees(wanted, installed)).toBe(false)
  })
})

describe('system packages', () => {
  const installed = needs.map((names) => `${names.at(-1)} installed`)

  it('a package under its newer name counts', () => {
    expect(unmet(installed.join('\n'))).toEqual([])
  })

  it('a package removed but still configured is missing', () => {
    const text = installed.join('\n').replace('socat installed', 'socat config-files')
    expect(unmet(text)).toEqual([['socat']])
  })

  it('a shop is not asked for what only tests want', () => {
    expect(unmet(installed.join('\n'))).toEqual([])
    expect(unmet(installed.join('\n'), [...needs, ...testNeeds])).toEqual(testNeeds)
  })

  it('where dpkg knows nothing everything is missing', () => {
    expect(unmet('dpkg-query: no packages found')).toEqual(needs)
  })
})

describe('the lock', () => {
  it('two at once do not work at once', async () => {
    const file = path.join(folder, 'lock')
    let inside = 0
    let most = 0
    const work = async (): Promise<boolean> => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 20))
      inside -= 1
      return true
    }
    const done = await Promise.all([withLock(file, work), withLock(file, work), withLock(file, work)])
    expect(done).toEqual([true, true, true])
    expect(most).toBe(1)
    expect(fs.existsSync(file)).toBe(false)
  })

  it('the lock of a process that died does not stop the next', async () => {
    const { pid } = await new Promise<{ pid: number }>((resolve) => {
      run(process.execPath, ['-p', 'process.pid']).then(({ output }) => resolve({ pid: Number(output) }))
    })
    expect(await withLock(write('lock', String(pid)), async () => true)).toBe(true)
  })

  it('a lock that lives is not taken, and waiting for it ends', async () => {
    const file = write('lock', String(process.pid))
    expect(await withLock(file, async () => true, { waitMaxMs: 0 })).toBe('busy')
    expect(fs.existsSync(file)).toBe(true)
  })
})

describe('a pinned tarball', () => {
  const pack = (): string => {
    write('package/hello.txt', 'hello')
    const tarball = path.join(folder, 'a.tgz')
    execFileSync('tar', ['-czf', tarball, '-C', folder, 'package'])
    fs.rmSync(path.join(folder, 'package'), { recursive: true })
    return tarball
  }

  it('with another hash it is refused and nothing of it stays', async () => {
    const unpacked = await unpackVerified(pack(), 'somebody else')
    expect(unpacked).toMatchObject({ ok: false, error: { kind: 'HashDiffers' } })
    expect(fs.readdirSync(folder)).toEqual([])
  })

  it('under its own hash it is opened', async () => {
    const tarball = pack()
    const sha512 = createHash('sha512').update(fs.readFileSync(tarball)).digest('base64')
    expect(await unpackVerified(tarball, sha512)).toEqual({ ok: true, value: path.join(folder, 'package') })
    expect(fs.readFileSync(path.join(folder, 'package', 'hello.txt'), 'utf8')).toBe('hello')
  })
})

describe('the runtime in place', () => {
  const dist = path.join('node_modules', 'electron', 'dist')

  const placeRuntime = (): void => {
    write(path.join(dist, 'electron'), '')
    write(path.join(dist, 'version'), 'v45.4.1\n')
    write(path.join('node_modules', 'electron', 'path.txt'), 'electron')
  }

  it('the stand-in never passes for the official build', () => {
    placeRuntime()
    expect(readRuntime(folder)).toMatchObject({ kind: 'Official', version: '45.4.1' })
    write(path.join(dist, standInMark), '33.2.1-r1')
    expect(readRuntime(folder)).toMatchObject({ kind: 'StandIn', revision: '33.2.1-r1' })
  })

  it('a runtime half there is missing', () => {
    placeRuntime()
    fs.rmSync(path.join(folder, dist, 'electron'))
    expect(readRuntime(folder)).toEqual({ kind: 'Missing' })
  })

  it('taking the link away leaves what other clones use', () => {
    write('node_modules/electron/package.json', '{}')
    const kept = write('cache/electron', '')
    linkRuntime(folder, path.dirname(kept))
    linkRuntime(folder, path.dirname(kept))
    unlinkRuntime(folder)
    expect(fs.existsSync(kept)).toBe(true)
    expect(fs.existsSync(path.join(folder, dist))).toBe(false)
  })
})
