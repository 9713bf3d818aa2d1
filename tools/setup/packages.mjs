/**
 * Makes node_modules agree with package-lock.json, by `npm ci` and only when it must: installing takes half a
 * minute and pulls the floor from under everything that runs. Must never change the lock file.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { run, secondsSince } from './run.mjs'

const installTimeoutMs = 10 * 60_000

/**
 * @typedef {{ readonly version?: string, readonly integrity?: string, readonly optional?: boolean }} LockedPackage
 * @typedef {Readonly<Record<string, LockedPackage>>} LockedPackages by their place below the root
 */

/**
 * True when what npm says it installed is what the lock asks for. Optional packages may be absent: they are
 * meant for other platforms.
 * @param {LockedPackages} wanted
 * @param {LockedPackages} installed
 */
export function agrees(wanted, installed) {
  const places = Object.keys(wanted).filter((place) => place !== '')
  const matching = places.every((place) => {
    const want = wanted[place]
    const have = installed[place]
    if (have === undefined) return want?.optional === true
    return have.version === want?.version && have.integrity === want?.integrity
  })
  return matching && Object.keys(installed).every((place) => place === '' || place in wanted)
}

/** @param {string} file @returns {LockedPackages} */
function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

/** @param {string} file */
const readText = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '')

/**
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>}
 */
export async function installPackages(root, say) {
  const lockFile = path.join(root, 'package-lock.json')
  const modules = path.join(root, 'node_modules')
  const stampFile = path.join(modules, '.scanway-setup')
  const stamp = createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex')
  if (readText(stampFile) === stamp) return true

  // The packages may be right already: someone ran npm by hand.
  const installed = readPackages(path.join(modules, '.package-lock.json'))
  if (Object.keys(installed).length > 0 && agrees(readPackages(lockFile), installed)) {
    fs.writeFileSync(stampFile, stamp)
    return true
  }

  say('installing the packages of package-lock.json …')
  const startedAtMs = performance.now()
  const ended = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    timeoutMs: installTimeoutMs,
  })
  if (!ended.ok) {
    say(`npm ci failed:\n${ended.output}`)
    return false
  }
  fs.writeFileSync(stampFile, stamp)
  say(`packages installed in ${secondsSince(startedAtMs)}`)
  return true
}
