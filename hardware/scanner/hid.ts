/**
 * A scanner on USB as a HID device. Reports come from an injected link, so that recorded reports prove the reading
 * where no device can be; `hid-device.ts` is the link to a real one.
 */

import type { OpenLink } from '../link.ts'
import type { Timers } from '../timers.ts'
import type { Decoder, FramingRules } from './framing.ts'
import { createKeyboardDecoder } from './hid-keyboard.ts'
import type { HidLayout } from './hid-layout.ts'
import { createPosDecoder } from './hid-pos.ts'
import { LinkedScanner } from './linked.ts'
import type { Scanner } from './port.ts'

export interface HidScannerOptions {
  readonly name: string
  readonly openLink: OpenLink
  readonly layout: HidLayout
  readonly framing?: FramingRules
  readonly timers: Timers
  readonly reconnectMs?: number
}

function decoderFor(layout: HidLayout, framing: FramingRules | undefined): Decoder {
  switch (layout.kind) {
    case 'pos':
      return createPosDecoder(layout, framing)
    case 'keyboard':
      return createKeyboardDecoder(layout, framing)
  }
}

export function createHidScanner(options: HidScannerOptions): Scanner {
  const { name, openLink, layout, framing, timers, reconnectMs } = options
  return new LinkedScanner({
    name,
    source: 'hid',
    openLink,
    decoder: decoderFor(layout, framing),
    timers,
    ...(reconnectMs === undefined ? {} : { reconnectMs }),
  })
}
