/**
 * The program behind `npm run prove -- payments`: sales on simulated streets from a seed on, until one breaks a rule.
 * Prints what it met; ends with 1 and the way to replay it when a rule was broken.
 *
 *   node tests/prove/payments/prove.ts [--seed N] [--runs SALES] [--budget SECONDS] [--threads N]
 */

import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { runStreetsSideBySide, tellStreets } from './campaign.ts'
import { salesPerStreet } from './run.ts'

/** So many lines tell how far it is. */
const linesOfProgress = 20

const whole = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))

const optionsSchema = v.strictObject({
  seed: v.optional(whole, '1'),
  runs: v.optional(whole, '2000'),
  budget: v.optional(whole, '21600'),
  threads: v.optional(v.pipe(whole, v.minValue(1)), `${availableParallelism()}`),
})

const text = { type: 'string' } as const

const { values } = parseArgs({
  options: { seed: text, runs: text, budget: text, threads: text },
  strict: false,
})
const options = v.safeParse(optionsSchema, values)

async function prove({ seed, runs, budget, threads }: v.InferOutput<typeof optionsSchema>): Promise<boolean> {
  const tellEvery = Math.max(
    salesPerStreet,
    Math.ceil(runs / linesOfProgress / salesPerStreet) * salesPerStreet,
  )
  const campaign = { firstSeed: seed, sales: runs, budgetMs: budget * 1_000 }
  const report = await runStreetsSideBySide(campaign, threads, ({ sales, elapsedMs }) => {
    if (sales % tellEvery === 0) console.log(`${sales} sales in ${Math.round(elapsedMs / 1_000)} s`)
  })
  for (const line of tellStreets(report)) console.log(line)
  if (!report.broken && report.sales < runs)
    console.log(`The time was up after ${report.sales} of ${runs} sales.`)
  return report.broken === undefined
}

if (!options.success)
  console.error('prove: options are --seed N, --runs N, --budget SECONDS and --threads N, whole numbers')
process.exitCode = options.success && (await prove(options.output)) ? 0 : 1
