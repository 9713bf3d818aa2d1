/**
 * Finds a Node new enough for the native modules (Node-API 10, as Node 24 has it): the one package-lock.json
 * pins for this platform, else the one running. Whatever Node started setup, everything after it runs on this.
 */
import fs from 'node:fs'
import path from 'node:path'
import { run } from './run.mjs'

/** better-sqlite3's prebuilt binding calls Node-API 10; an older Node crashes on loading it. */
const nodeApiMin = 10

/** @param {string} root */
const pinnedNode = (root) => {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  return path.join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', file)
}

/**
 * @param {string} root
 * @returns {Promise<string | undefined>} the path of the Node to use, when there is one
 */
export async function findNode(root) {
  const candidates = [pinnedNode(root), process.execPath].filter((file) => fs.existsSync(file))
  for (const file of candidates) {
    const asked = await run(file, ['-p', 'process.versions.napi'])
    if (asked.ok && Number(asked.output) >= nodeApiMin) return file
  }
  return undefined
}
