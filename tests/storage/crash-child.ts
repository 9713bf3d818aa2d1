/**
 * The lane that the crash tests kill. It loads, waits for one line of orders on its standard input, then sells and
 * writes `seq hash` for every input, when the journal says it is durable. The faulty variants are there to show that
 * the tests would see them.
 */

import { readSync, writeSync } from 'node:fs'
import * as v from 'valibot'
import { journalPragmas } from '../../storage/database.ts'
import { openJournal } from '../../storage/journal.ts'
import { identityAt, nextInput, stateOf } from './selling.ts'

const variants = ['sound', 'acknowledges-first', 'synchronous-normal'] as const

const ordersSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    path: v.string(),
    variant: v.picklist(variants),
    /** Inputs to sell before leaving; most lives end sooner. */
    inputs: v.number(),
    /** Where acknowledgements go: a file descriptor. */
    acknowledgeTo: v.number(),
  }),
)

export type Orders = v.InferOutput<typeof ordersSchema>

function readOrders(): Orders {
  const bytes = Buffer.alloc(4096)
  return v.parse(ordersSchema, bytes.toString('utf8', 0, readSync(0, bytes)))
}

function run({ path, variant, inputs, acknowledgeTo }: Orders): void {
  const pragmas = journalPragmas.map((pragma) =>
    variant === 'synchronous-normal' && pragma.name === 'synchronous' ? { ...pragma, value: 1 } : pragma,
  )
  const opened = openJournal(identityAt(path), pragmas)
  if (!opened.ok) {
    writeSync(2, `refused ${JSON.stringify(opened.error)}\n`)
    process.exit(3)
  }
  const journal = opened.value
  const acknowledge = (seq: number): number => writeSync(acknowledgeTo, `${seq}\n`)
  let state = stateOf(journal.recover())
  for (let made = 0; made < inputs; made++) {
    const { seq } = journal.head()
    const input = nextInput(state, seq)
    if (variant === 'acknowledges-first') acknowledge(seq + input.news.length)
    const written = journal.append(input.news, input.checkpoint)
    if (!written.ok) process.exit(4)
    if (variant !== 'acknowledges-first') acknowledge(written.value.seq)
    state = input.state
  }
}

run(readOrders())
