/**
 * How long a file and a function may be, and that a file says at its top what it is for. What holds a
 * `describe` is not a function in this sense: it only groups tests.
 */
import { Visitor } from 'rolldown/utils'
import { offence, type Rule } from './source.ts'

export const fileLinesMax = 400
export const functionLinesMax = 70

/** Shorter than this a header says nothing a file's name does not. */
const headerCharactersMin = 40

export const filesAreShort: Rule = (source) => {
  const lines = source.text.trimEnd().split('\n').length
  return lines > fileLinesMax ? [offence(source, 0, `${lines} lines, more than ${fileLinesMax}`)] : []
}

interface Span {
  readonly start: number
  readonly end: number
}

export const functionsAreShort: Rule = (source) => {
  const groups: Span[] = []
  const functions: Span[] = []
  const keep = (node: Span): void => {
    functions.push(node)
  }
  new Visitor({
    CallExpression: (node) => {
      if (/^describe\b/.test(source.text.slice(node.start, node.end))) groups.push(...node.arguments, node)
    },
    FunctionDeclaration: keep,
    FunctionExpression: keep,
    ArrowFunctionExpression: keep,
  }).visit(source.parsed.program)

  return functions.flatMap(({ start, end }) => {
    const lines = source.text.slice(start, end).split('\n').length
    const isGroup = groups.some((group) => start <= group.start && group.end <= end)
    if (lines <= functionLinesMax || isGroup) return []
    return [offence(source, start, `a function of ${lines} lines, more than ${functionLinesMax}`)]
  })
}

export const filesHaveHeaders: Rule = (source) => {
  const first = source.parsed.comments[0]
  const code = source.text.replace(/^#!.*\n/, '').trimStart()
  const says =
    first?.type === 'Block' && code.startsWith('/*') ? first.value.replace(/[\s*]+/g, ' ').trim() : ''
  return says.length >= headerCharactersMin
    ? []
    : [offence(source, 0, 'no module header: two to six lines on what the file is for and must never do')]
}
