/**
 * The second opinion on GS1 data: bwip-js, whose author also wrote GS1's engine. It is an encoder, so it is asked to
 * encode what we accepted; what it refuses as GS1 data we should have refused, and what does not fit a symbol is well.
 */

import bwipjs from 'bwip-js/node'
import type { Gs1Element } from '../../domain/code/gs1/elements.ts'

/** Its words for a refusal, `GS1badMonth`; undefined where it has nothing against the data. */
function opinion(
  symbology: string,
  text: string,
  options: Readonly<Record<string, string>>,
): string | undefined {
  try {
    bwipjs.raw(symbology, text, options)
    return undefined
  } catch (error) {
    return /bwipp\.(GS1\w+)/i.exec(String(error))?.[1]
  }
}

/** A bracket in a value would end it in the notation that the encoder reads. */
export const canBeAsked = (elements: readonly Gs1Element[]): boolean =>
  elements.every(({ value }) => !value.includes('(') && !value.includes('\\'))

/** In a DataMatrix, because there it also asks for the AIs that others need; in GS1-128 it does not. */
export const opinionOnElements = (elements: readonly Gs1Element[]): string | undefined =>
  opinion('gs1datamatrix', elements.map(({ ai, value }) => `(${ai})${value}`).join(''), {})

/** The smallest symbol: the address is judged before it turns out not to fit. */
export const opinionOnLink = (uri: string): string | undefined =>
  opinion('gs1dlqrcode', uri, { version: '1' })

export interface Difference {
  /** Its word for the refusal. */
  readonly refusal: string
  /** Only where one of these AIs is among the elements. */
  readonly ais: readonly string[]
  readonly reason: string
}

const currencies = ['391', '393'].flatMap((family) =>
  Array.from({ length: 10 }, (_, places) => family + places),
)

/** Where we accept what it refuses, with the reason why we are right, or need not be. */
const knownDifferences: readonly Difference[] = [
  {
    refusal: 'GS1unknownPackageType',
    ais: ['7041'],
    reason: 'UN/ECE package types belong to transport; only their form is checked',
  },
  {
    refusal: 'GS1UnknownCurrency',
    ais: currencies,
    reason: 'its list of currencies is older than the one behind GS1’s own cases',
  },
  {
    refusal: 'GS1missingAIs',
    ais: ['03'],
    reason:
      'its table does not yet let a made-to-order GTIN stand where others need a GTIN; the dictionary does',
  },
]

export const differenceOf = (refusal: string, elements: readonly Gs1Element[]): Difference | undefined =>
  knownDifferences.find(
    (known) => known.refusal === refusal && elements.some(({ ai }) => known.ais.includes(ai)),
  )
