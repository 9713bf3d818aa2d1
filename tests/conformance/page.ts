/** The results of a run as a page for people: how many of each group, every case, and what went wrong. */

import type { Verdict } from './kit.ts'

const introduction = `# Conformance

What a till must make of the codes of a store: cases as data, open to any till. This page is written by a run of
\`npm run conformance\`; nobody edits it.

A till takes part by a program that reads one JSON a line, \`{"data": "…", "aim": "]d2"}\`, and answers each with one JSON
a line: \`kind\`, \`gtin\` (14 digits), \`ai\`, derived fields, \`rule\`, or \`refusal\` with its reason:

    npm run conformance -- --command "path/to/till"

Besides \`data\` (GS as \`\\u001d\`) a line may have \`aim\` (the AIM identifier), \`format\` (what a camera took the symbol
for), \`state\` (\`pay\` while a payment waits for the shopper's code), \`store\` (whose in-store layouts count), \`today\` and
\`shortGtin\`. An answer passes when it says what the case expects; it may say more. The cases are in
\`tests/conformance/cases\`.
`

/** Nothing of a code may act as markup of the page. */
const asText = (text: string): string => text.replace(/[|\\`<>*_[\]]/g, (sign) => `\\${sign}`)

function groupSection(group: string, verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => {
    const { name, expected } = verdict.case
    return `| ${verdict.isRight ? '✓' : '✗'} | ${asText(name)} | ${asText(JSON.stringify(expected))} |`
  })
  return [`## ${group}`, '', '| | case | expected |', '|---|---|---|', ...rows, ''].join('\n')
}

/** The page, ending in a line break. */
export function pageOf(till: string, verdicts: readonly Verdict[]): string {
  const groups = [...new Set(verdicts.map((verdict) => verdict.case.group))]
  const of = (group: string) => verdicts.filter((verdict) => verdict.case.group === group)
  const right = (list: readonly Verdict[]) => list.filter(({ isRight }) => isRight).length
  const sums = groups.map((group) => `| ${group} | ${right(of(group))} of ${of(group).length} |`)
  return [
    introduction,
    `## ${asText(till)}: ${right(verdicts)} of ${verdicts.length}`,
    '',
    '| group | right |',
    '|---|---|',
    ...sums,
    '',
    ...groups.map((group) => groupSection(group, of(group))),
  ]
    .join('\n')
    .replace(/\n+$/, '\n')
}
