/**
 * A code identified: the one function that the lane calls, on what the shops of a day hold before scanners, beside the
 * bare check of a retail number. Single calls are shorter than the clock can tell, so they are timed in batches.
 */

import { identify } from '../../domain/code/identify.ts'
import { checkDigit, parseRetailCode } from '../../domain/code/retail-code.ts'
import { assert, present } from '../../domain/result.ts'
import { seededFractions } from '../storage/random.ts'
import { type BenchRow, besideRows, percentile, timed } from './figures.ts'

const codesOfEach = 200
const batchCodes = 20
const batches = 20_000

const gs = '\u001d'

interface Shown {
  readonly data: string
  readonly aim?: string
}

interface Kind {
  readonly what: string
  readonly of: (gtin13: string, serial: string) => Shown
}

const kinds: readonly Kind[] = [
  { what: 'an EAN-13 identified', of: (gtin) => ({ data: gtin, aim: ']E0' }) },
  {
    what: 'GTIN, batch, expiry, serial',
    of: (gtin, serial) => ({ data: `010${gtin}1726113010L${serial}${gs}21${serial}`, aim: ']d2' }),
  },
  {
    what: 'a Digital Link of the same',
    of: (gtin, serial) => ({ data: `https://id.gs1.org/01/0${gtin}/10/L${serial}/21/${serial}?17=261130` }),
  },
  { what: 'a price label', of: (_gtin, serial) => labelOf(serial) },
]

function labelOf(serial: string): Shown {
  const body = `2112345${serial.padStart(5, '0').slice(-5)}`
  return { data: body + checkDigit(body), aim: ']E0' }
}

function shown({ of }: Kind): readonly Shown[] {
  const fraction = seededFractions(1)
  return Array.from({ length: codesOfEach }, () => {
    const body = `69${String(Math.floor(fraction() * 1e10)).padStart(10, '0')}`
    return of(body + checkDigit(body), String(Math.floor(fraction() * 1e8)))
  })
}

/** Microseconds of one call, as the middle of its batch. */
function perCall<T>(list: readonly T[], call: (one: T) => boolean): Float64Array {
  const batch = (turn: number): void => {
    for (let at = 0; at < batchCodes; at++) {
      assert(call(present(list[(turn * batchCodes + at) % list.length], 'a code for every turn')), 'known')
    }
  }
  timed(batches / 10, batch)
  return timed(batches, batch).map((us) => us / batchCodes)
}

export async function run(): Promise<readonly BenchRow[]> {
  const [plain] = kinds
  const gtins = plain === undefined ? [] : shown(plain)
  const bare = perCall(gtins, ({ data }) => parseRetailCode(data).ok)
  return kinds.flatMap((kind) => {
    const samples = perCall(shown(kind), (one) => identify(one).kind !== 'unknown')
    const perSecond = 1_000_000 / percentile(samples, 0.5)
    return [
      ...besideRows('µs', { what: kind.what, samples }, { what: 'bare check of an EAN-13', samples: bare }),
      { what: '· so many in a second, one after the other', measure: 'p50', unit: '/s', figure: perSecond },
    ]
  })
}
