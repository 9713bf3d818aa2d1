/**
 * Why a text is no EMVCo merchant-presented code, by name and place. `at` is the path of field numbers, `26.01`; what
 * stood there is never repeated.
 */

type WholeRefusal =
  /** Does not begin with payload format 01. */
  | 'NotMerchantCode'
  | 'TooLong'
  /** Half of a surrogate pair: no text at all. */
  | 'NotUnicode'
  | 'ControlCharacter'
  | 'CrcMissing'
  | 'CrcNotLast'
  | 'CrcMalformed'
  | 'CrcWrong'
  /** Nobody is named who could be paid. */
  | 'AccountMissing'

type PlacedRefusal =
  | 'IdMalformed'
  | 'LengthMalformed'
  | 'EmptyField'
  | 'Truncated'
  | 'DuplicateField'
  | 'ValueTooLong'
  /** The value is not of the kind this field takes. */
  | 'FieldMalformed'
  | 'FieldMissing'
  /** The field stands where the code says that there is none. */
  | 'FieldMisplaced'

export type EmvRefusal =
  | { readonly kind: WholeRefusal }
  | { readonly kind: PlacedRefusal; readonly at: string }
