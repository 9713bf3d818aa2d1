/**
 * The cheapest way through a row of parts of known width, each beginning where the one before ends, give or take a
 * little: dynamic programming over positions (Viterbi).
 */

/** What a part costs at each position. */
export interface Part {
  readonly width: number
  readonly cost: Float32Array
}

export interface Chain {
  /** Mean cost of the parts. */
  readonly cost: number
  /** Where each part begins. */
  readonly starts: readonly number[]
}

/** Positions a part may begin before or after the last one's end, and what each such step costs. */
const driftMax = 2
const driftCost = 0.004

const noWay = Number.POSITIVE_INFINITY

interface Step {
  readonly costs: Float32Array
  /** Where the part before began. */
  readonly from: Int16Array
}

/** Adds a part behind every way so far; `offset` is the width of the part before. */
function addPart(ways: Float32Array, part: Part, offset: number): Step {
  const costs = new Float32Array(ways.length).fill(noWay)
  const from = new Int16Array(ways.length)
  for (let at = offset; at < ways.length; at++) {
    for (let drift = -driftMax; drift <= driftMax; drift++) {
      const before = at - offset + drift
      const cost = (ways[before] ?? noWay) + Math.abs(drift) * driftCost + (part.cost[at] ?? 1)
      if (cost >= (costs[at] ?? noWay)) continue
      costs[at] = cost
      from[at] = before
    }
  }
  return { costs, from }
}

/** Needs at least one part; positions are those of the parts' costs. */
export function cheapestChain(parts: readonly Part[]): Chain {
  let ways = parts[0]?.cost ?? new Float32Array(0)
  const steps: Step[] = []
  for (const [index, part] of parts.entries()) {
    if (index === 0) continue
    const step = addPart(ways, part, parts[index - 1]?.width ?? 0)
    steps.push(step)
    ways = step.costs
  }
  let last = 0
  for (let at = 1; at < ways.length; at++) if ((ways[at] ?? noWay) < (ways[last] ?? noWay)) last = at
  const starts = [last]
  for (const { from } of steps.toReversed()) starts.unshift(from[starts[0] ?? 0] ?? 0)
  return { cost: (ways[last] ?? noWay) / parts.length, starts }
}
