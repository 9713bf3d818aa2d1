/**
 * Asks an ESC/POS printer how it is, by the real-time commands that it answers even when it cannot print
 * (`DLE EOT n`). Only for printers that can answer: a file or a one-way cable never does.
 */

import { err, ok, type Result } from '../../domain/result.ts'
import type { ByteDevice } from './byte-device.ts'
import type { PrinterRefusal } from './port.ts'

/** `DLE EOT 2` for the cause of being offline, `DLE EOT 4` for the paper. */
export const statusQuery = Uint8Array.of(0x10, 0x04, 2, 0x10, 0x04, 4)

const answerBytes = 2

/** Bits that are fixed in every real-time status; anything else is not an answer. */
const fixedBits = 0b1001_0011
const fixedValue = 0b0001_0010

const coverOpen = 0b0000_0100
const stoppedForPaper = 0b0010_0000
const errorState = 0b0100_0000
const paperEnd = 0b0110_0000

const offline = (detail: string): Result<void, PrinterRefusal> => err({ kind: 'Offline', detail })

/** What the answers to both questions say; `ok` is ready to print. */
export function readStatus(answers: Uint8Array): Result<void, PrinterRefusal> {
  const [cause = 0, paper = 0] = answers
  if ([cause, paper].some((byte) => (byte & fixedBits) !== fixedValue))
    return offline('its status makes no sense')
  if ((cause & coverOpen) !== 0) return err({ kind: 'CoverOpen' })
  if ((cause & stoppedForPaper) !== 0 || (paper & paperEnd) !== 0) return err({ kind: 'PaperOut' })
  return (cause & errorState) === 0 ? ok(undefined) : offline('it reports an error')
}

/** Asks, and waits at most `timeoutMs` for the answer. */
export async function askStatus(
  device: ByteDevice,
  timeoutMs: number,
): Promise<Result<void, PrinterRefusal>> {
  const asked = await device.write(statusQuery, timeoutMs)
  if (!asked.ok) return offline(`it takes no question (${asked.error.code})`)
  const answers = await device.read(answerBytes, timeoutMs)
  return answers.ok ? readStatus(answers.value) : offline(`it gives no answer (${answers.error.code})`)
}
