/**
 * A checkout scale as the lane's driver meets it: a plate with buttons for what hands do to it, and the answers it
 * gives in the CAS ECR protocol. Written from the protocol's description and apart from the driver, which it tries.
 */

/** After a change the display runs for this long before it lies still; the standard's stability time is 500 ms. */
export const settleMs = 500

/** The greatest load and nine divisions: beyond it a scale shows bars (OIML R 76, 3.9.1). */
const overloadGrams = 15_045

/** A number that is added to every answer's block check, to spoil it: 0 for an honest scale. */
type Spoil = number

export interface Plate {
  put(grams: number): void
  remove(): void
  /** A hand on the plate: it never lies still until something else is done to it. */
  wobble(): void
  overload(): void
  /** A tared container was taken away. */
  lift(): void
  /** The scale declines to say a weight, as some do while they start. */
  decline(): void
  /** Spoils the block check of its answers from now on, or mends it. */
  spoil(isSpoilt: boolean): void
  /** What the scale says to these bytes: nothing to what it does not know. */
  answer(bytes: Uint8Array): Uint8Array
}

type Load =
  | { readonly kind: 'lies'; readonly grams: number; readonly sinceMs: number; readonly fromGrams: number }
  | { readonly kind: 'wobbles'; readonly grams: number }
  | { readonly kind: 'over' }
  | { readonly kind: 'lifted' }
  | { readonly kind: 'declines' }

const wobbleGrams = 24

/** Status, sign and grams as the display shows them at this moment. */
function shown(load: Exclude<Load, { kind: 'declines' }>, nowMs: number): readonly [string, string, number] {
  switch (load.kind) {
    case 'over':
      return ['U', 'F', 0]
    case 'lifted':
      return ['S', '-', 120]
    case 'wobbles':
      return ['U', ' ', load.grams + (Math.floor(nowMs / 100) % wobbleGrams)]
    case 'lies': {
      const share = Math.min(1, (nowMs - load.sinceMs) / settleMs)
      const grams = Math.round(load.fromGrams + (load.grams - load.fromGrams) * share)
      return [share < 1 ? 'U' : 'S', ' ', grams]
    }
  }
}

function weightAnswer(load: Exclude<Load, { kind: 'declines' }>, nowMs: number, spoil: Spoil): Uint8Array {
  const [status, sign, grams] = shown(load, nowMs)
  const kilograms = (grams / 1_000).toFixed(3).padStart(6, '0')
  const text = Buffer.from(`${status}${sign}${kilograms}kg`, 'latin1')
  const check = text.reduce((sum, byte) => sum ^ byte, spoil)
  return Buffer.from([0x01, 0x02, ...text, check, 0x03, 0x04])
}

/** `nowMs` is any monotonic clock. */
export function createPlate(nowMs: () => number): Plate {
  let load: Load = { kind: 'lies', grams: 0, sinceMs: Number.NEGATIVE_INFINITY, fromGrams: 0 }
  let spoil: Spoil = 0

  const gramsNow = (): number => (load.kind === 'lies' || load.kind === 'wobbles' ? load.grams : 0)
  const lay = (grams: number): void => {
    const lies: Load = { kind: 'lies', grams, sinceMs: nowMs(), fromGrams: gramsNow() }
    load = grams > overloadGrams ? { kind: 'over' } : lies
  }

  function answerTo(byte: number): readonly number[] {
    if (byte === 0x05) return [load.kind === 'declines' ? 0x15 : 0x06]
    if (byte !== 0x11 || load.kind === 'declines') return []
    return [...weightAnswer(load, nowMs(), spoil)]
  }

  return {
    put: lay,
    remove: () => lay(0),
    wobble: () => {
      load = { kind: 'wobbles', grams: gramsNow() }
    },
    overload: () => {
      load = { kind: 'over' }
    },
    lift: () => {
      load = { kind: 'lifted' }
    },
    decline: () => {
      load = { kind: 'declines' }
    },
    spoil: (isSpoilt) => {
      spoil = isSpoilt ? 0x01 : 0
    },
    answer: (bytes) => Uint8Array.from([...bytes].flatMap(answerTo)),
  }
}
