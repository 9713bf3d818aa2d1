/**
 * The unit tests: every tests/**\/*.test.ts but the browser's and the benches. Each file runs in a process of its
 * own, because native modules (SQLite, serial ports) do not live in worker threads.
 */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/e2e/**', 'tests/bench/**'],
    environment: 'node',
    setupFiles: ['tests/support/properties.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Generous: a busy machine must never make a true test fail. No test asserts on time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
    expect: { poll: { timeout: 60_000 } },
    restoreMocks: true,
  },
})
