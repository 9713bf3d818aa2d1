/** Reads what strace recorded of a program's file operations (`-y -xx`, one thread), in the order they happened. */

import { dirname } from 'node:path'

export type FileOperation =
  | { readonly kind: 'create'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'acknowledge'; readonly seq: number }

export const straceArguments = [
  '-y',
  '-xx',
  '-s',
  '100000',
  '-e',
  'trace=openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink',
]

const line = /^(\w+)\((.*)\) += (\d+)/

const bytesOf = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex')

const text = (hex: string | undefined): string => bytesOf(hex ?? '').toString('utf8')

/** Descriptor, its path, and what follows. */
const onDescriptor = /^\d+<([^>]*)>(?:, )?(.*)$/

/** Bytes written, how many of them, and where. */
const written = /^"([^"]*)", (\d+)(?:, (\d+))?$/

function descriptorOperation(
  name: string,
  path: string,
  rest: string,
  acknowledgements: string,
): FileOperation | undefined {
  if (name === 'fsync' || name === 'fdatasync') return { kind: 'sync', path }
  if (name === 'ftruncate') return { kind: 'truncate', path, size: Number(rest) }
  const [, hex, , offset] = written.exec(rest) ?? []
  if (hex === undefined) return undefined
  const bytes = bytesOf(hex)
  if (path === acknowledgements) return { kind: 'acknowledge', seq: Number(bytes.toString('utf8')) }
  return name === 'pwrite64' ? { kind: 'write', path, offset: Number(offset), bytes } : undefined
}

function operationOf(traced: string, acknowledgements: string): FileOperation | undefined {
  const [, name, args] = line.exec(traced) ?? []
  if (name === undefined || args === undefined) return undefined
  if (name === 'unlink') return { kind: 'unlink', path: text(/^"([^"]*)"/.exec(args)?.[1]) }
  if (name === 'openat') {
    return args.includes('O_CREAT') ? { kind: 'create', path: text(/"([^"]*)"/.exec(args)?.[1]) } : undefined
  }
  const [, path, rest] = onDescriptor.exec(args) ?? []
  return path === undefined ? undefined : descriptorOperation(name, text(path), rest ?? '', acknowledgements)
}

const touches = (operation: FileOperation, directory: string): boolean =>
  operation.kind === 'acknowledge' || operation.path === directory || dirname(operation.path) === directory

/** What was done in one directory; what was written to `acknowledgements` is what the lane called durable. */
export function readTrace(
  trace: string,
  directory: string,
  acknowledgements: string,
): readonly FileOperation[] {
  return trace.split('\n').flatMap((traced) => {
    const operation = operationOf(traced, acknowledgements)
    return operation && touches(operation, directory) ? [operation] : []
  })
}
