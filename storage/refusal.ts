/**
 * Why a lane's file is not opened, and the sentence a person reads about it. A refused file is left as it was: it
 * may be the only copy of sales nobody else holds.
 */

/** The disk, or SQLite on it, did not do what it was asked. */
export type DiskRefusal = { readonly kind: 'DiskFailed'; readonly reason: string }

export type OpenRefusal =
  | { readonly kind: 'CannotOpen'; readonly path: string; readonly reason: string }
  | { readonly kind: 'InUse'; readonly path: string }
  | { readonly kind: 'OtherProgram'; readonly path: string }
  | { readonly kind: 'FromFuture'; readonly path: string; readonly found: number; readonly known: number }
  | { readonly kind: 'Damaged'; readonly path: string; readonly reason: string }
  | {
      readonly kind: 'PragmaRefused'
      readonly path: string
      readonly name: string
      readonly wanted: string
      readonly found: string
    }

export type JournalRefusal =
  | OpenRefusal
  | { readonly kind: 'OtherLane'; readonly path: string; readonly found: string; readonly wanted: string }
  | { readonly kind: 'EpochBehind'; readonly path: string; readonly found: number; readonly wanted: number }

export function refusalSentence(refusal: JournalRefusal): string {
  const { path } = refusal
  switch (refusal.kind) {
    case 'CannotOpen':
      return `${path} cannot be opened: ${refusal.reason}.`
    case 'InUse':
      return `${path} is in use: another lane process holds it. Only one may run on a file.`
    case 'OtherProgram':
      return `${path} belongs to another program. It was left as it is.`
    case 'FromFuture':
      return `${path} was written by a newer Scanway (format ${refusal.found}, this one knows ${refusal.known}). Update this lane.`
    case 'Damaged':
      return `${path} is damaged: ${refusal.reason}. It was left as it is.`
    case 'PragmaRefused':
      return `${path} refuses a setting that keeps sales safe: ${refusal.name} is ${refusal.found}, not ${refusal.wanted}.`
    case 'OtherLane':
      return `${path} is the journal of lane ${refusal.found}, not of lane ${refusal.wanted}.`
    case 'EpochBehind':
      return `${path} has reached epoch ${refusal.found}; this lane was told to begin epoch ${refusal.wanted}.`
  }
}
