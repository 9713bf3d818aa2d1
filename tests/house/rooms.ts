/**
 * The import table: which room may hold which, and which packages the pure rooms may use. Processes and pages
 * never import each other; nobody imports the tests or the tools.
 */
import { importsOf, packageOf } from './imports.ts'
import { type Offence, offence, type Rule, roomOf, type Source } from './source.ts'

const libraries = ['domain', 'lane', 'hardware', 'storage', 'ui'] as const
const programs = ['src-main', 'src-renderer', 'src-server', 'src-web', 'sandbox'] as const

/** A room may always import itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  lane: ['domain'],
  hardware: ['domain'],
  storage: ['domain'],
  ui: ['domain'],
  'src-main': ['domain', 'lane', 'hardware', 'storage'],
  'src-renderer': ['domain', 'ui'],
  'src-server': ['domain', 'lane'],
  'src-web': ['domain', 'ui'],
  sandbox: ['domain'],
  tools: ['domain', 'sandbox', ''],
  tests: [...libraries, ...programs, 'tools', ''],
  '': ['tools'],
}

/** Inside src-main live two processes; what they share lies beside them. */
const processFolders = ['src-main/shell/', 'src-main/lane/'] as const
const shellMayImport = ['domain', 'src-main']

/** Packages of the rooms that must stay pure; a room not named here may use what package.json declares. */
const mayUse: Readonly<Record<string, readonly string[]>> = { domain: ['valibot', 'canonicalize'], lane: [] }

const withoutNode = ['ui', 'src-renderer', 'src-web']

function roomOffence(from: string, to: string): string | undefined {
  const room = roomOf(from)
  const other = roomOf(to)
  if (room !== other && !(mayImport[room] ?? []).includes(other))
    return `${room || 'the root'} may not import ${to}`
  if (from.startsWith('src-main/shell/') && !shellMayImport.includes(other)) {
    return `the shell may not import ${other}: only the lane process holds it`
  }
  const home = processFolders.find((folder) => from.startsWith(folder))
  const away = processFolders.find((folder) => to.startsWith(folder))
  if (home !== undefined && away !== undefined && home !== away) return `${home} may not import ${away}`
  return undefined
}

function packageOffence(from: string, name: string): string | undefined {
  const room = roomOf(from)
  const allowed = mayUse[room]
  if (allowed !== undefined && !allowed.includes(name)) return `${room} may not use ${name}`
  if (name === 'node:' && withoutNode.includes(room)) return `${room} runs in a page and has no Node`
  if (name === 'electron' && !from.startsWith('src-main/shell/') && !/^(tests|tools)\//.test(from)) {
    return 'only src-main/shell may use electron'
  }
  return undefined
}

export const roomsKeepToTheirTable: Rule = (source: Source): readonly Offence[] =>
  importsOf(source).flatMap(({ specifier, offset, file }) => {
    const what =
      file === undefined ? packageOffence(source.file, packageOf(specifier)) : roomOffence(source.file, file)
    return what === undefined ? [] : [offence(source, offset, what)]
  })

/** Every package a file names is one package.json declares, so its version is pinned by us and not by chance. */
export const packagesAreDeclared =
  (declared: ReadonlySet<string>): Rule =>
  (source) =>
    importsOf(source)
      .filter(({ file, specifier }) => file === undefined && packageOf(specifier) !== 'node:')
      .filter(({ specifier }) => !declared.has(packageOf(specifier)))
      .map(({ offset, specifier }) => offence(source, offset, `package.json does not declare ${specifier}`))

/** A relative import names a file that is there, ending and all: Node resolves no more than that. */
export const importsNameFiles =
  (files: ReadonlySet<string>): Rule =>
  (source) =>
    importsOf(source)
      .filter(({ file }) => file !== undefined && !files.has(file))
      .map(({ offset, specifier }) => offence(source, offset, `there is no file ${specifier}`))
