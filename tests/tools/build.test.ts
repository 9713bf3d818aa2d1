/**
 * The build must name what it did not build, and packaging must take nothing but the official Electron.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { processBundle } from '../../rolldown.config.ts'
import { buildParts, pagePart, processPart, describe as tell } from '../../tools/build/build-all.ts'
import { packagingRefusal } from '../../tools/build/package-kiosk.ts'
import { kioskPage } from '../../vite.config.ts'

let folder = ''
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'scanway-build-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string): void => fs.writeFileSync(path.join(folder, name), text)

const bundle = (source: string) =>
  processPart('out.cjs', source, {
    ...processBundle({ source, bundle: 'out.cjs' }),
    cwd: folder,
    output: { file: path.join(folder, 'out.cjs'), format: 'cjs', codeSplitting: false },
    logLevel: 'silent',
  })

describe('a build', () => {
  it('a process becomes one CommonJS file that leaves Electron and native modules outside', async () => {
    write('part.ts', "export const part: string = 'inside'")
    write('main.ts', "import { app } from 'electron'\nimport { part } from './part.ts'\napp.setName(part)")
    const built = await buildParts(folder, [bundle('main.ts')])
    expect(built.map(tell)).toEqual([expect.stringMatching(/^build: out\.cjs \(/)])
    const text = fs.readFileSync(path.join(folder, 'out.cjs'), 'utf8')
    expect(text).toContain('require("electron")')
    expect(text).toContain('"inside"')
  })

  it('a source that is missing is not left out silently', async () => {
    const built = await buildParts(folder, [bundle('gone.ts')])
    expect(built).toEqual([{ kind: 'SourceMissing', name: 'out.cjs', source: 'gone.ts' }])
    expect(built.map(tell).join()).toContain('NOT BUILT, there is no gone.ts')
  })

  it('a source that is broken fails with its reason', async () => {
    write('main.ts', 'const = 1')
    const built = await buildParts(folder, [bundle('main.ts')])
    expect(built).toMatchObject([{ kind: 'Failed', reason: expect.stringContaining('main.ts') }])
  })

  it('a page keeps its files apart, because its policy forbids data: addresses', async () => {
    write('index.html', '<link rel="stylesheet" href="./a.css"><script type="module" src="./a.ts"></script>')
    write('a.css', 'body { background: url(./dot.svg) }')
    write('dot.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
    write('a.ts', 'document.title = "a"')
    const outDir = path.join(folder, 'out')
    const config = { ...kioskPage, root: folder, build: { ...kioskPage.build, outDir } }
    const built = await buildParts(folder, [pagePart('out', ['index.html'], config)])
    expect(built).toMatchObject([{ kind: 'Built' }])
    const names = fs.readdirSync(path.join(outDir, 'assets')).map((name) => path.extname(name))
    expect(names.sort()).toEqual(['.css', '.js', '.svg'])
    const page = fs.readFileSync(path.join(outDir, 'index.html'), 'utf8')
    expect(page).toContain('src="./assets/')
    expect(page).not.toMatch(/<script(?![^>]*src)/)
  })
})

describe('packaging', () => {
  const directory = '/anywhere'

  it('the stand-in is never packaged', () => {
    const standIn = { kind: 'StandIn', version: '33.2.1', directory, revision: '33.2.1-r1' } as const
    expect(packagingRefusal(standIn, '45.4.1')).toContain('official Electron 45.4.1 only')
  })

  it('nor is a version package.json does not declare, nor none', () => {
    expect(packagingRefusal({ kind: 'Official', version: '44.0.0', directory }, '45.4.1')).toContain('44.0.0')
    expect(packagingRefusal({ kind: 'Missing' }, '45.4.1')).toContain('not installed')
  })

  it('the official one of the declared version is', () => {
    expect(packagingRefusal({ kind: 'Official', version: '45.4.1', directory }, '45.4.1')).toBeUndefined()
  })
})
