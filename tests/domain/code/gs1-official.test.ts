/** GS1's own test cases: whatever its engine takes we take with the same meaning, whatever it refuses we refuse. */

import { describe, expect, it } from 'vitest'
import { readingOf } from '../../../domain/code/carrier.ts'
import { associationRefusal } from '../../../domain/code/gs1/associations.ts'
import { checks } from '../../../domain/code/gs1/checks.ts'
import { parseDigitalLink, unescapeUri } from '../../../domain/code/gs1/digital-link.ts'
import { isOfCharset, parseElements, separator } from '../../../domain/code/gs1/elements.ts'
import type { AiEntry, Charset, Part } from '../../../domain/code/gs1/entry.ts'
import { gs1Table } from '../../../domain/code/gs1/table.ts'
import { identify } from '../../../domain/code/identify.ts'
import { checkByLinter } from './check-names.ts'
import { bracketed, firstRefusal, writtenWithFnc1 } from './elements.ts'
import { engineCallsLeftOut, engineExceptions, errorsLeftOut, lintersLeftOut } from './exceptions.ts'
import { type EngineCase, type LinterCase, missing, officialCases, officialDictionary } from './official.ts'

const { engine, linters } = officialCases()

const words = (args: EngineCase['args']): readonly string[] =>
  args.map((arg) => (typeof arg === 'string' ? arg : ''))

const elementsOf = (text: string) => parseElements(text.slice(1).replaceAll('^', separator))

/** The outcome as the engine would say it: whether it is valid, and what was read. */
type Outcome = readonly [isValid: boolean, read: string]

const refused: Outcome = [false, '']

/** For each call of the engine: ours, and theirs. */
const outcomes: Readonly<Record<string, (given: EngineCase) => readonly [Outcome, Outcome]>> = {
  test_processAIdata: ({ args }) => {
    const [, text = ''] = words(args)
    const ours = text.startsWith('^') && elementsOf(text).ok
    return [
      [ours, ''],
      [args[0] === true, ''],
    ]
  },
  test_parseAIdata: ({ args }) => {
    const [, text = '', expected = ''] = words(args)
    const elements = bracketed(text)
    const isValid = elements !== undefined && firstRefusal(elements) === undefined
    return [isValid ? [true, writtenWithFnc1(elements)] : refused, [args[0] === true, expected]]
  },
  test_validateAIs: ({ args }) => {
    const elements = bracketed(words(args)[2] ?? '') ?? []
    return [
      [associationRefusal(elements) === undefined, ''],
      [args[0] === true, ''],
    ]
  },
  linter_table: ({ args }) => {
    const [text = '', expected] = words(args)
    return [
      [firstRefusal(bracketed(text) ?? []) === undefined, ''],
      [expected === 'GS1_LINTER_OK', ''],
    ]
  },
  test_parseDLuri: ({ args, flags }) => {
    const [, uri = '', expected = ''] = words(args)
    const read = parseDigitalLink(uri, { permitsShortGtin: flags['permitZeroSuppressedGTIN'] ?? false })
    return [read.ok ? [true, writtenWithFnc1(read.value)] : refused, [args[0] === true, expected]]
  },
  test_URIunescape: ({ args }) => {
    const [text = '', inPath = '', inQuery = inPath] = words(args)
    return [
      [true, `${unescapeUri(text, false)}|${unescapeUri(text, true)}`],
      [true, `${inPath}|${inQuery}`],
    ]
  },
}

const isException = ({ call, args }: EngineCase): boolean =>
  engineExceptions.some((exception) => exception.call === call && exception.args === JSON.stringify(args))

describe.skipIf(missing)(`GS1's engine${missing ? ` (${missing})` : ''}`, () => {
  const judged = engine.filter(({ call }) => outcomes[call] !== undefined)

  it('is asked in every call of its tests, or the call is left out by name', () => {
    const calls = new Set(engine.map(({ call }) => call))
    const known = [...Object.keys(outcomes), ...Object.keys(engineCallsLeftOut), 'test_testProcessScanData']
    expect([...calls].filter((call) => !known.includes(call))).toEqual([])
    expect(judged.length).toBeGreaterThan(200)
  })

  it.each(Object.entries(outcomes))('agrees in every case of %s that is no listed exception', (call, ask) => {
    const cases = judged.filter((given) => given.call === call)
    const differing = cases.filter((given) => {
      const [ours, theirs] = ask(given)
      return JSON.stringify(ours) !== JSON.stringify(theirs)
    })
    expect(cases.length).toBeGreaterThan(0)
    expect(differing.filter((given) => !isException(given))).toEqual([])
    expect(cases.filter((given) => isException(given) && !differing.includes(given))).toEqual([])
  })

  /** The engine names a symbol for what a scanner sends; we only have to find the same elements, or none. */
  it('finds elements behind the same identifiers of scanners', () => {
    const cases = engine.filter(({ call }) => call === 'test_testProcessScanData')
    expect(cases.length).toBeGreaterThan(20)
    for (const { args } of cases) {
      const [, sent = '', , expected = ''] = words(args)
      if (sent.includes('|')) continue
      const found = identify(readingOf(sent))
      if (args[0] === true && expected.startsWith('^')) {
        const read = elementsOf(expected)
        const ai = read.ok && Object.fromEntries(read.value.map((element) => [element.ai, element.value]))
        expect(found.ai, sent).toEqual(ai)
      }
      if (args[0] === false) expect(found.kind, sent).toBe('unknown')
    }
  })
})

const charsetByLinter: Readonly<Record<string, Charset>> = {
  cset82: 'X',
  cset39: 'Y',
  cset64: 'Z',
  csetnumeric: 'N',
}

const isCertified = ({ linter, err }: LinterCase): boolean =>
  lintersLeftOut[linter] === undefined && errorsLeftOut[err ?? ''] === undefined

describe.skipIf(missing)(`GS1's checks${missing ? ` (${missing})` : ''}`, () => {
  const passes = ({ linter, data }: LinterCase): boolean | undefined => {
    const charset = charsetByLinter[linter]
    if (charset !== undefined) return isOfCharset(charset, data)
    const name = checkByLinter[linter]
    return name && checks[name](data) === undefined
  }

  it.each([...new Set(linters.map(({ linter }) => linter))].filter((name) => !lintersLeftOut[name]))(
    'pass and refuse what ours do: %s',
    (name) => {
      const cases = linters.filter((given) => given.linter === name && isCertified(given))
      expect(cases.length).toBeGreaterThan(0)
      expect(cases.filter((given) => passes(given) !== given.pass_)).toEqual([])
    },
  )
})

const lettered = (part: Part): string => {
  const length = part.lengthMin === part.lengthMax && part.lengthMax > 1 ? '' : '..'
  const exact = part.lengthMin === part.lengthMax && part.lengthMax === 1
  const names = part.checks.map(
    (check) => Object.entries(checkByLinter).find(([, ours]) => ours === check)?.[0] ?? check,
  )
  const body = `${part.charset}${exact ? '' : length}${part.lengthMax}`
  return [part.isOptional ? `[${body}]` : body, ...names].join(',')
}

const attributesOf = (entry: AiEntry): readonly string[] =>
  [
    entry.needs.length > 0 ? `req=${entry.needs.map((group) => group.join('+')).join(',')}` : '',
    entry.excludes.length > 0 ? `ex=${entry.excludes.join(',')}` : '',
    entry.qualifiers === undefined
      ? ''
      : ['dlpkey', entry.qualifiers.map((order) => order.join(',')).join('|')].filter(Boolean).join('='),
  ]
    .filter(Boolean)
    .sort()

describe.skipIf(missing)(`the table of AIs${missing ? ` (${missing})` : ''}`, () => {
  it('is that of the official dictionary, entry for entry', () => {
    const official = officialDictionary().flatMap(({ from, to, flags, parts, attributes, title }) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, step) => ({
        ai: String(Number(from) + step).padStart(from.length, '0'),
        flags,
        parts,
        attributes: [...attributes].sort(),
        title,
      })),
    )
    const ours = gs1Table.map((entry) => ({
      ai: entry.ai,
      flags: `${entry.isFixed ? '*' : ''}${entry.isAttribute ? '?' : ''}`,
      parts: entry.parts.map(lettered),
      attributes: attributesOf(entry),
      title: entry.title.startsWith('COUPON ') ? '' : entry.title,
    }))
    const byAi = (a: { readonly ai: string }, b: { readonly ai: string }) => a.ai.localeCompare(b.ai)
    expect([...ours].sort(byAi)).toEqual([...official].sort(byAi))
    expect(official.length).toBeGreaterThan(500)
  })
})
