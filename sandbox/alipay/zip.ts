/**
 * Writes a zip as the provider's own are: deflated, and with names in GBK that nothing announces. Written here because
 * libraries write names in UTF-8. For the sandbox only: no encryption, no more than 4 GiB.
 */

import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipFile {
  readonly name: Uint8Array
  readonly bytes: Uint8Array
}

const deflated = 8
const version = 20

const numbers = (sizes: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer => {
  const buffer = Buffer.alloc(sizes.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of sizes) at = buffer.writeUIntLE(value, at, bytes)
  return buffer
}

/** The part that a local header and a directory entry have in common: no time, no flags. */
const facts = ({ name, bytes }: ZipFile, packed: Uint8Array): Buffer =>
  numbers([
    [version, 2],
    [0, 2],
    [deflated, 2],
    [0, 4],
    [crc32(bytes), 4],
    [packed.length, 4],
    [bytes.length, 4],
    [name.length, 2],
    [0, 2],
  ])

function entry(file: ZipFile, offset: number): { readonly local: Buffer; readonly central: Buffer } {
  const packed = deflateRawSync(file.bytes)
  const common = facts(file, packed)
  const local = Buffer.concat([numbers([[0x04034b50, 4]]), common, file.name, packed])
  const start = numbers([
    [0x02014b50, 4],
    [version, 2],
  ])
  const rest = numbers([
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 4],
    [offset, 4],
  ])
  return { local, central: Buffer.concat([start, common, rest, file.name]) }
}

export function zipOf(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const { local, central } = entry(file, offset)
    locals.push(local)
    centrals.push(central)
    offset += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = numbers([
    [0x06054b50, 4],
    [0, 4],
    [files.length, 2],
    [files.length, 2],
    [directory.length, 4],
    [offset, 4],
    [0, 2],
  ])
  return Buffer.concat([...locals, directory, end])
}
