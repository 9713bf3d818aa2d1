/**
 * What the lane process is told at its start, by environment. A missing or malformed value stops the start with a
 * sentence that names it.
 */

import * as v from 'valibot'
import { parseData } from '../../domain/parse.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { ScaleRange } from '../../domain/sale/weighing.ts'
import type { ExtraFaceWords } from '../../hardware/face/sdk.ts'
import { faceWordsSchema } from './face-words.ts'

/** How a scanner on USB HID reports: plain, or with the AIM identifier before the data. */
const hidModes = ['pos', 'pos-aim'] as const

export type HidMode = (typeof hidModes)[number]

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function rangeOf(text: string): ScaleRange {
  const [minGrams = 0, maxGrams = 0] = text.split('-').map(Number)
  return { minGrams, maxGrams }
}

const isRange = ({ minGrams, maxGrams }: ScaleRange): boolean => minGrams > 0 && maxGrams > minGrams

const environmentSchema = v.object({
  SCANWAY_DATA: v.pipe(v.string(), v.minLength(1)),
  SCANWAY_SERVER: v.pipe(v.string(), v.url()),
  SCANWAY_ENROL: v.optional(v.string()),
  SCANWAY_SCANNER: v.optional(v.string()),
  SCANWAY_HID: v.optional(v.picklist(['', ...hidModes]), ''),
  SCANWAY_PRINTER: v.optional(v.string()),
  SCANWAY_SCALE: v.optional(v.string()),
  /** Least and greatest load in grams, as the scale's plate says them (Min and Max). */
  SCANWAY_SCALE_RANGE: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,5}-\d{1,5}$/), v.transform(rangeOf), v.check(isRange, 'grams from-to')),
    '40-15000',
  ),
  SCANWAY_FACE: v.optional(v.string()),
  SCANWAY_FACE_WORDS: v.optional(faceWordsSchema, ''),
  SCANWAY_TIME_ZONE: v.optional(v.pipe(v.string(), v.check(isTimeZone, 'a time zone')), 'Asia/Shanghai'),
  SCANWAY_LANGUAGE: v.optional(v.picklist(['zh-CN', 'en']), 'zh-CN'),
})

export interface ProcessSettings {
  readonly dataDir: string
  readonly serverUrl: string
  readonly enrolmentCode: string | undefined
  /** Path of the serial scanner; `undefined` where there is none. */
  readonly scannerPath: string | undefined
  /** Set where a scanner in HID-POS mode is to be listened to. */
  readonly hidMode: HidMode | undefined
  readonly printerPath: string | undefined
  /** Path of the serial scale; `undefined` where there is none. */
  readonly scalePath: string | undefined
  readonly scaleRange: ScaleRange
  /** Socket of the program that runs a face terminal's SDKs; `undefined` where there is none. */
  readonly facePath: string | undefined
  readonly faceWords: ExtraFaceWords
  readonly language: 'zh-CN' | 'en'
  /** IANA name of the zone that receipts are dated in. */
  readonly timeZone: string
}

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text)

export function readSettings(environment: NodeJS.ProcessEnv): Result<ProcessSettings, string> {
  const parsed = parseData(environmentSchema, environment)
  if (!parsed.ok) return err(`The lane cannot start: setting ${parsed.error.reason}.`)
  const { value } = parsed
  return ok({
    dataDir: value.SCANWAY_DATA,
    serverUrl: value.SCANWAY_SERVER.replace(/\/+$/, ''),
    enrolmentCode: given(value.SCANWAY_ENROL),
    scannerPath: given(value.SCANWAY_SCANNER),
    hidMode: value.SCANWAY_HID === '' ? undefined : value.SCANWAY_HID,
    printerPath: given(value.SCANWAY_PRINTER),
    scalePath: given(value.SCANWAY_SCALE),
    scaleRange: value.SCANWAY_SCALE_RANGE,
    facePath: given(value.SCANWAY_FACE),
    faceWords: value.SCANWAY_FACE_WORDS,
    language: value.SCANWAY_LANGUAGE,
    timeZone: value.SCANWAY_TIME_ZONE,
  })
}
