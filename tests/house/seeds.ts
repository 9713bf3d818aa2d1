/**
 * One offence for each rule, and the same thought put as the house wants it. A rule that lets its offence pass,
 * or blames the proper way, is broken; the house test proves both for every rule before it trusts any.
 */
import * as climate from './climate.ts'
import * as rooms from './rooms.ts'
import * as sizes from './sizes.ts'
import type { Rule } from './source.ts'
import { sqlIsBound } from './sql.ts'
import * as words from './words.ts'

export interface Seed {
  readonly rule: Rule
  /** What the rule says of the project, as the name of a test. */
  readonly name: string
  readonly file: string
  readonly bad: readonly string[]
  readonly good: string
}

const lines = (count: number): string => 'f()\n'.repeat(count)

export const seeds: readonly Seed[] = [
  {
    rule: rooms.roomsKeepToTheirTable,
    name: 'a room imports what it must not hold',
    file: 'src-main/shell/main.ts',
    bad: [
      "import { a } from '../../lane/loop.ts'",
      "import { a } from '../../storage/journal.ts'",
      "import type { A } from '../lane/main.ts'",
      "const a = await import('../../src-server/main.ts')",
      "import { a } from '../../tests/fake.ts'",
    ],
    good: "import { app } from 'electron'\nimport { a } from '../../domain/contract/wire.ts'",
  },
  {
    rule: rooms.roomsKeepToTheirTable,
    name: 'the lane process leans on Electron',
    file: 'src-main/lane/main.ts',
    bad: ["import { app } from 'electron'", "import { a } from '../shell/main.ts'"],
    good: "import { a } from '../../storage/journal.ts'\nimport fs from 'node:fs'",
  },
  {
    rule: rooms.roomsKeepToTheirTable,
    name: 'the rules of the shop use more than a schema library',
    file: 'domain/basket.ts',
    bad: ["import fs from 'node:fs'", "import { a } from 'kysely'", "import { a } from '../lane/loop.ts'"],
    good: "import * as v from 'valibot'\nimport { ok } from './result.ts'",
  },
  {
    rule: rooms.packagesAreDeclared(new Set(['valibot'])),
    name: 'a package is used that package.json does not pin',
    file: 'storage/open.ts',
    bad: ["import { a } from 'left-pad'", "import { a } from '@scope/name/deep'"],
    good: "import * as v from 'valibot'\nimport fs from 'node:fs'",
  },
  {
    rule: rooms.importsNameFiles(new Set(['domain/money.ts'])),
    name: 'a relative import names no file',
    file: 'domain/basket.ts',
    bad: ["import { a } from './money'", "import { a } from './gone.ts'"],
    good: "import { a } from './money.ts'",
  },
  {
    rule: words.typesAreTold,
    name: 'a type is hidden by any, ! or an enum',
    file: 'domain/basket.ts',
    bad: ['let a: any', 'f(a!)', 'enum A { B }'],
    good: 'let a: unknown\nconst b = !a',
  },
  {
    rule: words.switchesAreExhaustive,
    name: 'a switch swallows the cases it does not name',
    file: 'domain/sale/fold.ts',
    bad: ['switch (a) { case 1: break; default: f() }'],
    good: 'switch (a) { case 1: break }',
  },
  {
    rule: words.failuresAreValues,
    name: 'a failure is thrown',
    file: 'lane/loop.ts',
    bad: ['throw new Error("x")', 'const f = () => { throw 1 }'],
    good: 'const f = () => err({ kind: "Gone" })',
  },
  {
    rule: words.exportsAreNamed,
    name: 'an export has no name, or passes through a barrel',
    file: 'ui/button.tsx',
    bad: ['export default 1', "export * from './a.ts'", "export { a } from './a.ts'"],
    good: 'export const a = 1\nexport type { B }',
  },
  {
    rule: words.noIndexFiles,
    name: 'a file is called index',
    file: 'ui/index.ts',
    bad: ['export const a = 1'],
    good: '',
  },
  {
    rule: words.noModuleMocks,
    name: 'a test swaps a module for a mock',
    file: 'tests/lane/loop.test.ts',
    bad: ["vi.mock('./a.ts')", "vi.doMock('./a.ts')", "vi.stubGlobal('fetch', f)"],
    good: 'vi.fn()',
  },
  {
    rule: words.noCheckIsOff,
    name: 'a check is silenced, or one test runs alone',
    file: 'tests/lane/loop.test.ts',
    bad: ['// @ts-ignore\nf()', '// @ts-nocheck', 'it.only("x", f)', 'describe.only("x", f)'],
    good: '// @ts-expect-error: the point of this test\nit("x", f)',
  },
  {
    rule: sizes.filesAreShort,
    name: 'a file is too long to read',
    file: 'lane/loop.ts',
    bad: [lines(sizes.fileLinesMax + 1)],
    good: lines(sizes.fileLinesMax),
  },
  {
    rule: sizes.functionsAreShort,
    name: 'a function is too long to read',
    file: 'lane/loop.ts',
    bad: [
      `function f() {\n${lines(sizes.functionLinesMax)}}`,
      `const f = () => {\n${lines(sizes.functionLinesMax)}}`,
      `const f = { g() {\n${lines(sizes.functionLinesMax)}} }`,
    ],
    good: `describe('x', () => {\n${lines(sizes.functionLinesMax)}})`,
  },
  {
    rule: sizes.filesHaveHeaders,
    name: 'a file does not say what it is for',
    file: 'lane/loop.ts',
    bad: ['export const a = 1', '/** Short. */\nf()', `f()\n/** ${'A header below the code. '.repeat(4)} */`],
    good: '/**\n * Walks the whole trip of a scan, from input to facts to view.\n * Must never hold a rule.\n */\nf()',
  },
  {
    rule: climate.pureRoomsTakeArguments,
    name: 'a rule of the shop asks the world instead of its arguments',
    file: 'domain/sale/decide.ts',
    bad: [
      'Date.now()',
      'new Date()',
      'Math.random()',
      "fetch('x')",
      'setTimeout(f, 1)',
      'async () => { await f() }',
    ],
    good: 'clock.now()\nMath.floor(1.5)\nports.fetch()',
  },
  {
    rule: climate.pureRoomsTakeArguments,
    name: 'the lane asks the world instead of its ports',
    file: 'lane/loop.ts',
    bad: ['new Date()', 'Math.random()', 'setTimeout(f, 1)', "fetch('x')"],
    good: 'async () => { await clock.sleep(1) }',
  },
  {
    rule: sqlIsBound,
    name: 'data is written into SQL',
    file: 'storage/open.ts',
    bad: [
      `db.prepare(\`SELECT * FROM item WHERE gtin = \${gtin}\`)`,
      "db.prepare('SELECT ' + column)",
      `db.exec(\`DELETE FROM item WHERE gtin = \${gtin}\`)`,
      `sql.raw(\`DROP TABLE \${name}\`)`,
    ],
    good: "db.prepare('SELECT * FROM item WHERE gtin = ?')\nparts.exec(line)",
  },
]
