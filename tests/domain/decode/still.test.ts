/**
 * What a camera could misread: codes that are turned, small, blurred, upside down or half of something else, and
 * pictures that are no pictures. With the engine that the kiosk uses.
 */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acceptable } from '../../../domain/decode/accept.ts'
import type { Read } from '../../../domain/decode/engine.ts'
import { readFrame } from '../../../domain/decode/frame-reader.ts'
import type { Luma } from '../../../domain/decode/luma.ts'
import { hasQuietZones } from '../../../domain/decode/quiet-zone.ts'
import { firstFrame } from '../../../domain/decode/schedule.ts'
import { readStill } from '../../../domain/decode/still.ts'
import { loadEngine } from '../../../tools/decode/zxing.ts'
import { photograph, type Scene } from './synthetic.ts'

const engine = await loadEngine()

const clear = { modulePx: 3, degrees: 0, blurPx: 0.7, noise: 3 }
const milk = { symbology: 'ean13', text: '6901028075831' }

const read = (scene: Scene) => {
  const found = readStill(photograph(scene), engine)
  return found && `${found.symbology} ${found.text}`
}

describe('every retail code is read', () => {
  test.each([
    [{ ...milk }, 'ean13 6901028075831', ']E0'],
    [{ symbology: 'ean8', text: '96385074' }, 'ean8 96385074', ']E4'],
    [{ symbology: 'upca', text: '012345678905' }, 'ean13 0012345678905', ']E0'],
    [{ symbology: 'upce', text: '01234565' }, 'upce 0012345000065', ']E0'],
    [{ symbology: 'itf14', text: '15400141288763' }, 'itf14 15400141288763', ']I1'],
    [
      { symbology: 'gs1-128', text: '(01)09521234543213(17)261231' },
      'code128 010952123454321317261231',
      ']C1',
    ],
    [{ symbology: 'code128', text: 'STAFF-1234' }, 'code128 STAFF-1234', ']C0'],
    [
      { symbology: 'databarexpanded', text: '(01)90012345678908(3103)001750' },
      'databar 01900123456789083103001750',
      ']e0',
    ],
    [
      { symbology: 'gs1datamatrix', text: '(01)09521234543213(21)A1' },
      'datamatrix 010952123454321321A1',
      ']d2',
    ],
    [
      { symbology: 'qrcode', text: 'https://id.example.org/01/09521234543213' },
      'qr https://id.example.org/01/09521234543213',
      ']Q1',
    ],
  ])('%o', (code, expected, aim) => {
    const found = readStill(photograph({ ...clear, ...code }), engine)
    expect([found && `${found.symbology} ${found.text}`, found?.aim]).toEqual([expected, aim])
  })
})

describe('an item held badly is read all the same', () => {
  test.each([15, 40, 75, 90, 130, 180, 200, 270, 335])('turned by %i degrees', (degrees) => {
    expect(read({ ...clear, ...milk, degrees })).toBe('ean13 6901028075831')
  })

  test('so small that a bar is less than two pixels wide', () => {
    expect(read({ ...clear, ...milk, modulePx: 1.9, degrees: 8 })).toBe('ean13 6901028075831')
  })

  test.each([20, 200])('so blurred that bars have no edges left, turned by %i degrees', (degrees) => {
    expect(read({ ...milk, modulePx: 3, degrees, blurPx: 2.4, noise: 2 })).toBe('ean13 6901028075831')
  })
})

describe('nothing is read', () => {
  test('from a UPC-E that is half of a longer code, or follows one', () => {
    const corner = { x: 0, y: 0 }
    const half: Read = {
      text: '0100580000084',
      symbology: 'upce',
      aim: ']E0',
      corners: [corner, { x: 204, y: 0 }, { x: 204, y: 9 }, { x: 0, y: 9 }],
    }
    const alone = { atMs: 5_000, linearAtMs: 0, isAlone: true, isGuess: false }
    expect(acceptable(half, alone)).toMatchObject({ text: '0100580000084' })
    expect(acceptable(half, { ...alone, isAlone: false })).toBeUndefined()
    expect(acceptable(half, { ...alone, linearAtMs: 4_500 })).toBeUndefined()
  })

  test('as alone that has bars beside it', () => {
    const whole = photograph({ ...clear, ...milk, modulePx: 4 })
    const [middle, half] = [whole.width / 2, 47.5 * 4]
    const row = {
      width: whole.width,
      height: 40,
      data: whole.data.subarray((whole.height / 2 - 20) * whole.width),
    }
    expect(hasQuietZones(row, middle - half, middle + half)).toBe(true)
    expect(hasQuietZones(row, middle, middle + half)).toBe(false)
  })

  test('from ITF of another length than a carton has', () => {
    expect(read({ ...clear, symbology: 'interleaved2of5', text: '070429' })).toBeUndefined()
  })

  test('from any bytes of any size', () => {
    const pictures = fc
      .record({
        width: fc.nat(160),
        height: fc.nat(120),
        seed: fc.uint8Array({ minLength: 1, maxLength: 400 }),
      })
      .map(({ width, height, seed }): Luma => {
        const data = Uint8Array.from(
          { length: width * height },
          (_, at) => (seed[at % seed.length] ?? 0) ^ (at >> 7),
        )
        return { width, height, data }
      })
    fc.assert(
      fc.property(pictures, (luma) => {
        expect(readStill(luma, engine)).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })

  test('from a picture whose memory has moved away', () => {
    const gone = { width: 640, height: 480, data: new Uint8Array(0) }
    expect(readFrame(firstFrame, gone, engine, 0).sighting).toBeUndefined()
  })
})
