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
function ownerIsGone(file) {
  let owner = Number.NaN
  try {
    owner = Number(fs.readFileSync(file, 'utf8'))
    if (!Number.isSafeInteger(owner) || owner <= 0) return false
    process.kill(owner, 0)
    return false
  } catch (error) {
    return !Number.isNaN(owner) && /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH'
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
    if (ownerIsGone(file)) fs.rmSync(file, { force: true })
    else if (performance.now() >= waitUntilMs) return 'busy'
    else await sleep(lockPollMs)
  }
  try {
    return await work()
  } finally {
    fs.rmSync(file, { force: true })
  }
}
