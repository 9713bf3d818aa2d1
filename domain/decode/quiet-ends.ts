/**
 * Where a code may begin and end in a profile: where brightness that was even for some modules stops being so. With
 * bars melted together nothing else about a code is as plain as its quiet zones.
 */

/** Modules that must be even; no more fits between some codes and what is printed beside them. */
const evenModules = 5

/** How much of the profile's whole contrast even brightness may show. */
const unrestMax = 0.2

/** Ends beyond these are not looked at; each pair of them costs a try. */
const endsMax = 8

function range(profile: Float32Array, from: number, to: number): number {
  let [darkest, lightest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = from; at < to; at++) {
    const value = profile[at] ?? 0
    darkest = Math.min(darkest, value)
    lightest = Math.max(lightest, value)
  }
  return lightest - darkest
}

/** Where it turns dark after `even` samples that were even. */
function beginnings(profile: Float32Array, even: number): readonly number[] {
  const unrest = range(profile, 0, profile.length) * unrestMax
  const found: number[] = []
  for (let at = even; at < profile.length && found.length < endsMax; at++) {
    const before = profile[at - 1] ?? 0
    if ((profile[at] ?? 0) >= before) continue
    if (range(profile, at - even, at) < unrest && range(profile, at - even, at + 1) >= unrest) found.push(at)
  }
  return found
}

/** Possible first and last bars of a code whose modules are about `modulePx` wide. */
export function quietEnds(profile: Float32Array, modulePx: number) {
  const even = Math.round(evenModules * modulePx)
  return {
    starts: beginnings(profile, even),
    stops: beginnings(profile.toReversed(), even).map((at) => profile.length - at),
  }
}
