/**
 * Makes a fresh clone ready to run: packages, system libraries, Node 24, the Electron runtime. Then runs the
 * script given after `--then`, on that Node. Plain JavaScript, because Node 20 reads it before anything is
 * installed. Must stay idempotent, and fast when there is nothing to do: every command starts with it.
 *
 *   node tools/setup.mjs [--then SCRIPT ARGUMENT…]
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installSystemPackages } from './setup/debian.mjs'
import { withLock } from './setup/lock.mjs'
import { findNode } from './setup/node.mjs'
import { installPackages } from './setup/packages.mjs'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** On standard error: standard output belongs to the script that follows. @param {string} line */
const say = (line) => console.error(`setup: ${line}`)

/**
 * Runs a script of ours with the terminal as its own; answers its exit code.
 * @param {string} node
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
function runScript(node, args) {
  const bin = [path.join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(path.delimiter)
  const child = spawn(node, [...args], { cwd: root, env: { ...process.env, PATH: bin }, stdio: 'inherit' })
  // Ctrl-C reaches the child through the terminal's process group; a signal sent to us alone must be handed on.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  return new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

const then = process.argv[2] === '--then' ? process.argv.slice(3) : []
const forTests = then[0] === 'tools/test.ts'

/** @returns {Promise<string | undefined>} the Node to go on with */
async function prepare() {
  /** @type {string | undefined} */
  let node
  const prepared = await withLock(path.join(root, '.cache', 'setup.lock'), async () => {
    const done = await Promise.all([installPackages(root, say), installSystemPackages(say, forTests)])
    if (done.includes(false)) return false
    node = await findNode(root)
    if (node === undefined) {
      say('no Node with Node-API 10 here: please install Node 24 and try again')
      return false
    }
    return (await runScript(node, ['tools/setup/electron.ts'])) === 0
  })
  if (prepared === 'busy') say('another setup is still at work in this folder (.cache/setup.lock)')
  return prepared === true ? node : undefined
}

const node = await prepare()
if (node === undefined) process.exitCode = 1
else if (then.length > 0) process.exitCode = await runScript(node, then)
