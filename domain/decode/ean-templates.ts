/**
 * What the parts of an EAN-13 look like through a blurred lens: bars smeared by a Gaussian, with the modules that
 * the symbology puts beside them. Patterns after GS1 General Specifications §5.2.1.2.
 */

/** Samples a module wide. */
export const perModule = 4

/** Number set A, a module a character, 1 a bar. Set C is its complement, set B the complement read backwards. */
const setA = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
] as const

const complement = (bits: string): string => bits.replace(/[01]/g, (bit) => (bit === '0' ? '1' : '0'))
const reversed = (bits: string): string => [...bits].reverse().join('')

const setC = setA.map(complement)
const setB = setC.map(reversed)

/** Which of the six left characters come from set B; the place in the list is the thirteenth digit. */
export const parities: readonly string[] = [
  'AAAAAA',
  'AABABB',
  'AABBAB',
  'AABBBA',
  'ABAABB',
  'ABBAAB',
  'ABBBAA',
  'ABABAB',
  'ABABBA',
  'ABBABA',
]

/** A shape to be found: its samples, free of mean and scale, and how many of them lie before its own modules. */
export interface Template {
  readonly samples: Float32Array
  readonly before: number
}

/** Beyond this many deviations a Gaussian is nothing. */
const reach = 3

/** `bits` smeared by `sigma` modules, light is high. Beyond its ends the pattern continues as it ends. */
function blurred(bits: string, sigma: number): Float32Array {
  const taps = Math.ceil(sigma * perModule * reach)
  const weights = Array.from({ length: 2 * taps + 1 }, (_, at) =>
    Math.exp(-0.5 * ((at - taps) / (sigma * perModule)) ** 2),
  )
  return Float32Array.from({ length: bits.length * perModule }, (_, at) => {
    let light = 0
    for (const [tap, weight] of weights.entries()) {
      const module = Math.floor((at + tap - taps) / perModule)
      if (bits[Math.min(bits.length - 1, Math.max(0, module))] === '0') light += weight
    }
    return light
  })
}

function normalised(samples: Float32Array): Float32Array {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length
  const norm = Math.hypot(...samples.map((sample) => sample - mean))
  return samples.map((sample) => (sample - mean) / norm)
}

interface Neighbours {
  readonly left: string
  readonly right: string
  /** Modules of them that belong to the shape. */
  readonly keepLeft: number
  readonly keepRight: number
}

function template(bits: string, { left, right, keepLeft, keepRight }: Neighbours, sigma: number): Template {
  const all = blurred(left + bits + right, sigma)
  const before = keepLeft * perModule
  const from = left.length * perModule - before
  const until = (left.length + bits.length + keepRight) * perModule
  return { samples: normalised(all.slice(from, until)), before }
}

export interface EanTemplates {
  readonly start: Template
  readonly middle: Template
  readonly end: Template
  readonly A: readonly Template[]
  readonly B: readonly Template[]
  readonly C: readonly Template[]
}

const half = { keepLeft: 0.5, keepRight: 0.5 }

/** Four modules of light must be seen before the first bar and behind the last. */
const quiet = '0000'

/** The shapes at a blur of `sigma` modules. Left characters follow a bar and precede a space, right ones the reverse. */
export const eanTemplates = (sigma: number): EanTemplates => ({
  start: template('101', { left: quiet, right: '0', keepLeft: quiet.length, keepRight: 0.5 }, sigma),
  middle: template('01010', { left: '1', right: '1', ...half }, sigma),
  end: template('101', { left: '0', right: quiet, keepLeft: 0.5, keepRight: quiet.length }, sigma),
  A: setA.map((bits) => template(bits, { left: '01', right: '00', ...half }, sigma)),
  B: setB.map((bits) => template(bits, { left: '01', right: '00', ...half }, sigma)),
  C: setC.map((bits) => template(bits, { left: '00', right: '10', ...half }, sigma)),
})
