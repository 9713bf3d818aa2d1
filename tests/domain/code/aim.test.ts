/** AIM identifiers: taken off the data, and turned into the one thing the digits cannot say. */

import { describe, expect, test } from 'vitest'
import { scanOf } from '../../../domain/code/aim.ts'

describe('what a scanner says about the symbol', () => {
  test.each([
    [']E06901028075831', '6901028075831', 'ean13'],
    [']E0012345678905', '012345678905', 'upca'],
    [']E001234565', '01234565', 'upce'],
    [']E496385074', '96385074', 'ean8'],
    [']C1010690102807583110LOT\x1d21S', '010690102807583110LOT\x1d21S', 'code128'],
    [']I116901028075838', '16901028075838', 'itf14'],
    [']I11234', '1234', 'other'],
    [']e00116901028075838', '0116901028075838', 'databar'],
    [']Q1https://example.com', 'https://example.com', 'qr'],
    [']d2019', '019', 'datamatrix'],
    [']A0CODE39', 'CODE39', 'other'],
  ])('%s is read as %s of %s', (sent, text, symbology) => {
    expect(scanOf(sent, 'serial')).toEqual({ text, symbology, aim: sent.slice(0, 3), source: 'serial' })
  })

  test('the add-on of a periodical does not spoil its EAN-13', () => {
    expect(scanOf(']E3977123456700312345', 'hid').text).toBe('9771234567003')
  })

  test('a code without an identifier keeps its text and has no symbology', () => {
    expect(scanOf('6901028075831', 'serial')).toEqual({ text: '6901028075831', source: 'serial' })
  })

  test('a bracket that begins the data itself is data', () => {
    expect(scanOf(']-1', 'serial').text).toBe(']-1')
    expect(scanOf(']', 'serial').text).toBe(']')
  })

  test('only one identifier is taken off, so data that look like one stay data', () => {
    expect(scanOf(']C0]E06901028075831', 'serial')).toMatchObject({
      text: ']E06901028075831',
      symbology: 'code128',
    })
  })
})
