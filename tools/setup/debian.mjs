/**
 * Installs the system libraries Electron, the scanners and the tests need, on Debian and its relatives.
 * Elsewhere it does nothing; without root it says in one line what to install and lets the rest go on.
 */
import fs from 'node:fs'
import { run, secondsSince } from './run.mjs'

/**
 * Each need with the package names that meet it, oldest release first: some were renamed when Debian moved to
 * 64-bit time. node-hid needs libusb even for hidraw; serialport lists ports with udevadm.
 * @type {readonly (readonly [string, ...string[]])[]}
 */
export const needs = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libasound2', 'libasound2t64'],
  ['libnotify4'],
  ['libnss3'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['libusb-1.0-0'],
  ['udev'],
  ['xvfb'],
  ['xauth'],
  ['socat'],
]

/**
 * What only tests want: a browser for the phone's pages and the pictures, and a look at what the disk is told. Tests
 * that lack them are skipped with their reason.
 * @type {readonly (readonly [string, ...string[]])[]}
 */
export const testNeeds = [['chromium'], ['strace']]

const aptTimeoutMs = 10 * 60_000
const aptLockWaitSeconds = 300

/**
 * @param {string} dpkgOutput lines of `name status`, as dpkg-query prints them
 * @param {readonly (readonly [string, ...string[]])[]} wanted
 * @returns {readonly (readonly [string, ...string[]])[]} the needs no installed package meets
 */
export function unmet(dpkgOutput, wanted = needs) {
  const installed = new Set(
    dpkgOutput.split('\n').flatMap((line) => {
      const [name, status] = line.trim().split(' ')
      return name !== undefined && status === 'installed' ? [name] : []
    }),
  )
  return wanted.filter((names) => !names.some((name) => installed.has(name)))
}

/** Renamed packages: take the newest name this release knows. @param {readonly [string, ...string[]]} names */
async function nameHere(names) {
  for (const name of names.slice(1).reverse()) {
    if ((await run('apt-cache', ['show', name])).ok) return name
  }
  return names[0]
}

/**
 * @param {(line: string) => void} say
 * @param {boolean} forTests
 * @returns {Promise<boolean>} whether all is there that the product needs
 */
export async function installSystemPackages(say, forTests) {
  if (process.platform !== 'linux' || !fs.existsSync('/usr/bin/dpkg-query')) return true
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const format = '${Package} ${db:Status-Status}\n'
  const wanted = forTests ? [...needs, ...testNeeds] : needs
  const asked = await run('dpkg-query', ['-W', '-f', format, ...wanted.flat()])
  const missing = unmet(asked.output, wanted)
  if (missing.length === 0) return true
  if (process.getuid?.() !== 0) {
    say(
      `missing system packages; please run: sudo apt-get install ${missing.map((names) => names[0]).join(' ')}`,
    )
    return true
  }

  const startedAtMs = performance.now()
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const patience = ['-o', `DPkg::Lock::Timeout=${aptLockWaitSeconds}`]
  await run('apt-get', [...patience, 'update'], { env, timeoutMs: aptTimeoutMs })
  const names = await Promise.all(missing.map(nameHere))
  say(`installing system packages: ${names.join(' ')} …`)
  const install = [...patience, 'install', '-y', '--no-install-recommends', ...names]
  const ended = await run('apt-get', install, { env, timeoutMs: aptTimeoutMs })
  say(
    ended.ok
      ? `system packages installed in ${secondsSince(startedAtMs)}`
      : `apt-get failed:\n${ended.output}`,
  )
  return ended.ok || missing.every((names) => testNeeds.includes(names))
}
