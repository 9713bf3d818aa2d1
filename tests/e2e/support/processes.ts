/**
 * Looks at and ends processes by their ids, out of /proc: the tests must end what they started and nothing else. A
 * process that has ended but was not yet collected by its parent counts as gone.
 */

import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { assert } from '../../../domain/result.ts'

const waitStepMs = 20
const endWaitMaxMs = 5_000

interface ProcessFacts {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

function readProcess(pid: number): ProcessFacts | undefined {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name between the parentheses may hold anything, so count from its end: state, then parent.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return undefined
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return { pid, parent: Number(parent), command }
  } catch {
    return undefined
  }
}

export const isRunning = (pid: number): boolean => readProcess(pid) !== undefined

/** All processes below this one, nearest first. */
export function descendants(pid: number): readonly ProcessFacts[] {
  const all = fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? [])
  const below = (parent: number): readonly ProcessFacts[] => {
    const children = all.filter((each) => each.parent === parent)
    return [...children, ...children.flatMap((child) => below(child.pid))]
  }
  return below(pid)
}

export function kill(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  assert(pid > 0, 'a process is ended by an id of its own; 0 would be everyone here')
  try {
    process.kill(pid, signal)
  } catch {
    // It has gone already, which is what was wanted.
  }
}

export async function untilGone(pid: number, maxMs = endWaitMaxMs): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < maxMs; waitedMs += waitStepMs) {
    if (!isRunning(pid)) return true
    await sleep(waitStepMs)
  }
  return !isRunning(pid)
}

/** Asks a child to end, and ends it if it does not. */
export async function endChild(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (pid === undefined) return
  kill(pid, 'SIGTERM')
  if (!(await untilGone(pid))) kill(pid)
}
