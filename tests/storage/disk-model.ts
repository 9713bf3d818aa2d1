/**
 * A disk that loses its power. File operations go in as a program did them; out come the directories that may be
 * found afterwards: what was synced is there, of the rest any part may be, written sectors torn apart too. Names
 * (creations, deletions) last only once their directory was synced, which is less than most file systems give.
 */

import { dirname } from 'node:path'
import type { FileOperation } from './trace.ts'

export type Files = ReadonlyMap<string, Buffer>

type Change = Exclude<FileOperation, { readonly kind: 'sync' | 'acknowledge' }>

const sectorBytes = 512

function withWrite(before: Buffer, offset: number, bytes: Buffer): Buffer {
  const after = Buffer.alloc(Math.max(before.length, offset + bytes.length))
  before.copy(after)
  bytes.copy(after, offset)
  return after
}

function withSize(before: Buffer, size: number): Buffer {
  const after = Buffer.alloc(size)
  before.copy(after, 0, 0, size)
  return after
}

function change(files: Map<string, Buffer>, operation: Change): void {
  const { path } = operation
  const before = files.get(path)
  switch (operation.kind) {
    case 'create':
      files.set(path, before ?? Buffer.alloc(0))
      return
    case 'unlink':
      files.delete(path)
      return
    case 'write':
      files.set(path, withWrite(before ?? Buffer.alloc(0), operation.offset, operation.bytes))
      return
    case 'truncate':
      files.set(path, withSize(before ?? Buffer.alloc(0), operation.size))
  }
}

/** A write of which only some sectors arrived. */
function torn(operation: Change, fraction: () => number): readonly Change[] {
  if (operation.kind !== 'write') return [operation]
  const parts: Change[] = []
  for (let at = 0; at < operation.bytes.length; at += sectorBytes) {
    const bytes = operation.bytes.subarray(at, at + sectorBytes)
    if (fraction() < 0.5) parts.push({ ...operation, offset: operation.offset + at, bytes })
  }
  return parts
}

const isName = ({ kind }: Change): boolean => kind === 'create' || kind === 'unlink'

export class DiskModel {
  readonly #synced: Map<string, Buffer>
  #pending: readonly Change[] = []

  constructor(files: Files) {
    this.#synced = new Map(files)
  }

  do(operation: Exclude<FileOperation, { readonly kind: 'acknowledge' }>): void {
    if (operation.kind === 'sync') this.#sync(operation.path)
    else this.#pending = [...this.#pending, operation]
  }

  /** Syncing a file makes its content last, syncing a directory the names in it. */
  #sync(path: string): void {
    const lasts = (each: Change): boolean => (isName(each) ? dirname(each.path) === path : each.path === path)
    for (const each of this.#pending) if (lasts(each)) change(this.#synced, each)
    this.#pending = this.#pending.filter((each) => !lasts(each))
  }

  #after(changes: readonly Change[]): Files {
    const files = new Map(this.#synced)
    for (const each of changes) change(files, each)
    return files
  }

  /** Directories that a power cut may leave now. `subsets` of the unsynced changes are drawn at random. */
  cuts(fraction: () => number, subsets: number): readonly Files[] {
    const pending = this.#pending
    if (pending.length === 0) return [this.#after([])]
    const last = pending.length - 1
    const drawn = Array.from({ length: subsets }, () => pending.filter(() => fraction() < 0.5))
    const tornLast = pending.flatMap((each, index) => (index === last ? torn(each, fraction) : [each]))
    const tornAll = pending.flatMap((each) => torn(each, fraction))
    return [[], pending, ...drawn, tornLast, tornAll].map((changes) => this.#after(changes))
  }
}
