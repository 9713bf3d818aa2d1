/**
 * Charges that are held on their way until somebody has ended their order: the race in which an unwinding overtakes
 * the payment it unwinds. A number that was ended already lets its charge through at once.
 */

const holdsMax = 1_000

export interface Holds {
  /** Resolves once the order was ended. */
  readonly wait: (outTradeNo: string) => Promise<void>
  readonly release: (outTradeNo: string) => void
}

export function createHolds(): Holds {
  const waiting = new Map<string, readonly (() => void)[]>()
  return {
    wait: (outTradeNo) =>
      new Promise((resolve) => {
        const others = waiting.get(outTradeNo) ?? []
        if (waiting.size >= holdsMax) return resolve()
        waiting.set(outTradeNo, [...others, resolve])
      }),
    release(outTradeNo) {
      const held = waiting.get(outTradeNo) ?? []
      waiting.delete(outTradeNo)
      for (const resolve of held) resolve()
    },
  }
}
