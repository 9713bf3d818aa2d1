/**
 * The project's own files as the house's rules see them: text, tree, comments, imports. Reads what git tracks or
 * would track, so that what is ignored cannot hide an offence and what is built cannot cause one.
 */
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { type ParseResult, parseSync } from 'rolldown/utils'

const root = path.join(import.meta.dirname, '..', '..')

/** One file of code, parsed. `file` is its path from the root, with forward slashes. */
export interface Source {
  readonly file: string
  readonly text: string
  readonly parsed: ParseResult
}

export interface Offence {
  readonly file: string
  readonly line: number
  readonly what: string
}

/** A rule looks at one file and names what breaks it. */
export type Rule = (source: Source) => readonly Offence[]

export const parseSource = (file: string, text: string): Source => ({
  file,
  text,
  parsed: parseSync(file, text, { sourceType: 'module' }),
})

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** An offence at an offset of the source's text. */
export const offence = (source: Source, offset: number, what: string): Offence => ({
  file: source.file,
  line: lineAt(source.text, offset),
  what,
})

/** Every file of the project, tracked or new, that exists; from the root. */
export function projectFiles(): readonly string[] {
  const listing = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  const files = new Set(listing.split('\0').filter((file) => file !== ''))
  return [...files].filter((file) => fs.existsSync(path.join(root, file))).sort()
}

export const readProjectFile = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8')

export const isCode = (file: string): boolean => /\.(ts|tsx|mjs|js)$/.test(file)

/** The first folder, or `''` for a file that lies at the root. */
export const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : '')
