/**
 * What the stand-in Electron runs when it is given a folder, as in `electron .`: it loads that folder's program.
 * An ES module with top-level await, because Electron waits for it before `ready`; a program that registers a
 * scheme later than that fails. Does nothing else.
 */
import { createRequire } from 'node:module'
import path from 'node:path'
import { app } from 'electron'

const args = process.argv.slice(1)
/** @type {string[]} */
const preloads = []
/** @type {string | undefined} */
let given
for (let at = 0; at < args.length && given === undefined; at += 1) {
  const arg = args[at] ?? ''
  if (arg === '-r' || arg === '--require') {
    at += 1
    preloads.push(args[at] ?? '')
  } else if (!arg.startsWith('-')) given = arg
}

const require = createRequire(import.meta.url)
for (const preload of preloads) require(path.resolve(preload))

if (given === undefined) {
  console.error('usage: electron FOLDER')
  app.exit(2)
} else {
  const folder = path.resolve(given)
  const program = require(path.join(folder, 'package.json'))
  app.setAppPath(folder)
  app.setName(program.productName ?? program.name)
  app.setVersion(program.version)
  await import(path.join(folder, program.main))
}
