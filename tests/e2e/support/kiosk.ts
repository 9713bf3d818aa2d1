/**
 * The kiosk under test: the built app in a real Electron window, started with its own data folder and ended by
 * process id. After a page has crashed Playwright's `page` is of no more use; `read` asks through main instead.
 */

import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Language } from '../../../domain/item.ts'
import { descendants, kill, untilGone } from './processes.ts'

const root = path.join(import.meta.dirname, '..', '..', '..')

const launchTimeoutMs = 30_000

/** A page whose process dies under the question never answers it. */
const readTimeoutMs = 2_000

const windowSizes = { portrait: '1080x1920', landscape: '1920x1080' } as const

export interface KioskOptions {
  /** The data folder: journal, catalogue, identity. The same again continues the same kiosk. */
  readonly data: string
  readonly server?: string
  readonly enrol?: string
  readonly scanner?: string
  readonly printer?: string
  readonly scale?: string | undefined
  readonly face?: string | undefined
  /** A .y4m file that stands for the camera's picture; without it there is no camera. */
  readonly camera?: string
  readonly size?: keyof typeof windowSizes
  /** The language the store starts in. */
  readonly language?: Language
  /** Another built app than the product: a folder with a package.json. */
  readonly app?: string
}

export interface Kiosk {
  readonly app: ElectronApplication
  readonly page: Page
  readonly mainPid: number
  readonly pagePid: () => Promise<number>
  readonly lanePid: () => number | undefined
  /** Evaluates an expression in the page through main; works after a crash too. `undefined` where it cannot. */
  readonly read: (expression: string) => Promise<unknown>
  readonly text: () => Promise<string>
  readonly screenshot: (file: string) => Promise<void>
  readonly killMain: () => Promise<void>
  readonly close: () => Promise<void>
}

function environment(options: KioskOptions): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name.startsWith('SCANWAY_') ? [] : [[name, value] as const],
  )
  const wanted = Object.entries({
    SCANWAY_TEST: '1',
    SCANWAY_DATA: options.data,
    SCANWAY_NODE: process.execPath,
    SCANWAY_TEST_WINDOW: windowSizes[options.size ?? 'portrait'],
    SCANWAY_SERVER: options.server ?? 'http://127.0.0.1:9',
    SCANWAY_ENROL: options.enrol,
    SCANWAY_SCANNER: options.scanner,
    SCANWAY_PRINTER: options.printer,
    SCANWAY_SCALE: options.scale,
    SCANWAY_FACE: options.face,
    SCANWAY_LANGUAGE: options.language,
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  return Object.fromEntries([...inherited, ...wanted])
}

function switches(options: KioskOptions): readonly string[] {
  const camera =
    options.camera === undefined
      ? []
      : ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${options.camera}`]
  return ['--disable-gpu', ...camera]
}

/** The lane's own process: a child on its own Node, or the utility process that holds it. */
function findLane(mainPid: number): number | undefined {
  const below = descendants(mainPid)
  const child = below.find(({ command }) => command.includes('lane.cjs'))
  return (child ?? below.find(({ command }) => command.includes('node.mojom.NodeService')))?.pid
}

export async function launchKiosk(options: KioskOptions): Promise<Kiosk> {
  const folder = options.app ?? root
  const app = await _electron.launch({
    args: [...switches(options), '.'],
    cwd: folder,
    chromiumSandbox: process.getuid?.() !== 0,
    env: environment(options),
    timeout: launchTimeoutMs,
  })
  const mainPid = app.process().pid ?? 0
  const page = await app.firstWindow()
  const ask = (expression: string): Promise<unknown> =>
    app.evaluate(
      ({ webContents }, code) => webContents.getAllWebContents()[0]?.executeJavaScript(code),
      expression,
    )
  const read = (expression: string): Promise<unknown> =>
    Promise.race([ask(expression).catch(() => undefined), sleep(readTimeoutMs)])

  return {
    app,
    page,
    mainPid,
    pagePid: () =>
      app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId() ?? 0),
    lanePid: () => findLane(mainPid),
    read,
    text: async () => String(await read('document.body.innerText')),
    screenshot: async (file) => void (await page.screenshot({ path: file })),
    killMain: async () => {
      kill(mainPid)
      await untilGone(mainPid)
    },
    close: async () => {
      const below = descendants(mainPid)
      await app.close().catch(() => undefined)
      for (const { pid } of [...below, { pid: mainPid }]) if (!(await untilGone(pid))) kill(pid)
    },
  }
}
