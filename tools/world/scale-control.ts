/**
 * What a hand can do to the demo's scale, one word each. A word it does not know does nothing.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import { parseKilograms } from '../../domain/weight.ts'
import type { DemoScale } from './scale.ts'

export const scaleWords =
  'a weight in kilograms such as 0.732, remove, wobble, overload, lift, unplug or plug'

/** What came of it, in a sentence; the error says what would have been understood. */
export async function handleScale(
  { plate, plug, unplug }: DemoScale,
  line: string,
): Promise<Result<string, string>> {
  const word = line.trim()
  const grams = parseKilograms(word)
  if (grams !== undefined) {
    plate.put(grams)
    return ok(`${word} kg lie on the scale`)
  }
  switch (word) {
    case 'remove':
      plate.remove()
      return ok('nothing lies on the scale')
    case 'wobble':
      plate.wobble()
      return ok('a hand trembles on the scale')
    case 'overload':
      plate.overload()
      return ok('more than it can bear lies on the scale')
    case 'lift':
      plate.lift()
      return ok('the scale shows less than nothing')
    case 'unplug':
      await unplug()
      return ok('the scale is unplugged')
    case 'plug': {
      const plugged = await plug()
      return plugged.ok ? ok('the scale is plugged in') : err('socat is missing')
    }
  }
  return err(`say ${scaleWords}`)
}
