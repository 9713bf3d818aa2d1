/** The bars of an EAN-13 and UPC-A, a module a character, 1 a bar: GS1 General Specifications §5.2.1.2. */

/** Number set A. Set C is its complement, set B the complement read backwards. */
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

/** The thirty characters: ten of set A, then of set B, then of set C. */
export const characterBits: readonly string[] = [...setA, ...setB, ...setC]

/** Where each set begins among the characters. */
export const setAt = { A: 0, B: 10, C: 20 } as const

/** The sets of the six left characters; the place in the list is the thirteenth digit. */
export const parities: ReadonlyArray<readonly number[]> = [
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
].map((sets) => [...sets].map((set) => (set === 'A' ? setAt.A : setAt.B)))

export const halfCharacters = 6
export const characterModules = 7

/** Modules of the whole, quiet zones left out. */
export const eanModules = 95

/** The guard bars and the module each begins at. */
export const guardBits = [
  { bits: '101', at: 0 },
  { bits: '01010', at: 45 },
  { bits: '101', at: 92 },
] as const

/** The module that a character begins at, 0 to 11 from the left. */
export const characterAt = (index: number): number =>
  index < halfCharacters ? 3 + index * characterModules : 50 + (index - halfCharacters) * characterModules
