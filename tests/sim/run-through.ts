/** Lives one simulated run to its end, whatever it is: what stops it is a finding, and nothing of it is left behind. */

import { rmSync } from 'node:fs'
import type { World } from './world.ts'

export interface Machine {
  crash(): void
}

export async function runThrough<T>(
  { time, findings, directory }: World,
  machines: readonly Machine[],
  live: () => Promise<T>,
): Promise<T | undefined> {
  const stopped = (error: unknown): void => {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    findings.add('nothing stops at an assertion', what)
  }
  process.on('unhandledRejection', stopped)
  try {
    return await live()
  } catch (error) {
    stopped(error)
    return undefined
  } finally {
    for (const machine of machines) machine.crash()
    await time.settle()
    process.off('unhandledRejection', stopped)
    rmSync(directory, { recursive: true, force: true })
  }
}
