/**
 * The sum at the end of `npm test` is what everybody trusts: it must not come out green by counting too little.
 */
import { describe, expect, it } from 'vitest'
import { tallyOfReport } from '../../tools/test/e2e.ts'
import { addTallies, countEmptyAsFailure, failureOf, nothing, tallyLine } from '../../tools/test/tally.ts'

const skip = { test: 'a', reason: 'no camera' }

describe('the last line', () => {
  it('is plain, and names skipped tests only when there are any', () => {
    expect(tallyLine({ passed: 12, failed: 0, skips: [] })).toBe('12 passed, 0 failed')
    expect(tallyLine({ passed: 12, failed: 1, skips: [skip] })).toBe('12 passed, 1 failed, 1 skipped')
  })

  it('sums every runner', () => {
    const failure = failureOf('b', 'red')
    const one = { passed: 1, failed: 2, skips: [skip], failures: [failure] }
    expect(addTallies(one, { passed: 10, failed: 20, skips: [skip], failures: [] })).toEqual({
      passed: 11,
      failed: 22,
      skips: [skip, skip],
      failures: [failure],
    })
  })
})

describe('a runner', () => {
  it('that ran nothing, or only skipped, failed', () => {
    expect(countEmptyAsFailure(nothing).failed).toBe(1)
    expect(countEmptyAsFailure({ ...nothing, skips: [skip] }).failed).toBe(1)
    expect(countEmptyAsFailure({ ...nothing, passed: 1 }).failed).toBe(0)
  })

  it('whose report is missing or strange failed', () => {
    for (const report of [undefined, {}, { suites: [], errors: [] }])
      expect(tallyOfReport(report).failed).toBe(1)
  })
})

describe('a report of the window tests', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 1 }

  it('counts a flaky test and an error outside tests as failures', () => {
    expect(tallyOfReport({ suites: [], errors: [{ message: 'x' }], stats })).toMatchObject({
      passed: 3,
      failed: 3,
    })
  })

  it('tells of every skipped test, however deep it lies, with its reason', () => {
    const test = { status: 'skipped', annotations: [{ type: 'skip', description: 'no camera' }] }
    const inner = { specs: [{ title: 'scans', file: 'a.spec.ts', tests: [test] }] }
    const tally = tallyOfReport({ suites: [{ specs: [], suites: [inner] }], errors: [], stats })
    expect(tally.skips).toEqual([{ test: 'a.spec.ts > scans', reason: 'no camera' }])
  })

  it('names every failed test with the beginning of what it said', () => {
    const message = ['\u001b[31mred\u001b[39m', ...Array.from({ length: 50 }, (_, line) => `line ${line}`)]
    const failed = {
      status: 'unexpected',
      annotations: [],
      results: [{ errors: [{ message: message.join('\n') }] }],
    }
    const specs = [{ title: 'sells', file: 'b.spec.ts', tests: [failed] }]
    const [failure] = tallyOfReport({ suites: [{ specs }], errors: [], stats }).failures
    expect(failure?.test).toBe('b.spec.ts > sells')
    expect(failure?.why.startsWith('red\nline 0\n')).toBe(true)
    expect(failure?.why.split('\n')).toHaveLength(12)
  })
})
