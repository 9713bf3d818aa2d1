/**
 * A cable between two pseudo-terminals, made by socat: what is written at one end a real serial driver reads at the
 * other. Killing socat is the unplugging of a USB cable.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from './until.ts'

export const hasSocat = spawnSync('socat', ['-V'], { stdio: 'ignore' }).status === 0

if (!hasSocat) console.log('skipped: tests over pseudo-terminals need the program socat')

export class PtyPair {
  readonly #folder: string
  #socat: ChildProcess | undefined
  #writer: FileHandle | undefined

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async make(): Promise<PtyPair> {
    const pair = new PtyPair(await mkdtemp(join(tmpdir(), 'scanway-pty-')))
    await pair.plug()
    return pair
  }

  /** The end for the driver under test. */
  get devicePath(): string {
    return join(this.#folder, 'device')
  }

  get #farPath(): string {
    return join(this.#folder, 'far')
  }

  async plug(): Promise<void> {
    const ends = [this.#farPath, this.devicePath]
    this.#socat = spawn(
      'socat',
      ends.map((link) => `pty,raw,echo=0,link=${link}`),
      { stdio: 'ignore' },
    )
    await until('socat has made both ends', () => ends.every((end) => existsSync(end)))
    this.#writer = await open(this.#farPath, 'r+')
  }

  async write(bytes: string | Uint8Array): Promise<void> {
    await this.#writer?.writeFile(Buffer.from(bytes))
  }

  /** Reads what the driver under test wrote, until `bytes` of it are there. */
  async read(bytes: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for (let length = 0; length < bytes; ) {
      const { buffer, bytesRead } = (await this.#writer?.read(Buffer.alloc(4096), 0, 4096)) ?? {
        buffer: Buffer.alloc(0),
        bytesRead: 0,
      }
      parts.push(buffer.subarray(0, bytesRead))
      length += bytesRead
    }
    return Buffer.concat(parts)
  }

  async unplug(): Promise<void> {
    const socat = this.#socat
    this.#socat = undefined
    if (socat !== undefined && socat.exitCode === null) {
      const exited = once(socat, 'exit')
      socat.kill('SIGKILL')
      await exited
    }
    // A killed socat leaves its links behind, pointing at nothing.
    for (const end of [this.#farPath, this.devicePath]) rmSync(end, { force: true })
    await this.#writer?.close().catch(() => undefined)
    this.#writer = undefined
  }

  async dispose(): Promise<void> {
    await this.unplug()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
