/**
 * Words of the language the house does without: `any`, `!`, `default:`, `throw`, default exports, barrels, module
 * mocks, switched-off checks. Each offence says what to write instead.
 */
import path from 'node:path'
import { Visitor } from 'rolldown/utils'
import { type Offence, offence, type Rule, roomOf, type Source } from './source.ts'

/** The one file that may stop the program: it holds `assert`. */
const assertFile = 'domain/result.ts'

/** Vite, Vitest, Playwright and rolldown ask their settings for a default export. */
const isConfig = (file: string): boolean => file.endsWith('.config.ts')

type Note = (node: { readonly start: number }, what: string) => void

const gather = (source: Source, look: (note: Note) => Visitor): readonly Offence[] => {
  const offences: Offence[] = []
  look((node, what) => offences.push(offence(source, node.start, what))).visit(source.parsed.program)
  return offences
}

export const typesAreTold: Rule = (source) =>
  gather(
    source,
    (note) =>
      new Visitor({
        TSAnyKeyword: (node) => note(node, 'any: say what it is, or unknown'),
        TSNonNullExpression: (node) => note(node, '!: use present() or handle undefined'),
        TSEnumDeclaration: (node) => note(node, 'enum: use a union of words'),
      }),
  )

export const switchesAreExhaustive: Rule = (source) =>
  gather(
    source,
    (note) =>
      new Visitor({
        SwitchCase: (node) => {
          if (node.test === null) note(node, 'default: name every case, so that a new one does not compile')
        },
      }),
  )

/** Tests may throw: a fake plays a library or a disk that does. */
export const failuresAreValues: Rule = (source) =>
  source.file === assertFile || roomOf(source.file) === 'tests'
    ? []
    : gather(
        source,
        (note) =>
          new Visitor({
            ThrowStatement: (node) => note(node, 'throw: answer a Result, or assert what cannot be'),
          }),
      )

export const exportsAreNamed: Rule = (source) =>
  gather(
    source,
    (note) =>
      new Visitor({
        ExportDefaultDeclaration: (node) => {
          if (!isConfig(source.file)) note(node, 'export default: export by name')
        },
        ExportAllDeclaration: (node) => note(node, 'export *: let others import the file they mean'),
        ExportNamedDeclaration: (node) => {
          if (node.source !== null) note(node, 're-export: let others import the file they mean')
        },
      }),
  )

export const noIndexFiles: Rule = (source) =>
  /^index\.\w+$/.test(path.posix.basename(source.file))
    ? [offence(source, 0, 'index file: name it for what it holds')]
    : []

const mockers = ['mock', 'doMock', 'unmock', 'hoisted', 'stubGlobal']

export const noModuleMocks: Rule = (source) =>
  gather(
    source,
    (note) =>
      new Visitor({
        MemberExpression: (node) => {
          if (node.computed || node.object.type !== 'Identifier' || node.object.name !== 'vi') return
          if (mockers.includes(node.property.name))
            note(node, 'module mock: write another implementation of the port')
        },
      }),
  )

const switchedOff = /@ts-(ignore|nocheck)|eslint-disable/

/** Nothing silences the compiler, and no test is left running alone. */
export const noCheckIsOff: Rule = (source) => [
  ...source.parsed.comments
    .filter(({ value }) => switchedOff.test(value))
    .map(({ start }) => offence(source, start, 'a silenced check: mend the cause')),
  ...gather(
    source,
    (note) =>
      new Visitor({
        MemberExpression: (node) => {
          const { object, property } = node
          if (object.type !== 'Identifier' || !['it', 'test', 'describe'].includes(object.name)) return
          if (property.type === 'Identifier' && property.name === 'only')
            note(node, 'only: the other tests do not run')
        },
      }),
  ),
]
