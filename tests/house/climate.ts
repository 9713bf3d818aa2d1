/**
 * What the pure rooms must get as arguments: time, randomness, the network. The rules are decided from nothing but
 * their inputs, so that a journal replays to the same sale.
 */
import { Visitor } from 'rolldown/utils'
import { type Offence, offence, type Rule, roomOf } from './source.ts'

const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']
const forbiddenGlobals = ['fetch', 'Date', 'performance', 'crypto', 'process', ...timers]

/** A bare global in the place of a callee or an object: `fetch(…)`, `Date.now`, `new Date`, `Math.random`. */
export const pureRoomsTakeArguments: Rule = (source) => {
  const room = roomOf(source.file)
  if (room !== 'domain' && room !== 'lane') return []
  const offences: Offence[] = []
  const note = (node: { readonly start: number }, what: string): void => {
    offences.push(offence(source, node.start, `${what} in ${room}: take it as an argument`))
  }
  const global = (node: { readonly type: string; readonly start: number; readonly name?: unknown }): void => {
    if (node.type === 'Identifier' && forbiddenGlobals.some((name) => name === node.name))
      note(node, String(node.name))
  }
  new Visitor({
    CallExpression: (node) => global(node.callee),
    NewExpression: (node) => global(node.callee),
    MemberExpression: (node) => {
      global(node.object)
      if (source.text.slice(node.start, node.end) === 'Math.random') note(node, 'Math.random')
    },
    AwaitExpression: (node) => {
      if (room === 'domain') note(node, 'await')
    },
  }).visit(source.parsed.program)
  return offences
}
