/**
 * Which command-line switches the kiosk starts with at all. Chromium knows some 1,500 of them; a few hand the page,
 * the network or the disk to whoever can edit a shortcut. So the few that are needed are named here with a reason,
 * and any other switch stops the program before it has opened anything.
 */

import type { Climate } from './climate.ts'

/** EX_CONFIG of sysexits.h: a supervisor can tell it from a crash, and need not try again. */
export const exitRefusedSwitch = 78

type Verdict = 'always' | 'root on a working copy'

const allowed: Readonly<Record<string, readonly [Verdict, reason: string]>> = {
  'disable-gpu': ['always', 'a virtual display has no GPU, and looking for one costs a quarter of a second'],
  'ozone-platform': ['always', 'Wayland or X11 is a property of the machine'],
  'force-device-scale-factor': ['always', 'some kiosk panels report a wrong size'],
  'use-fake-device-for-media-stream': ['always', 'a demonstration without a camera; it opens nothing'],
  'use-file-for-fake-video-capture': ['always', 'the picture that camera shows'],
  'no-sandbox': ['root on a working copy', 'Chromium cannot start as root otherwise'],
}

/** Asked for by name as well, because a switch need not come by the argument list. */
const neverOutsideTests: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-wait',
  'disable-web-security',
  'load-extension',
  'js-flags',
  'proxy-server',
  'host-resolver-rules',
  'ignore-certificate-errors',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
]

/** `--name=value` and Chromium's equally valid `-name=value` → `name`; `undefined` for what is no switch. */
function switchName(argument: string): string | undefined {
  return /^--?([^=]+)/.exec(argument)?.[1]
}

function isAllowed(name: string, climate: Climate): boolean {
  if (!Object.hasOwn(allowed, name)) return false
  switch (allowed[name]?.[0]) {
    case 'always':
      return true
    case 'root on a working copy':
      return climate.rootOnWorkingCopy
    case undefined:
      return false
  }
}

/** The switches this run may not have; the run may go on only when there are none. */
export function refusedSwitches(
  args: readonly string[],
  has: (name: string) => boolean,
  climate: Climate,
): readonly string[] {
  if (climate.test) return []
  const named = args.flatMap((argument) => switchName(argument) ?? [])
  const refused = named.filter((name) => !isAllowed(name, climate))
  return [...new Set([...refused, ...neverOutsideTests.filter(has)])]
}
