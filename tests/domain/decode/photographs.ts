/**
 * Real photographs of retail codes with what is on them, where the shared data lies beside the project. Texts are
 * compared as the till understands them: numbers as GTIN-14, others without separators and white space.
 */

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseRetailCode, type Symbology } from '../../../domain/code/retail-code.ts'
import type { Luma } from '../../../domain/decode/luma.ts'
import { openPictures } from '../../../tools/decode/pictures.ts'

const folder = path.join(import.meta.dirname, '../../../../shared/data/images')

export interface Photograph {
  readonly file: string
  readonly kind: string
  /** What may be read from it; nothing may from one without. */
  readonly texts: readonly string[]
  readonly luma: Luma
}

/** Labels that are wrong or say only one of two codes in the picture; looked at, and confirmed by several decoders. */
const alsoThere: Readonly<Record<string, readonly string[]>> = {
  'zxing__rss14-2__16.png': ['01234567890128'],
  'zxing__ean13-2__14.png': ['1920081045006'],
  'zxing__ean13-2__24.png': ['1920081045006'],
}

/** The item's number without an add-on, or the text without what engines write differently. */
export function canonical(text: string, symbology?: Symbology): string {
  const plain = text.replace(/\\x1d|\\n|[\s\p{Cc}()]/gu, '')
  const databar = /^01(\d{14})$/.exec(plain)?.[1]
  const digits = databar ?? (/^\d{15,18}$/.test(plain) ? plain.slice(0, 13) : plain)
  const gtin = parseRetailCode(digits, symbology)
  return gtin.ok ? gtin.value : plain
}

const isUpcE = (kind: string): boolean => kind === 'UPC-E'

/** A till takes ITF of fourteen digits only. */
const isForTills = (kind: string, text: string): boolean => kind !== 'ITF' || text.length === 14

function manifest() {
  const lines = readFileSync(path.join(folder, 'manifest.tsv'), 'utf8').trim().split('\n').slice(1)
  return lines.flatMap((line) => {
    const [file = '', kind = '', text = ''] = line.split('\t')
    if (!isForTills(kind, text)) return []
    const texts = text === '' ? [] : [...text.split('|'), ...(alsoThere[file] ?? [])]
    return [{ file, kind, texts: texts.map((each) => canonical(each, isUpcE(kind) ? 'upce' : undefined)) }]
  })
}

/** All photographs, or why there are none. */
export async function loadPhotographs(): Promise<readonly Photograph[] | string> {
  if (!existsSync(folder)) return 'the shared photographs are not here'
  const pictures = await openPictures()
  if (!pictures.ok) return `no browser to open photographs with (${pictures.error.why.split('\n')[0]})`
  const photographs: Photograph[] = []
  for (const entry of manifest()) {
    const luma = await pictures.value.read(path.join(folder, entry.file))
    if (luma.ok) photographs.push({ ...entry, luma: luma.value })
  }
  await pictures.value.close()
  return photographs
}

export interface Score {
  readonly read: number
  /** Files with a text that is not in the picture. */
  readonly misread: readonly string[]
}

/** Reads every photograph and compares. */
export function score(photographs: readonly Photograph[], read: (luma: Luma) => readonly string[]): Score {
  let right = 0
  const misread: string[] = []
  for (const { file, texts, luma } of photographs) {
    const found = read(luma)
    if (found.some((text) => texts.includes(text))) right += 1
    if (found.some((text) => !texts.includes(text))) misread.push(`${file}: ${found.join(' ')}`)
  }
  return { read: right, misread }
}
