/**
 * The image writer as a program of its own: file, epoch and version as arguments, one page of items a line on
 * standard input. It exits with 0 when the file is whole.
 */

import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { type ImageItem, writeImageHere } from './image-file.ts'

const pageSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ key: v.number(), packed: v.string(), aliases: v.array(v.string()) })),
)

async function* pagesOf(input: NodeJS.ReadableStream): AsyncGenerator<readonly ImageItem[]> {
  for await (const line of createInterface({ input })) yield v.parse(pageSchema, line)
}

const argumentsSchema = v.tuple([v.string(), v.string(), v.pipe(v.string(), v.transform(Number))])

const [file, epoch, version] = v.parse(argumentsSchema, process.argv.slice(2))
await writeImageHere(file, { epoch, version }, pagesOf(process.stdin))
