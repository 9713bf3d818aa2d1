/**
 * Lets one setup at a time change this working copy: a second one waits for the first, then finds all done.
 * The lock is a file holding its owner's process id; a lock whose owner has died is taken over. It never
 * waits without end.
 */
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const lockPollMs = 200
const lockWaitMaxMs = 15 * 60_000

/** @param {string} file */
function tryTake(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

/** @param {string} file */
const readOwner = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '')

/** @param {string} owner a process id */
function isGone(owner) {
  if (!/^[1-9]\d*$/.test(owner)) return false
  try {
    process.kill(Number(owner), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

/**
 * Takes away a dead owner's lock; answers whether there was one. Two may see the same dead owner, and the slower
 * would take away the quicker one's new lock: so it is put aside first, looked at again, and given back if it lives.
 * @param {string} file
 */
function clearDead(file) {
  if (!isGone(readOwner(file))) return false
  const aside = `${file}.${process.pid}`
  try {
    fs.renameSync(file, aside)
    if (!isGone(readOwner(aside))) fs.linkSync(aside, file)
    fs.rmSync(aside)
    return true
  } catch {
    return false
  }
}

/**
 * @param {string} file where the lock lies
 * @param {() => Promise<boolean>} work
 * @param {{ readonly waitMaxMs?: number }} [limits]
 * @returns {Promise<boolean | 'busy'>} what `work` answered, or `busy` when another one held the lock too long
 */
export async function withLock(file, work, limits = {}) {
  const waitUntilMs = performance.now() + (limits.waitMaxMs ?? lockWaitMaxMs)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  while (!tryTake(file)) {
    if (clearDead(file)) continue
    if (performance.now() >= waitUntilMs) return 'busy'
    await sleep(lockPollMs)
  }
  try {
    return await work()
  } finally {
    fs.rmSync(file, { force: true })
  }
}
