/**
 * The tests in the real window, and those of pages in a browser. Windows run one at a time: they share the machine's
 * one display and GPU process. Pages need neither and run beside them, on what a window's waiting leaves of the
 * machine. Electron is started by the tests themselves, with `--disable-gpu`: a virtual display has no GPU, and looking
 * for one costs a quarter of a second at each start. No video: recording it needs a program that is not here.
 */
import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  workers: 2,
  projects: [
    { name: 'window', testMatch: 'e2e/**/*.spec.ts', workers: 1 },
    { name: 'page', testMatch: 'ui/**/*.spec.ts', workers: 1 },
  ],
  fullyParallel: false,
  retries: 0,
  // Generous: a busy machine must never make a true test fail. No test asserts on time.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: { trace: 'retain-on-failure', video: 'off', actionTimeout: 30_000 },
})
