/** One after the other per key: two steps of the same attempt never run at once in this process. */

export interface Turns {
  run(key: string, step: () => Promise<void>): Promise<void>
}

export function createTurns(): Turns {
  const lastByKey = new Map<string, Promise<void>>()
  return {
    async run(key, step) {
      const before = lastByKey.get(key) ?? Promise.resolve()
      const mine = before.then(step, step)
      lastByKey.set(key, mine)
      await mine.finally(() => {
        if (lastByKey.get(key) === mine) lastByKey.delete(key)
      })
    },
  }
}
