/**
 * Where scanners put what they read in their HID reports, as data: models differ in offsets, not in ideas.
 * Record real reports of a new model before adding a layout; a guess here reads wrong codes.
 */

/** A bar code scanner page report (USB HID POS usage tables, usage page 0x8C, usage 2), first byte the report id. */
export interface PosLayout {
  readonly kind: 'pos'
  readonly reportId: number
  readonly lengthAt: number
  readonly dataAt: number
  readonly dataBytesMax: number
  /** Where the three characters of the AIM identifier stand, in scanners that send one. */
  readonly aimAt?: number
  /** The byte, and the bit in it, that says the code goes on in the next report. */
  readonly moreAt: number
  readonly moreMask: number
}

/** A boot keyboard report (USB HID 1.11, appendix B.1): modifiers, a reserved byte, the keys that are down. */
export interface KeyboardLayout {
  readonly kind: 'keyboard'
  readonly modifiersAt: number
  readonly keysAt: number
  readonly keysCount: number
}

export type HidLayout = PosLayout | KeyboardLayout

export const posLayout: PosLayout = {
  kind: 'pos',
  reportId: 0x02,
  lengthAt: 1,
  dataAt: 2,
  dataBytesMax: 61,
  moreAt: 63,
  moreMask: 0x01,
}

/** As `posLayout`, for scanners that put the AIM identifier before the data. */
export const posAimLayout: PosLayout = { ...posLayout, aimAt: 2, dataAt: 5, dataBytesMax: 56 }

export const keyboardLayout: KeyboardLayout = { kind: 'keyboard', modifiersAt: 0, keysAt: 2, keysCount: 6 }
