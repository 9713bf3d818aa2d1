/**
 * Runs the unit tests with Vitest and counts them from its own state. A file that does not load and an error
 * outside every test count as failures too.
 */
import { startVitest, type TestCase } from 'vitest/node'
import { failureOf, nothing, type Tally } from './tally.ts'

const nameOf = (test: TestCase): string => `${test.module.relativeModuleId} > ${test.fullName}`

function countTest(tally: Tally, test: TestCase): Tally {
  const result = test.result()
  switch (result.state) {
    case 'passed':
      return { ...tally, passed: tally.passed + 1 }
    case 'failed': {
      const failure = failureOf(nameOf(test), result.errors.map(({ message }) => message).join('\n'))
      return { ...tally, failed: tally.failed + 1, failures: [...tally.failures, failure] }
    }
    case 'skipped': {
      const skip = { test: nameOf(test), reason: result.note ?? 'no reason given' }
      return { ...tally, skips: [...tally.skips, skip] }
    }
    case 'pending':
      return { ...tally, failed: tally.failed + 1 }
  }
}

export async function runUnitTests(root: string, filters: readonly string[]): Promise<Tally> {
  const vitest = await startVitest([...filters], { root, run: true, watch: false, reporters: ['default'] })
  const modules = vitest.state.getTestModules()
  const counted = modules.flatMap((module) => [...module.children.allTests()]).reduce(countTest, nothing)
  const broken = modules.filter(
    (module) => !module.ok() && [...module.children.allTests('failed')].length === 0,
  )
  const failed = counted.failed + broken.length + vitest.state.getUnhandledErrors().length
  await vitest.close()
  return { ...counted, failed }
}
