/**
 * The verifier of a price or weight inside an in-store number: one digit over four or five others, apart from the check
 * digit of the whole (GS1 General Specifications §7.9.2 to §7.9.4). A scale that skips it lets a misread price pass.
 */

/** What a digit weighs, by the names of the standard: 2−, 3, 5+ and 5−. */
const twoMinus = [0, 2, 4, 6, 8, 9, 1, 3, 5, 7] as const
const three = [0, 3, 6, 9, 2, 5, 8, 1, 4, 7] as const
const fivePlus = [0, 5, 1, 6, 2, 7, 3, 8, 4, 9] as const
const fiveMinus: readonly number[] = [0, 5, 9, 4, 8, 3, 7, 2, 6, 1]

type Weighing = readonly number[]

const fourDigits: readonly Weighing[] = [twoMinus, twoMinus, three, fiveMinus]
const fiveDigits: readonly Weighing[] = [fivePlus, twoMinus, fiveMinus, fivePlus, twoMinus]

const weigh = (digits: string, weighings: readonly Weighing[]): number =>
  weighings.reduce((sum, weighing, at) => sum + (weighing[Number(digits[at])] ?? 0), 0)

/** The verifier of four or five digits; undefined for any other number of them, which have none. */
export function priceVerifier(digits: string): string | undefined {
  if (digits.length === 4) return String((weigh(digits, fourDigits) * 3) % 10)
  if (digits.length !== 5) return undefined
  const complement = (10 - (weigh(digits, fiveDigits) % 10)) % 10
  return String(fiveMinus.indexOf(complement))
}
