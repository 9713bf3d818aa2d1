/**
 * `npm run prove -- codes [--seed N] [--runs N] [--budget SECONDS]`: that many made and spoilt inputs through
 * identification. None may throw or be taken for a payment, and none may be accepted that the second opinion refuses
 * without a reason on the list.
 */

import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { associationRefusal } from '../../domain/code/gs1/associations.ts'
import { parseDigitalLink } from '../../domain/code/gs1/digital-link.ts'
import { parseElements } from '../../domain/code/gs1/elements.ts'
import { identify, laneContextDefault } from '../../domain/code/identify.ts'
import { seededFractions } from '../storage/random.ts'
import { asElementString, asLink, type Fraction, pick, someElements, spoilt } from './code-inputs.ts'
import { canBeAsked, differenceOf, opinionOnElements, opinionOnLink } from './second-opinion.ts'

/** The last is none. */
const aims = [']C1', ']e0', ']d2', ']Q3', ']J1', ']C0', ']Q1', ']d1', ']E0', ']E3', ']E4', ']I1', ''] as const

/** A link costs the second opinion ten times as much as a string. */
const shareOfLinks = 0.1

/** After so many failures the rest would say the same. */
const failuresMax = 10

export interface CodesReport {
  readonly inputs: number
  readonly accepted: number
  readonly asked: number
  /** How often each listed difference was met, by its reason. */
  readonly differences: Readonly<Record<string, number>>
  readonly failures: readonly string[]
}

interface Judged {
  readonly accepted: boolean
  readonly asked: boolean
  readonly refusedAs?: string | undefined
  /** Why the refusal is none of ours. */
  readonly reason?: string | undefined
}

const notAccepted: Judged = { accepted: false, asked: false }

function judgeData(data: string, isLink: boolean): Judged {
  const read = isLink ? parseDigitalLink(data) : parseElements(data)
  if (!read.ok || associationRefusal(read.value) !== undefined) return notAccepted
  if (!isLink && !canBeAsked(read.value)) return { accepted: true, asked: false }
  const refusedAs = isLink ? opinionOnLink(data) : opinionOnElements(read.value)
  const reason = refusedAs && differenceOf(refusedAs, read.value)?.reason
  return { accepted: true, asked: true, refusedAs, reason }
}

function judgeOne(fraction: Fraction): Judged & { readonly data: string } {
  const elements = someElements(fraction)
  const isLink = fraction() < shareOfLinks
  const data = spoilt(isLink ? asLink(elements) : asElementString(elements), fraction)
  const aim = pick(aims, fraction)
  const found = identify({ data, aim }, { ...laneContextDefault, isPaying: aim === ']C1' })
  if (found.kind === 'paymentCode')
    return { data, accepted: true, asked: true, refusedAs: 'TakenForAPayment' }
  return { data, ...judgeData(data, isLink) }
}

export function proveCodes(seed: number, runs: number, isOver: () => boolean = () => false): CodesReport {
  const fraction = seededFractions(seed)
  const differences: Record<string, number> = {}
  const failures: string[] = []
  let [inputs, accepted, asked] = [0, 0, 0]
  while (inputs < runs && failures.length < failuresMax && !isOver()) {
    const judged = judgeOne(fraction)
    inputs++
    if (judged.accepted) accepted++
    if (judged.asked) asked++
    const { refusedAs, reason } = judged
    if (refusedAs === undefined) continue
    if (reason === undefined) failures.push(`${refusedAs}: ${JSON.stringify(judged.data)}`)
    else differences[reason] = (differences[reason] ?? 0) + 1
  }
  return { inputs, accepted, asked, differences, failures }
}

const whole = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))
const optionsSchema = v.object({
  seed: v.optional(whole, '1'),
  runs: v.optional(whole, '100000'),
  budget: v.optional(whole, '3600'),
})

/** Tells what was found; 0 where nothing was wrong. */
function tellCodes(args: readonly string[]): number {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { seed: text, runs: text, budget: text },
    strict: false,
  })
  const options = v.safeParse(optionsSchema, values)
  if (!options.success) {
    console.error('prove: options are --seed N, --runs N and --budget SECONDS, whole numbers')
    return 1
  }
  const { seed, runs, budget } = options.output
  const endsAtMs = performance.now() + budget * 1_000
  const report = proveCodes(seed, runs, () => performance.now() > endsAtMs)
  for (const failure of report.failures) console.log(`accepted, though refused as ${failure}`)
  for (const [reason, times] of Object.entries(report.differences)) {
    console.log(`${times} accepted, though refused: ${reason}`)
  }
  const { inputs, accepted, asked, failures } = report
  console.log(
    `prove: codes: seed ${seed}, ${inputs} inputs, ${accepted} accepted, ${asked} asked of bwip-js, ${failures.length} wrong`,
  )
  return failures.length === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = tellCodes(process.argv.slice(2))
