/**
 * The catalogue as a SQLite file, so that the image a store server builds and the copy a lane keeps are the same
 * thing: tables, how an item is packed into its row, how names are made findable. Text and pure functions; whoever
 * holds a database runs them. An image travels as one zstd file; `sha256` and `bytes` of a `CatalogueHead` are those
 * of that file as sent.
 */

import * as v from 'valibot'
import { type Gtin, gtinToKey, keyToGtin } from './code/retail-code.ts'
import { type Item, itemSchema } from './item.ts'

/** `PRAGMA application_id` of a catalogue: "SWCA". */
export const catalogueApplicationId = 0x53_57_43_41

/** `PRAGMA user_version`. A copy is never migrated: one of another format is replaced by an image. */
export const catalogueFormat = 1

/**
 * The whole schema, for `exec` on an empty file. `place` is the item's place among search hits, lowest first: a
 * builder inserts best sellers first. `name` holds no text of its own; its rowid is the place.
 */
export const catalogueSchema = `
PRAGMA application_id = ${catalogueApplicationId};
PRAGMA user_version = ${catalogueFormat};
CREATE TABLE meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch TEXT NOT NULL,
  version INTEGER NOT NULL,
  items INTEGER NOT NULL
) STRICT;
CREATE TABLE item (
  key INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  packed TEXT NOT NULL
) STRICT;
CREATE TABLE alias (
  code TEXT PRIMARY KEY,
  key INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE name USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
`

/**
 * Built after the rows, which is twice as fast as keeping them while rows arrive, and before the image is used.
 */
export const catalogueIndexes = `
CREATE UNIQUE INDEX item_by_place ON item (place);
CREATE INDEX alias_by_key ON alias (key);
INSERT INTO name (name) VALUES ('optimize');
`

/** Statements of a builder, with their bindings in order. */
export const catalogueInserts = {
  /** key, place, packed */
  item: 'INSERT INTO item (key, place, packed) VALUES (?, ?, ?)',
  /** code, key: of two items that claim a code, the later has it. */
  alias: 'INSERT INTO alias (code, key) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET key = excluded.key',
  /** place, text */
  name: 'INSERT INTO name (rowid, text) VALUES (?, ?)',
  /** epoch, version, items */
  meta: 'INSERT OR REPLACE INTO meta (id, epoch, version, items) VALUES (1, ?, ?, ?)',
} as const

/** What a builder binds for one item. */
export interface ImageRow {
  readonly key: number
  readonly packed: string
  readonly text: string
}

export const imageRow = (item: Item): ImageRow => ({
  key: gtinToKey(item.gtin),
  packed: packItem(item),
  text: searchText(item),
})

/** An item without its GTIN, as one compact JSON row. */
export const packItem = (item: Item): string =>
  JSON.stringify([
    item.names['zh-CN'],
    item.names.en,
    item.department,
    item.priceMinor,
    item.taxBasisPoints,
    item.minimumAge,
    item.weighed,
    item.forSale,
  ])

/** Reads a packed row; `undefined` where it is not an item, which only a damaged copy can hold. */
export function unpackItem(gtin: Gtin, packed: string): Item | undefined {
  const fields = jsonArray(packed)
  if (fields?.length !== 8) return undefined
  const [zh, en, department, priceMinor, taxBasisPoints, minimumAge, weighed, forSale] = fields
  const item = {
    gtin,
    names: { 'zh-CN': zh, en },
    department,
    priceMinor,
    taxBasisPoints,
    minimumAge,
    weighed,
    forSale,
  }
  return v.is(itemSchema, item) ? item : undefined
}

export const unpackRow = (key: number, packed: string): Item | undefined => unpackItem(keyToGtin(key), packed)

function jsonArray(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Characters of scripts written without spaces: each has to be a word of the index. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gv

const queryWords =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+/gv

/** The words a name is found by: characters of unspaced scripts stand apart, wide forms are folded (NFKC). */
export const searchText = (item: Item): string =>
  `${item.names['zh-CN']} ${item.names.en}`.normalize('NFKC').replace(unspaced, ' $& ')

export const searchTextMax = 100
export const searchWordsMax = 8

/** A word of at least so many letters finds what begins with it; a shorter one only itself. */
const prefixLettersMin = 2

function queryTerm(word: string): string {
  if (word.search(unspaced) === 0) return `"${word.replace(unspaced, '$& ').trimEnd()}"`
  return word.length < prefixLettersMin ? `"${word}"` : `"${word}"*`
}

/**
 * What a person typed as an FTS5 query: every word must occur, Chinese as a phrase of its characters. Only letters
 * and digits get through, each word in quotes, so nothing typed can be query syntax. `undefined` when no word is
 * left.
 */
export function searchQuery(typed: string): string | undefined {
  const words = typed.slice(0, searchTextMax).normalize('NFKC').match(queryWords)
  return words === null ? undefined : words.slice(0, searchWordsMax).map(queryTerm).join(' ')
}
