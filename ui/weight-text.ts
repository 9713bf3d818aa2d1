/** Limits of weight as people say them: `40 g`, `15 kg`, `1.5 kg`. What was weighed is always written to the gram. */

import { formatKilograms } from '../domain/weight.ts'

export const limitText = (grams: number): string =>
  grams < 1_000 ? `${grams} g` : `${formatKilograms(grams).replace(/\.?0+$/, '')} kg`
