/**
 * The test function of the window tests: a store for the worker, a lane for each test. `test.use` says what lane.
 */

import path from 'node:path'
import { test as base } from '@playwright/test'
import { type Lane, type LaneOptions, openLane } from './lane.ts'
import { openStore, type Store } from './store.ts'

interface TestFixtures extends LaneOptions {
  readonly lane: Lane
  /** Saves a picture of the screen for people to look at. */
  readonly picture: (name: string) => Promise<void>
}

interface WorkerFixtures {
  readonly store: Store
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  language: ['en', { option: true }],
  size: ['portrait', { option: true }],
  hasCamera: [false, { option: true }],
  hasScale: [false, { option: true }],
  hasFace: [false, { option: true }],
  store: [
    async ({ browserName: _ }, use) => {
      const store = await openStore()
      await use(store)
      await store.end()
    },
    { scope: 'worker' },
  ],
  lane: async ({ store, language, size, hasCamera, hasScale, hasFace }, use, info) => {
    const lane = await openLane(store, { language, size, hasCamera, hasScale, hasFace })
    await use(lane)
    if (info.status !== info.expectedStatus) {
      await lane
        .kiosk()
        .screenshot(info.outputPath('window.png'))
        .catch(() => undefined)
      await info.attach('what the kiosk said', { body: lane.log() })
    }
    await lane.clear()
  },
  picture: async ({ lane }, use, { project }) => {
    await use((name) => lane.kiosk().screenshot(path.join(project.outputDir, 'screens', `${name}.png`)))
  },
})
