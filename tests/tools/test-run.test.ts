/**
 * The sum at the end of `npm test` is what everybody trusts: it must not come out green by counting too little.
 */
import { describe, expect, it } from 'vitest'
import { tallyOfReport } from '../../tools/test/e2e.ts'
import { addTallies, countEmptyAsFailure, nothing, tallyLine } from '../../tools/test/tally.ts'

const skip = { test: 'a', reason: 'no camera' }

describe('the last line', () => {
  it('is plain, and names skipped tests only when there are any', () => {
    expect(tallyLine({ passed: 12, failed: 0, skips: [] })).toBe('12 passed, 0 failed')
    expect(tallyLine({ passed: 12, failed: 1, skips: [skip] })).toBe('12 passed, 1 failed, 1 skipped')
  })

  it('sums every runner', () => {
    const one = { passed: 1, failed: 2, skips: [skip] }
    expect(addTallies(one, { passed: 10, failed: 20, skips: [skip] })).toEqual({
      passed: 11,
      failed: 22,
      skips: [skip, skip],
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
})
