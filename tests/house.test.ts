/**
 * The house's law, as far as a program can hold it: who may import whom, how long things may be, which words the
 * language has that we do without. Every rule is first shown an offence it must see and a proper way it must let
 * pass; then it reads the whole project.
 */
import { describe, expect, it } from 'vitest'
import { messagesByLanguage } from '../ui/messages/messages.ts'
import { circles, unusedExports } from './house/graph.ts'
import { loosePackages, strayWordsIn, type Versions } from './house/manifest.ts'
import {
  deadReferences,
  decisionsFolder,
  decisionsList,
  straysAmongTests,
  unlistedDecisions,
} from './house/pages.ts'
import { importsNameFiles, packagesAreDeclared } from './house/rooms.ts'
import { type Seed, seeds } from './house/seeds.ts'
import {
  isCode,
  type Offence,
  parseSource,
  projectFiles,
  type Rule,
  readProjectFile,
  type Source,
} from './house/source.ts'

const files = projectFiles()
const sources = files.filter(isCode).map((file) => parseSource(file, readProjectFile(file)))

const manifest: Readonly<Record<string, Versions | undefined>> = JSON.parse(readProjectFile('package.json'))
const versions: Versions = {
  ...manifest['dependencies'],
  ...manifest['devDependencies'],
  ...manifest['optionalDependencies'],
}

const show = (offences: readonly Offence[]): readonly string[] =>
  offences.map(({ file, line, what }) => `${file}:${line} ${what}`)

/** The seeds bind their own small world where a rule needs to know one; the project gets its own. */
const worldly: Readonly<Record<string, Rule>> = {
  'a package is used that package.json does not pin': packagesAreDeclared(new Set(Object.keys(versions))),
  'a relative import names no file': importsNameFiles(new Set(files)),
}

describe('every rule can fail', () => {
  it.each(seeds)('the rule sees it when $name', ({ rule, file, bad }: Seed) => {
    for (const text of bad) expect(rule(parseSource(file, text)), text).not.toEqual([])
  })

  it.each(seeds)('the rule lets the proper way pass where $name', ({ rule, file, good }: Seed) => {
    const proper = good === '' ? 'ui/button.ts' : file
    expect(show(rule(parseSource(proper, good)))).toEqual([])
  })

  it('an offence is told with its own line', () => {
    const [seed] = seeds.filter(({ name }) => name.startsWith('a failure'))
    expect(seed?.rule(parseSource('lane/a.ts', 'f()\n\nthrow 1'))).toEqual([
      { file: 'lane/a.ts', line: 3, what: expect.stringContaining('throw') },
    ])
  })
})

describe('in this project', () => {
  it('the rules read something', () => {
    expect(sources.length).toBeGreaterThan(20)
  })

  it.each(sources.filter(({ parsed }) => parsed.errors.length > 0))(
    '$file does not parse',
    ({ parsed }: Source) => {
      expect(parsed.errors).toEqual([])
    },
  )

  const once = seeds.filter(({ rule }, at) => seeds.findIndex((seed) => seed.rule === rule) === at)
  it.each(once)('nowhere $name', ({ name, rule }: Seed) => {
    expect(show(sources.flatMap(worldly[name] ?? rule))).toEqual([])
  })

  it('no circle of imports closes', () => {
    const around = [
      parseSource('domain/a.ts', "import { b } from './b.ts'"),
      parseSource('domain/b.ts', "import type { A } from './a.ts'"),
    ]
    expect(circles(around)).toHaveLength(1)
    expect(circles(sources)).toEqual([])
  })

  it('no code lies here that nobody uses', () => {
    const dead = [
      parseSource('ui/a.ts', 'export const a = 1'),
      parseSource('ui/b.ts', "import { b } from './a.ts'"),
    ]
    expect(unusedExports(dead)).toHaveLength(1)
    expect(show(unusedExports(sources))).toEqual([])
  })

  it('no dependency floats between versions', () => {
    expect(loosePackages({ a: '^1.0.0', b: 'latest', c: '1.x', d: '1.2.3', e: '1.2.3-rc.1' })).toHaveLength(3)
    expect(loosePackages(versions)).toEqual([])
  })

  it('no text names a path or host of one machine', () => {
    expect(strayWordsIn('a.md', `see ${['', 'work', 'main'].join('/')}`)).toHaveLength(1)
    expect(strayWordsIn('a.md', 'see src-web/work/main')).toEqual([])
    const texts = files.filter((file) =>
      /\.(ts|tsx|mjs|js|json|md|yml|css|html|sql|sh)$|(^|\/)run$/.test(file),
    )
    expect(show(texts.flatMap((file) => strayWordsIn(file, readProjectFile(file))))).toEqual([])
  })

  it('no page names what is not there', () => {
    const known = ['docs/a.md', 'lane/loop.ts']
    expect(deadReferences('docs/a.md', 'see [b](b.md) and `lane/gone.ts`', known)).toHaveLength(2)
    const proper = '[a](a.md#part), [loop](../lane/loop.ts), [out](https://x.example), `lane/`, `npm test`'
    expect(deadReferences('docs/a.md', proper, known)).toEqual([])
    const pages = files.filter((file) => file.endsWith('.md'))
    expect(show(pages.flatMap((file) => deadReferences(file, readProjectFile(file), files)))).toEqual([])
  })

  it('no decision is missing from the list of them', () => {
    const page = new Map([[`${decisionsFolder}0001-a.md`, '# 1. A road\n']])
    expect(unlistedDecisions('- [1. Another road](0001-a.md)', page)).toHaveLength(1)
    expect(unlistedDecisions('- [1. A road](0001-a.md): it was short.', page)).toEqual([])
    const written = files.filter((file) => file.startsWith(decisionsFolder) && file !== decisionsList)
    const texts = new Map(written.map((file) => [file, readProjectFile(file)]))
    expect(show(unlistedDecisions(readProjectFile(decisionsList), texts))).toEqual([])
  })

  it('no room of tests stands where nothing is tested', () => {
    const known = [
      'src-server/wechat/keys.ts',
      'tests/server/wechat/keys.test.ts',
      'tests/server/support/rig.ts',
    ]
    expect(straysAmongTests([...known, 'tests/server/wexin/keys.test.ts'])).toHaveLength(1)
    expect(straysAmongTests(known)).toEqual([])
    expect(show(straysAmongTests(files))).toEqual([])
  })

  it('no language misses a text that another has', () => {
    const keysOf = (value: object, at = ''): readonly string[] =>
      Object.entries(value).flatMap(([key, inner]) =>
        typeof inner === 'object' && inner !== null ? keysOf(inner, `${at}${key}.`) : [`${at}${key}`],
      )
    expect(keysOf({ a: { b: '' }, c: '' })).toEqual(['a.b', 'c'])
    const { 'zh-CN': chinese, ...others } = messagesByLanguage
    expect(keysOf(chinese).length).toBeGreaterThan(20)
    for (const other of Object.values(others))
      expect([...keysOf(other)].sort()).toEqual([...keysOf(chinese)].sort())
  })
})
