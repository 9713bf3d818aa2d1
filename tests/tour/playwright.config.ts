/** The tour is run by `npm run tour`, not with the tests: it shows, it proves nothing. */

import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/tour',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: { actionTimeout: 15_000 },
})
