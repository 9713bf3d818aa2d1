/**
 * The program behind `npm run prove -- spine`: simulated days from a seed on, until one breaks a rule. Prints what it
 * met; ends with 1 and the way to replay it when a rule was broken.
 *
 *   node tests/sim/prove.ts [--seed N] [--runs N] [--budget SECONDS]
 */

import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { runCampaign, tellDays } from './campaign.ts'
import { makeTemplate } from './template.ts'

const whole = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))

const optionsSchema = v.strictObject({
  seed: v.optional(whole, '1'),
  runs: v.optional(whole, '100'),
  budget: v.optional(whole, '3600'),
})

const text = { type: 'string' } as const

const { values } = parseArgs({ options: { seed: text, runs: text, budget: text }, strict: false })
const options = v.safeParse(optionsSchema, values)

async function prove({ seed, runs, budget }: v.InferOutput<typeof optionsSchema>): Promise<boolean> {
  const template = await makeTemplate()
  const report = await runCampaign({ firstSeed: seed, runs, budgetMs: budget * 1_000 }, template)
  template.remove()
  for (const line of tellDays(report)) console.log(line)
  return report.broken === undefined
}

if (!options.success)
  console.error('prove: options are --seed N, --runs N and --budget SECONDS, whole numbers')
process.exitCode = options.success && (await prove(options.output)) ? 0 : 1
