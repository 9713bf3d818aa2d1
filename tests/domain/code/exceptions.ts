/**
 * The official cases on which we differ, by name, each with its reason. What is listed here must differ: a case that
 * comes to agree fails the test until it is taken off the list.
 */

export interface Exception {
  readonly call: string
  /** Its arguments, as the case has them. */
  readonly args: string
  readonly reason: string
}

export const engineExceptions: readonly Exception[] = [
  {
    call: 'test_parseDLuri',
    args: '[true,"https://a/gtin/12312312312333/ser/ABC123","^011231231231233321ABC123"]',
    reason: 'words in place of AIs were withdrawn from the standard; the engine reads them only when told to',
  },
  {
    call: 'test_parseDLuri',
    args: '[true,"https://example.com/01/09520123456788?99=XYZ&89=ABC123","^010952012345678899XYZ^89ABC123"]',
    reason: 'AIs that do not exist are never let through; the engine reads them only when told to',
  },
]

/** Cases of the engine that no till has a use for. */
export const engineCallsLeftOut: Readonly<Record<string, string>> = {
  test_existsInAIdata: 'a search in the engine, without a counterpart here',
  test_errMarkup: 'how the engine marks an error for people',
  test_URIescape: 'a till writes no Digital Links',
  test_testGenerateDLuri: 'a till writes no Digital Links',
  test_testGenerateScanData: 'a till makes no symbols',
}

/** Checks of which only the form is looked at, because the list behind them is none of a till's business. */
export const lintersLeftOut: Readonly<Record<string, string>> = {
  linter: 'a check of the test program itself',
  packagetype: 'UN/ECE package types belong to transport; only their form is checked',
  gcppos1: 'the official case needs the list of all company prefixes, and tells what is said without it',
  gcppos2: 'the official case needs the list of all company prefixes, and tells what is said without it',
}

/** Official errors that come from the list of company prefixes, which is not in any store. */
export const errorsLeftOut: Readonly<Record<string, string>> = {
  GS1_LINTER_INVALID_GCP_PREFIX: 'needs the list of all company prefixes',
}
