/**
 * Charges that are held on their way until somebody has ended their order: the race in which an unwinding overtakes
 * the payment it unwinds. A number that was ended already lets its charge through at once.
 */

const holdsMax = 1_000
/** Numbers whose end is remembered; beyond this the oldest is forgotten. */
const endedMax = 1_000

export interface Holds {
  /** Resolves once somebody has ended the order, at once where it was ended before. */
  readonly wait: (outTradeNo: string) => Promise<void>
  readonly release: (outTradeNo: string) => void
}

export function createHolds(): Holds {
  const waiting = new Map<string, readonly (() => void)[]>()
  let ended: readonly string[] = []
  return {
    wait: (outTradeNo) =>
      new Promise((resolve) => {
        const others = waiting.get(outTradeNo) ?? []
        if (waiting.size >= holdsMax || ended.includes(outTradeNo)) return resolve()
        waiting.set(outTradeNo, [...others, resolve])
      }),
    release(outTradeNo) {
      const held = waiting.get(outTradeNo) ?? []
      waiting.delete(outTradeNo)
      ended = [...ended, outTradeNo].slice(-endedMax)
      for (const resolve of held) resolve()
    },
  }
}
