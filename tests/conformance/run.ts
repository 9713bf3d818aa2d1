/**
 * `npm run conformance [-- --command "…"] [--page FILE]`: runs every case against a till and prints what it got wrong.
 * Without a command the till is ours, through the same protocol, and its page is docs/conformance.md.
 */

import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { judge, readCases } from './kit.ts'
import { pageOf } from './page.ts'
import { askTill } from './till.ts'

const root = path.join(import.meta.dirname, '..', '..')
const ours = `"${process.execPath}" "${path.join(root, 'tools', 'scanway.ts')}" identify`

const { values } = parseArgs({ options: { command: { type: 'string' }, page: { type: 'string' } } })

const cases = readCases()
const answers = await askTill(
  values.command ?? ours,
  cases.map(({ line }) => line),
)
const verdicts = cases.map((given, at) => judge(given, answers[at]))
const wrong = verdicts.filter(({ isRight }) => !isRight)
for (const { case: given, answer } of wrong) {
  console.log(
    `${given.group}: ${given.name}\n  expected ${JSON.stringify(given.expected)}\n  answered ${answer}`,
  )
}
console.log(`conformance: ${cases.length - wrong.length} of ${cases.length} cases right`)

const page =
  values.page ?? (values.command === undefined ? path.join(root, 'docs', 'conformance.md') : undefined)
if (page !== undefined) writeFileSync(page, pageOf(values.command ?? 'Scanway', verdicts))
process.exitCode = wrong.length === 0 && answers.length === cases.length ? 0 : 1
