/**
 * Walks every world that can be reached in a small scope, once each, and holds it against the laws. Worlds that
 * differ only in the hour are one. Gives how many there were, or the first breach with the way to it.
 */

import { breachesOf, breachesOfEnd, breachesOfMove } from './laws.ts'
import { firstWorld, movesOf, type Scope, type World } from './world.ts'

/** More than this is not small. */
const worldsMax = 2_000_000

/** Longer ago than any wait reaches. */
const longAgo = -40

export interface Exploration {
  readonly worlds: number
  readonly moves: number
  readonly ends: number
  /** Worlds from which no end can be reached. */
  readonly trapped: number
  readonly breach: string | undefined
  readonly way: readonly string[]
}

/** One text for all worlds that will behave alike: times count from now. */
function keyOf({ nowMs, sides, paidBy, budget }: World): string {
  const ago = (ms: number | undefined) => (ms === undefined ? null : Math.max(ms - nowMs, longAgo))
  const parts = sides.map(({ attempt, kind, refund, late, ...side }) => {
    const { timing, dueAtMs, sentAtMs, unwindingSinceMs, unwoundAtMs, payableUntilMs, asks, ...rest } =
      attempt
    return [
      kind,
      Object.values(rest),
      [dueAtMs, sentAtMs, unwindingSinceMs, unwoundAtMs, payableUntilMs].map(ago),
      Math.min(asks, timing.backoffMs.length - 1),
      Object.values(side),
      late,
      refund && [refund.progress.state, ago(refund.progress.dueAtMs), refund.isOut],
    ]
  })
  return JSON.stringify([parts, paidBy, Object.values(budget)])
}

interface Seen {
  readonly world: World
  readonly from: number
  readonly label: string
}

function wayTo(seen: readonly Seen[], last: number): readonly string[] {
  const labels: string[] = []
  for (let at = last; at > 0; at = seen[at]?.from ?? 0) labels.unshift(seen[at]?.label ?? '')
  return labels
}

/** How many worlds cannot reach an end any more. */
function trappedAmong(
  count: number,
  edges: readonly (readonly [number, number])[],
  ends: readonly number[],
): number {
  const before = new Map<number, number[]>()
  for (const [from, to] of edges) {
    const list = before.get(to)
    if (list === undefined) before.set(to, [from])
    else list.push(from)
  }
  const free = new Set(ends)
  const queue = [...ends]
  for (let world = queue.pop(); world !== undefined; world = queue.pop()) {
    for (const from of before.get(world) ?? []) {
      if (free.has(from)) continue
      free.add(from)
      queue.push(from)
    }
  }
  return count - free.size
}

export function explore(scope: Scope): Exploration {
  const first = firstWorld(scope)
  const seen: Seen[] = [{ world: first, from: 0, label: '' }]
  const indexByKey = new Map([[keyOf(first), 0]])
  const edges: [number, number][] = []
  const ends: number[] = []
  const stop = (at: number, breach: string, label?: string): Exploration => ({
    worlds: seen.length,
    moves: edges.length,
    ends: ends.length,
    trapped: 0,
    breach,
    way: [...wayTo(seen, at), ...(label === undefined ? [] : [label])],
  })
  for (let at = 0; at < seen.length && at < worldsMax; at++) {
    const { world } = seen[at] ?? { world: first }
    const moves = movesOf(world, scope)
    if (moves.length === 0) {
      ends.push(at)
      const [breach] = breachesOfEnd(world)
      if (breach !== undefined) return stop(at, breach)
    }
    for (const move of moves) {
      const [breach] = [...breachesOf(move.world), ...breachesOfMove(world, move.world)]
      if (breach !== undefined) return stop(at, breach, move.label)
      const key = keyOf(move.world)
      const known = indexByKey.get(key)
      const to = known ?? seen.length
      if (known === undefined) {
        indexByKey.set(key, to)
        seen.push({ world: move.world, from: at, label: move.label })
      }
      edges.push([at, to])
    }
  }
  if (seen.length >= worldsMax) return stop(0, 'the scope is not small')
  const trapped = trappedAmong(seen.length, edges, ends)
  return { worlds: seen.length, moves: edges.length, ends: ends.length, trapped, breach: undefined, way: [] }
}
