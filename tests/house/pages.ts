/**
 * The rules for what is written beside the code: a page names only what is there, every decision is in the list a reader
 * begins with, and a room of tests is called as what it tests. Reads names and text; it never judges prose.
 */
import path from 'node:path'
import type { Offence } from './source.ts'

export const decisionsFolder = 'docs/decisions/'
export const decisionsList = `${decisionsFolder}README.md`

/** Where tests lie, and the room whose folders theirs repeat. */
const mirrors = [
  ['tests/server/', 'src-server/'],
  ['tests/domain/', 'domain/'],
  ['tests/sandbox/', 'sandbox/'],
] as const

/** What many tests of a room use. */
const supportFolder = 'support'

const rooms = /^(?:domain|lane|hardware|storage|ui|src-[a-z]+|sandbox|tests|tools|docs)\//

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** Files and the folders they lie in. */
function placesOf(files: readonly string[]): ReadonlySet<string> {
  const folders = files.flatMap((file) =>
    file.split('/').map((_, depth, parts) => parts.slice(0, depth).join('/')),
  )
  return new Set([...files, ...folders])
}

/** Links to files, and paths from the root in a code's type, that lead nowhere. */
export function deadReferences(file: string, text: string, files: readonly string[]): readonly Offence[] {
  const places = placesOf(files)
  const links = [...text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)].map((match) => ({
    match,
    place: path.posix.join(path.posix.dirname(file), match[1] ?? ''),
  }))
  const paths = [...text.matchAll(/`([\w./-]+)`/g)]
    .map((match) => ({ match, place: (match[1] ?? '').replace(/\/$/, '') }))
    .filter(({ place }) => rooms.test(place))
  return [...links, ...paths]
    .filter(({ place }) => !places.has(place))
    .map(({ match, place }) => ({ file, line: lineAt(text, match.index), what: `${place} is not there` }))
}

/** Decisions that the list does not name once, by number, title and file. `pages` are texts by file. */
export function unlistedDecisions(list: string, pages: ReadonlyMap<string, string>): readonly Offence[] {
  return [...pages].flatMap(([file, text]) => {
    const title = text.split('\n', 1)[0]?.replace(/^# /, '') ?? ''
    const entry = `[${title}](${path.posix.basename(file)})`
    const times = list.split(entry).length - 1
    return times === 1 ? [] : [{ file, line: 1, what: `${decisionsList} says ${entry} ${times} times` }]
  })
}

/** Folders of tests that repeat no folder of what they test. */
export function straysAmongTests(files: readonly string[]): readonly Offence[] {
  const places = placesOf(files)
  return mirrors.flatMap(([tests, source]) =>
    files
      .filter((file) => file.startsWith(tests))
      .map((file) => ({ file, room: path.posix.dirname(file.slice(tests.length)) }))
      .filter(({ room }) => room !== '.' && !room.split('/').includes(supportFolder))
      .filter(({ room }) => !places.has(source + room))
      .map(({ file, room }) => ({ file, line: 1, what: `${source}${room} is not there` })),
  )
}
