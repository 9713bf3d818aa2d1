/**
 * What EAN-13 characters look like through a blurred lens: each character's bars smeared by a Gaussian, with the
 * modules that the symbology puts beside it. Patterns after GS1 General Specifications §5.2.1.2.
 */

/** Samples a module wide. */
export const perModule = 4

/** Samples of the neighbours on either side that belong to a template. */
export const beside = 2

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

/** Which of the six left characters come from set B tells the thirteenth digit. */
export const parities = [
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
] as const

/** A shape to be found: its samples, free of mean and scale, and where its own modules begin among them. */
export interface Template {
  readonly samples: Float32Array
  readonly before: number
}

/** Modules of light in front of the first guard and behind the last that must be seen. */
const quietModules = 4

/** Beyond this many deviations a Gaussian is nothing. */
const reach = 3

/** `bits` smeared by `sigma` modules. Beyond its ends the pattern continues as it ends. */
function blurred(bits: string, sigma: number): Float32Array {
  const taps = Math.ceil(sigma * perModule * reach)
  const weights = Array.from({ length: 2 * taps + 1 }, (_, at) =>
    Math.exp(-0.5 * ((at - taps) / (sigma * perModule)) ** 2),
  )
  const last = bits.length - 1
  return Float32Array.from({ length: bits.length * perModule }, (_, at) => {
    let sum = 0
    for (const [tap, weight] of weights.entries()) {
      const module = Math.floor((at + tap - taps) / perModule)
      if (bits[Math.min(last, Math.max(0, module))] === '0') sum += weight
    }
    return sum
  })
}

function normalised(samples: Float32Array): Float32Array {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length
  const norm = Math.hypot(...samples.map((sample) => sample - mean))
  return samples.map((sample) => (sample - mean) / norm)
}

/** `bits` between neighbours; of those only the nearest samples are kept, or all where `quiet` says so. */
function template(left: string, bits: string, right: string, sigma: number): Template {
  const all = blurred(left + bits + right, sigma)
  const before = left.length > quietModules - 1 ? left.length * perModule : beside
  const after = right.length > quietModules - 1 ? right.length * perModule : beside
  const from = left.length * perModule - before
  const samples = all.slice(from, all.length - (right.length * perModule - after))
  return { samples: normalised(samples), before }
}

export interface EanTemplates {
  readonly start: Template
  readonly middle: Template
  readonly end: Template
  readonly A: readonly Template[]
  readonly B: readonly Template[]
  readonly C: readonly Template[]
}

const quiet = '0'.repeat(quietModules)

/** The shapes at a blur of `sigma` modules. Left characters begin light after a bar, right ones dark after a space. */
export const eanTemplates = (sigma: number): EanTemplates => ({
  start: template(quiet, '101', '0', sigma),
  middle: template('1', '01010', '1', sigma),
  end: template('0', '101', quiet, sigma),
  A: setA.map((bits) => template('01', bits, '00', sigma)),
  B: setB.map((bits) => template('01', bits, '00', sigma)),
  C: setC.map((bits) => template('00', bits, '10', sigma)),
})
