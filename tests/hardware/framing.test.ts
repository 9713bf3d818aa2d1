/** Framing: however bytes arrive, every whole code comes out once and nothing doubtful does. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFramer, defaultFraming, type Frame } from '../../hardware/scanner/framing.ts'

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))

/** All frames of some chunks, each arriving 1 ms after the one before. */
function framesOf(chunks: readonly (string | Uint8Array)[], framer = createFramer()): readonly Frame[] {
  return chunks.flatMap((chunk, index) =>
    framer.push(typeof chunk === 'string' ? bytesOf(chunk) : chunk, index),
  )
}

const text = (value: string): Frame => ({ kind: 'text', text: value })
const refused = (why: Extract<Frame, { kind: 'refused' }>['why']): Frame => ({ kind: 'refused', why })

/** Cuts bytes at the given places, anywhere. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}

const code = fc
  .array(fc.integer({ min: 0x20, max: 0x7e }), { minLength: 1, maxLength: 40 })
  .map((bytes) => String.fromCharCode(...bytes))
  .filter((value) => !/^\][A-Za-z][0-9A-Za-z]$/.test(value))

const envelope = fc.constantFrom(
  ['', '\r'],
  ['', '\n'],
  ['', '\r\n'],
  ['', '\t'],
  ['\x02', '\x03'],
  ['\x02', '\x03\r\n'],
)

describe('codes on a line', () => {
  test('come out whole and in order, however they are enveloped, split and joined', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(code, envelope), { maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (codes, places) => {
          const stream = codes.map(([value, [start, end]]) => `${start}${value}${end}`).join('')
          expect(framesOf(cut(bytesOf(stream), places))).toEqual(codes.map(([value]) => text(value)))
        },
      ),
    )
  })

  test('of any bytes at all never yield an unprintable code or hold more than one frame', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 10 }), (chunks) => {
        for (const frame of framesOf([...chunks, '\r'])) {
          if (frame.kind === 'refused') continue
          expect(frame.text.replaceAll('\x1d', '')).toMatch(/^[\x20-\x7e]*$/)
          expect(frame.text.length).toBeLessThanOrEqual(defaultFraming.frameBytesMax)
        }
      }),
    )
  })

  test('after any garbage and an end, the next code is read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1500 }), (garbage) => {
        expect(framesOf([garbage, '\r', '96385074\r']).at(-1)).toEqual(text('96385074'))
      }),
    )
  })
})

describe('what is no code', () => {
  test('a megabyte without an end is refused once and the line lives on', () => {
    const framer = createFramer()
    const chunk = bytesOf('7'.repeat(64 * 1024))
    const frames = framesOf(
      Array.from({ length: 16 }, () => chunk),
      framer,
    )
    expect(frames).toEqual([refused('TooLong')])
    expect(framesOf(['\r96385074\r'], framer)).toEqual([text('96385074')])
  })

  test('one byte over the longest is refused, the longest is not', () => {
    const longest = 'x'.repeat(defaultFraming.frameBytesMax)
    expect(framesOf([`${longest}\r`])).toEqual([text(longest)])
    expect(framesOf([`${longest}x\r`])).toEqual([refused('TooLong')])
  })

  test.each(
    Array.from({ length: 256 }, (_, byte) => byte).filter(
      (byte) => (byte < 0x20 || byte > 0x7e) && ![0x02, 0x03, 0x09, 0x0a, 0x0d, 0x1d].includes(byte),
    ),
  )('a code with byte %i in it is refused whole', (byte) => {
    const bytes = Uint8Array.of(0x39, 0x36, byte, 0x33, 0x0d)
    expect(framesOf([bytes])).toEqual([refused('NotPrintable')])
  })

  test('the separator of GS1 fields is part of the code', () => {
    expect(framesOf([']C110LOT\x1d21S\r'])).toEqual([text(']C110LOT\x1d21S')])
  })

  test('an identifier without data is refused; an end without anything is nothing', () => {
    expect(framesOf([']E0\r', '\r\n\r\n\t'])).toEqual([refused('Empty')])
  })

  test('a new start drops the frame that never ended', () => {
    expect(framesOf(['\x02690102\x0296385074\x03'])).toEqual([refused('Unfinished'), text('96385074')])
  })
})

describe('a pause within a code', () => {
  const late = defaultFraming.silenceMs + 1

  test('longer than the silence refuses it, and its rest does not join the next code', () => {
    const framer = createFramer()
    expect(framer.push(bytesOf('690102'), 0)).toEqual([])
    expect(framer.push(bytesOf('96385074\r'), late)).toEqual([refused('Unfinished'), text('96385074')])
  })

  test('within the silence does not matter', () => {
    const framer = createFramer()
    framer.push(bytesOf('6901'), 0)
    framer.push(bytesOf('028075'), defaultFraming.silenceMs)
    expect(framer.push(bytesOf('831\r'), 2 * defaultFraming.silenceMs)).toEqual([text('6901028075831')])
  })

  test('ends the code of a scanner that was set up without a terminator', () => {
    const framer = createFramer({ ...defaultFraming, atSilence: 'accept' })
    framer.push(bytesOf('96385074'), 0)
    expect(framer.isWaiting()).toBe(true)
    expect(framer.fallSilent()).toEqual([text('96385074')])
    expect(framer.isWaiting()).toBe(false)
  })
})
