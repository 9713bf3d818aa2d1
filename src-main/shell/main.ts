/**
 * The kiosk's main process: refuses to start in a way that opens it to others, then one window, one lane, and a
 * watch over both. It sees no item, no price and no payment, and may be ended at any moment without losing one.
 */

import path from 'node:path'
import { app, crashReporter, ipcMain, powerSaveBlocker, protocol, session } from 'electron'
import { climateOf } from './climate.ts'
import { trimCrashDumps } from './crash-dumps.ts'
import { disconnectChromium, guardEverything } from './guards.ts'
import { runKiosk } from './kiosk.ts'
import { findPlaces } from './places.ts'
import { playwrightGate } from './playwright-gate.ts'
import { privileges } from './scheme.ts'
import { readSettings, type Settings } from './settings.ts'
import { exitRefusedSwitch, refusedSwitches } from './switches.ts'

const climate = climateOf({ packaged: app.isPackaged, userId: process.getuid?.(), env: process.env })
const refused = refusedSwitches(process.argv.slice(1), (name) => app.commandLine.hasSwitch(name), climate)
if (refused.length > 0) {
  console.error(`Scanway does not start with --${refused.join(', --')}.`)
  process.exit(exitRefusedSwitch)
}

/** EX_TEMPFAIL of sysexits.h: another kiosk has this data; trying later may help. */
const exitAlreadyRunning = 75

function refuse(sentence: string, code: number): void {
  console.error(sentence)
  process.exit(code)
}

async function boot(settings: Settings): Promise<void> {
  // The lock lies in this folder, so one kiosk per data folder; nothing else is ever written there.
  app.setPath('userData', path.join(settings.data, 'shell'))
  if (!app.requestSingleInstanceLock()) {
    return refuse(`A kiosk is running on ${settings.data} already.`, exitAlreadyRunning)
  }
  const dumps = path.join(settings.data, 'crashes')
  trimCrashDumps(dumps)
  app.setPath('crashDumps', dumps)
  crashReporter.start({ uploadToServer: false })

  guardEverything(app)
  disconnectChromium(app.commandLine)
  protocol.registerSchemesAsPrivileged([privileges])
  const gate = playwrightGate(climate.test)
  await app.whenReady()
  await gate
  powerSaveBlocker.start('prevent-display-sleep')
  runKiosk({
    app,
    ipcMain,
    // Without `persist:` it lives in memory: nothing of a shopper outlasts the process.
    session: session.fromPartition('kiosk'),
    settings,
    windowSize: climate.test ? settings.windowSize : undefined,
    places: findPlaces({
      bundles: import.meta.dirname,
      packaged: app.isPackaged,
      resources: process.resourcesPath,
      appPath: app.getAppPath(),
      env: process.env,
    }),
  })
}

const settings = readSettings(process.env, app.getPath('userData'))
if (settings.ok) void boot(settings.value)
else refuse(`Scanway does not start: ${settings.error.sentence}.`, exitRefusedSwitch)
