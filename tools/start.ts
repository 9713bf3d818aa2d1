/**
 * `npm start`: the whole store on this machine. Sandbox wallet, store server, a scanner's cable, a printer's paper
 * and the kiosk in its window; then a table of where everything is. Ctrl-C ends all of it.
 */

import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { demoItemsDefault } from '../sandbox/demo/catalogue.ts'
import { demoStaff } from '../sandbox/demo/store.ts'
import { openDisplay } from './world/display.ts'
import { openDemoFace } from './world/face.ts'
import { handleFace } from './world/face-control.ts'
import { openHand } from './world/hand.ts'
import { keepKioskRunning } from './world/kiosk-process.ts'
import { faceControl, home, root, scaleControl, scannerNear } from './world/places.ts'
import { layCable } from './world/pty.ts'
import { openDemoScale } from './world/scale.ts'
import { handleScale } from './world/scale-control.ts'
import { enrolmentCode } from './world/seed-file.ts'
import { type StoreWorld, startStoreWorld } from './world/store-world.ts'

const say = (line: string): void => console.log(line)

function stop(sentence: string): never {
  console.error(`start: ${sentence}`)
  process.exit(1)
}

function build(): void {
  const built = spawnSync(process.execPath, [path.join(root, 'tools', 'build.ts')], { encoding: 'utf8' })
  if (built.status !== 0) stop(`the build failed:\n${built.stdout}${built.stderr}`)
}

interface Where {
  readonly world: StoreWorld
  readonly scanner: string | undefined
  readonly printer: string
  readonly journal: string
}

function table({ world, scanner, printer, journal }: Where): readonly (readonly [string, string])[] {
  const [attendant] = demoStaff
  const server = world.server().ready
  return [
    ['store server', `${server.url}, process ${world.server().pid}`],
    ['wallet (phone)', world.sandbox.ready.wallet],
    ['scanner', scanner ?? 'none: install socat for a simulated serial line'],
    ['scan', 'npm run scan -- 6901028075831'],
    ['weigh', 'npm run scan -- 4011, then npm run weigh -- 0.732'],
    ['pay by face', 'choose it at the kiosk, then npm run look -- anna'],
    ['attendant', `npm run scan -- STAFF-${attendant?.badge}, then PIN ${attendant?.pin}`],
    ['office', `${server.url}/office/payments, password in ${server.officeTokenFile}`],
    ['receipts', printer],
    ['journal', journal],
    ['logs', path.join(home, '*.log')],
  ]
}

function print(rows: readonly (readonly [string, string])[]): void {
  const width = Math.max(...rows.map(([name]) => name.length))
  say('')
  for (const [name, value] of rows) say(`  ${name.padEnd(width)}  ${value}`)
  say('')
}

async function main(): Promise<void> {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  build()
  const world = await startStoreWorld({
    home,
    items: demoItemsDefault,
    serverPort: Number(process.env['SCANWAY_SERVER_PORT'] ?? 4710),
    sandboxPort: Number(process.env['SCANWAY_WALLET_PORT'] ?? 4711),
  })
  if (!world.ok) stop(world.error.reason)
  const cable = await layCable(scannerNear, path.join(home, 'scanner-line'))
  const scale = await openDemoScale(path.join(home, 'scale-line'))
  const hand = scale.ok ? await openHand(scaleControl, (line) => handleScale(scale.value, line)) : undefined
  const face = await openDemoFace(path.join(home, 'face-line'), world.value.sandbox.ready.wallet)
  const faceHand = await openHand(faceControl, (line) => handleFace(face, line))
  const display = await openDisplay(process.env['DISPLAY'])
  if (!display.ok) stop('there is no display, and no Xvfb for a virtual one: install xvfb')
  const lane = path.join(home, 'lane-1')
  const printer = path.join(home, 'receipts.escpos')
  const kiosk = keepKioskRunning({
    display: display.value.name,
    virtual: display.value.virtual,
    logFile: path.join(home, 'kiosk.log'),
    env: {
      SCANWAY_DATA: lane,
      SCANWAY_SERVER: world.value.server().ready.url,
      SCANWAY_ENROL: enrolmentCode('lane-1'),
      SCANWAY_SCANNER: cable.ok ? cable.value.far : '',
      SCANWAY_SCALE: scale.ok ? scale.value.device : '',
      SCANWAY_FACE: face.device,
      SCANWAY_PRINTER: printer,
    },
  })
  if (display.value.virtual) say('start: no display here, so the kiosk runs on a virtual one')
  const scanner = cable.ok ? cable.value.far : undefined
  print(table({ world: world.value, scanner, printer, journal: path.join(lane, 'journal.db') }))
  say('Ctrl-C ends the store.')

  const asked = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  const why = await Promise.race([kiosk.ended, asked])
  if (why === 'crashLoop') say(`start: the kiosk keeps ending; see ${path.join(home, 'kiosk.log')}`)
  await kiosk.end()
  hand?.close()
  faceHand?.close()
  await face.unplug()
  if (scale.ok) await scale.value.unplug()
  await Promise.all([world.value.end(), cable.ok ? cable.value.end() : undefined, display.value.end()])
}

await main()
