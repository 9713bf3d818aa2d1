/**
 * SQL is prepared and bound. A statement put together from pieces of data is how a till gets robbed by a bar code,
 * so none is ever handed to the database with something written into it. Tests may: they play the robber.
 */
import { Visitor } from 'rolldown/utils'
import { type Offence, offence, type Rule, roomOf } from './source.ts'

const runners = ['prepare', 'exec', 'raw']

/** `exec` is also a method of regular expressions; only text that begins like a statement counts there. */
const statement = /^\W*(select|insert|update|delete|create|drop|alter|attach|vacuum|replace|with)\b/i

export const sqlIsBound: Rule = (source) => {
  if (roomOf(source.file) === 'tests') return []
  const offences: Offence[] = []
  new Visitor({
    CallExpression: (node) => {
      const { callee } = node
      const [first] = node.arguments
      if (first === undefined || callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier')
        return
      if (!runners.includes(callee.property.name)) return
      const written = source.text.slice(first.start, first.end)
      const interpolated = first.type === 'TemplateLiteral' && first.expressions.length > 0
      const joined = first.type === 'BinaryExpression' && /^['"`]/.test(written)
      if ((interpolated || joined) && (callee.property.name !== 'exec' || statement.test(written))) {
        offences.push(offence(source, first.start, 'SQL with data written into it: bind a parameter'))
      }
    },
  }).visit(source.parsed.program)
  return offences
}
