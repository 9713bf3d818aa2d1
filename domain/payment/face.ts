/** What can come of a look into a face terminal's camera, beside a face. No money has moved in any of these. */

/** What the shopper is told, because they did not do it themselves. */
export const notSeenReasons = [
  /** Somebody was seen whom the wallet does not know, or not surely enough. */
  'notRecognised',
  /** Nobody was seen in time. */
  'timedOut',
  /** The terminal is not heard. */
  'terminalLost',
  /** The terminal, its provider or the way to either does not let anybody look now. */
  'unavailable',
] as const

export type NotSeen = (typeof notSeenReasons)[number]

/** `cancelled`: the shopper ended it, at the terminal or at the kiosk. */
export const faceRefusals = [...notSeenReasons, 'cancelled'] as const

export type FaceRefusal = (typeof faceRefusals)[number]
