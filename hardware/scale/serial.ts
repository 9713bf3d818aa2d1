/**
 * A CAS-speaking scale on a serial line, RS-232 or through a USB adapter: 9600 baud, 8 bits, no parity, as the maker
 * delivers it («ECR type», «CAS ECR» or «Type 1» in its menu).
 */

import { assert } from '../../domain/result.ts'
import type { ScaleRange } from '../../domain/sale/weighing.ts'
import { openSerialLine } from '../serial-line.ts'
import type { Timers } from '../timers.ts'
import { CasScale } from './cas-scale.ts'
import type { Scale } from './port.ts'

const baudRate = 9600

export interface SerialScaleOptions {
  readonly path: string
  readonly range: ScaleRange
  readonly timers: Timers
  readonly reconnectMs?: number
}

export function createSerialScale({ path, ...rest }: SerialScaleOptions): Scale {
  assert(path !== '', 'a serial scale has a path')
  return new CasScale({ name: `scale ${path}`, openLink: openSerialLine({ path, baudRate }), ...rest })
}
