/**
 * The program behind `npm run prove -- payments`: sales on simulated streets from a seed on, until one breaks a rule.
 * Prints what it met; ends with 1 and the way to replay it when a rule was broken.
 *
 *   node tests/prove/payments/prove.ts [--seed N] [--runs SALES] [--budget SECONDS]
 */

import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { makeTemplate } from '../../sim/template.ts'
import { runStreets, tellStreets } from './campaign.ts'
import { makePaymentKeys } from './keys.ts'

const whole = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))

const optionsSchema = v.strictObject({
  seed: v.optional(whole, '1'),
  runs: v.optional(whole, '2000'),
  budget: v.optional(whole, '7200'),
})

const text = { type: 'string' } as const

const { values } = parseArgs({ options: { seed: text, runs: text, budget: text }, strict: false })
const options = v.safeParse(optionsSchema, values)

async function prove({ seed, runs, budget }: v.InferOutput<typeof optionsSchema>): Promise<boolean> {
  const template = await makeTemplate()
  const keys = makePaymentKeys(template.directory)
  const report = await runStreets({ firstSeed: seed, sales: runs, budgetMs: budget * 1_000 }, template, keys)
  template.remove()
  for (const line of tellStreets(report)) console.log(line)
  return report.broken === undefined
}

if (!options.success)
  console.error('prove: options are --seed N, --runs N and --budget SECONDS, whole numbers')
process.exitCode = options.success && (await prove(options.output)) ? 0 : 1
