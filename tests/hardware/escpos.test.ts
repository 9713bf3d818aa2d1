/** Receipts on paper, read back from their bytes: the right words, in their columns, and no command but our own. */

import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import type { Receipt } from '../../domain/receipt.ts'
import type { RefundSlip } from '../../domain/refund-slip.ts'
import type { Slip } from '../../domain/slip.ts'
import { receiptRowsMax, renderEscPos, renderSlip } from '../../hardware/printer/escpos.ts'
import { nameRowsMax, type ReceiptLayout } from '../../hardware/printer/paper.ts'
import { previewEscPos, readEscPos } from '../../hardware/printer/preview.ts'
import { encodeText, printableText } from '../../hardware/printer/printer-text.ts'
import { receiptRows } from '../../hardware/printer/receipt-rows.ts'
import { coffee, manyLines, milk, receiptWith } from './support/receipts.ts'

const wide: ReceiptLayout = { columns: 48, timeZone: 'Asia/Shanghai' }
const narrow: ReceiptLayout = { columns: 32, timeZone: 'Asia/Shanghai' }

function bytesOf(receipt: Receipt, layout = wide): Uint8Array {
  const rendered = renderEscPos(receipt, layout)
  if (!rendered.ok) throw new Error(`refused: ${rendered.error.kind}`)
  return rendered.value
}

function rowsOf(receipt: Receipt, layout = wide): readonly string[] {
  return readEscPos(bytesOf(receipt, layout)).flatMap((part) => (part.kind === 'row' ? [part.text] : []))
}

/** A row without the run of spaces that aligns it. */
const squeezed = (rows: readonly string[]): readonly string[] =>
  rows.map((row) => row.trim().replace(/ {2,}/g, ' | '))

/** Columns as the paper counts them, told here anew: what is not ASCII is two wide. */
const paperColumns = (row: string): number => [...row].reduce((sum, each) => sum + (each > '~' ? 2 : 1), 0)

describe('a printed receipt', () => {
  test('says in Chinese what was bought, saved, taxed and paid, and when it was in the store', () => {
    const rows = squeezed(rowsOf(receiptWith([milk, coffee])))
    for (const row of [
      '云集生活超市',
      '上海市长宁路 18 号',
      '税号 91310000MA1K0TEST0',
      '小票号 1042 | 收银台 3',
      '时间 | 2026-11-22 02:05:09',
      '纯牛奶 250ml×16 盒',
      '2 x 59.90 | 119.80',
      'Coffee beans, dark roast',
      '1 x 8.60 | 8.60',
      '已优惠 | -3.50',
      '件数 | 3',
      '已优惠 | -￥3.50',
      '合计 | ￥128.40',
      '含税 13% | ￥14.77',
      '微信支付 | ￥128.40',
      '支付单号 | 4200001234202611220000000001',
    ]) {
      expect(rows).toContain(row)
    }
  })

  test('says the same in English', () => {
    const rows = squeezed(
      rowsOf(receiptWith([milk, coffee], { language: 'en', storeName: 'Scanway Market' })),
    )
    for (const row of [
      'Scanway Market',
      'Receipt 1042 | Lane 3',
      'Items | 3',
      'You saved | -￥3.50',
      'Total | ￥128.40',
      'Includes tax at 13% | ￥14.77',
      'WeChat Pay | ￥128.40',
    ]) {
      expect(rows).toContain(row)
    }
  })

  test('is GB18030 text in Chinese mode after a reset, and ends with a cut', () => {
    const bytes = Buffer.from(bytesOf(receiptWith([milk])))
    expect(bytes.subarray(0, 2).toString('latin1')).toBe('\x1b@')
    const chineseMode = bytes.indexOf('\x1c&', 0, 'latin1')
    expect(chineseMode).toBeGreaterThan(bytes.indexOf('\x1c.', 0, 'latin1'))
    expect(bytes.indexOf(iconv.encode('纯牛奶 250ml×16 盒', 'gb18030'))).toBeGreaterThan(chineseMode)
    expect(bytes.subarray(-4).toString('latin1')).toContain('\x1dV\x01')
    expect(readEscPos(bytes).filter(({ kind }) => kind === 'cut')).toHaveLength(1)
  })

  test('carries one QR with the address of the web receipt', () => {
    const parts = readEscPos(bytesOf(receiptWith([milk])))
    expect(parts.filter(({ kind }) => kind === 'qr')).toEqual([
      { kind: 'qr', data: 'http://127.0.0.1:8080/r/Zm9vYmFy' },
    ])
  })

  test('prints no QR that leads nowhere', () => {
    const parts = readEscPos(bytesOf(receiptWith([milk], { url: 'not an address' })))
    expect(parts.map(({ kind }) => kind)).not.toContain('qr')
  })

  test('aligns every amount at the right edge, Chinese or not', () => {
    for (const layout of [wide, narrow]) {
      const rows = rowsOf(receiptWith([milk, coffee]), layout).filter((row) => /\d\.\d\d$/.test(row))
      expect(rows.length).toBeGreaterThan(5)
      for (const row of rows) {
        const title = row.startsWith('合计')
        expect(paperColumns(row)).toBe(title ? layout.columns / 2 : layout.columns)
      }
    }
  })

  test('shows yen without a fraction', () => {
    const rows = squeezed(
      rowsOf(receiptWith([{ ...milk, unitMinor: 500, totalMinor: 1000 }], { currency: 'JPY' })),
    )
    expect(rows).toContain('合计 | ￥1,000')
  })

  test('has every line of a full basket', () => {
    const rows = rowsOf(receiptWith(manyLines(500)))
    for (const number of [1, 200, 500]) expect(rows).toContain(`第 ${number} 件：纯牛奶 250ml×16 盒`)
    expect(rows.filter((row) => row.includes('2 x 59.90'))).toHaveLength(500)
  })

  test('fits its limit even when all 500 lines are long and discounted', () => {
    const long = { ...coffee, name: '长'.repeat(200) }
    const rows = receiptRows(receiptWith(Array.from({ length: 500 }, () => long)), narrow)
    expect(rows.length).toBeLessThanOrEqual(receiptRowsMax)
    expect(rows.length).toBeGreaterThan(500 * (nameRowsMax + 2))
  })

  test('longer than any sale is refused', () => {
    const refused = renderEscPos(receiptWith(manyLines(2000)), wide)
    expect(refused).toMatchObject({ ok: false, error: { kind: 'TooLong', rowsMax: receiptRowsMax } })
  })
})

describe('names from anywhere', () => {
  test.each([
    ['cut and feed', 'Milk\x1dV\x00\n\n\n', 'MilkV'],
    ['a drawer pulse', 'Milk\x1bp\x00\x19\xfa', 'Milkpu'],
    ['a real-time command', 'Milk\x10\x14\x01', 'Milk'],
    ['a QR of their own', 'Milk\x1d(k\x03\x00\x31\x51\x30', 'Milk(k1Q0'],
    ['a reset', '\x1b@Milk', '@Milk'],
    ['text running backwards', 'Milk\u202e0.01\u202c', 'Milk0.01'],
    ['nothing to see', '\u200b\u200d\ufeff\u2060', ''],
    ['a lone surrogate', 'Milk\ud800', 'Milk'],
    ['emoji', 'Milk 🥛', 'Milk ?'],
    ['accents', 'Crème brûlée', 'Creme brulee'],
    ['rare Chinese', '𠮷野家 㐀', '𠮷野家 㐀'],
    ['a foreign script', '우유', '??'],
    ['a yen sign', '¥5', '￥5'],
  ])('with %s print as plain text', (_, name, printed) => {
    expect(printableText(name)).toBe(printed)
    const parts = readEscPos(bytesOf(receiptWith([{ ...milk, name }])))
    const clean = readEscPos(bytesOf(receiptWith([{ ...milk, name: printed }])))
    expect(parts).toEqual(clean)
  })

  test('never add a command, a stray byte or a row too wide, whatever they hold', () => {
    const any = fc.string({ unit: 'binary', maxLength: 120 })
    const names = fc.record({
      storeName: any,
      address: any,
      taxNumber: any,
      laneName: any,
      saleId: any,
      url: any,
    })
    fc.assert(
      fc.property(any, names, fc.constantFrom(wide, narrow), (name, others, layout) => {
        const receipt = receiptWith([{ ...milk, name }], others)
        for (const row of receiptRows(receipt, layout)) {
          if (row.kind === 'qr') continue
          const columns = row.style === 'title' ? layout.columns / 2 : layout.columns
          expect(paperColumns(row.text)).toBeLessThanOrEqual(columns)
          expect(Math.min(0x20, ...encodeText(row.text))).toBe(0x20)
        }
        const kinds = readEscPos(bytesOf(receipt, layout)).map(({ kind }) => kind)
        expect(kinds).not.toContain('stray')
        expect(kinds.filter((kind) => kind === 'cut')).toHaveLength(1)
      }),
    )
  })
})

describe('a preview', () => {
  test('shows the QR, the cut, and any byte that is no command of ours', () => {
    const shown = previewEscPos(Buffer.concat([bytesOf(receiptWith([milk])), Uint8Array.of(0x07)]))
    expect(shown).toContain('[QR http://127.0.0.1:8080/r/Zm9vYmFy]')
    expect(shown).toContain('✂')
    expect(shown).toContain('[stray byte 0x07]')
  })
})

describe('a printed slip', () => {
  const slip = (changes: Partial<Slip> = {}): Slip => {
    const { storeName, laneName, saleId, currency, lines, language } = receiptWith([milk, coffee])
    return {
      storeName,
      laneName,
      saleId,
      currency,
      lines,
      language,
      atMs: Date.UTC(2026, 10, 22, 2, 5, 9),
      isParked: false,
      pieces: 3,
      totalMinor: 12_840,
      code: 'HANDOVER-k3JfQ0aZ9mXw7TnRb2VcLg',
      ...changes,
    }
  }

  const partsOf = (shown: Slip, layout = wide) => {
    const rendered = renderSlip(shown, layout)
    if (!rendered.ok) throw new Error(`refused: ${rendered.error.kind}`)
    return readEscPos(rendered.value)
  }

  test.each([wide, narrow])('carries the code, the total, and that nothing was paid', (layout) => {
    const parts = partsOf(slip(), layout)
    const rows = squeezed(parts.flatMap((part) => (part.kind === 'row' ? [part.text] : [])))
    expect(parts).toContainEqual({ kind: 'qr', data: 'HANDOVER-k3JfQ0aZ9mXw7TnRb2VcLg' })
    expect(rows.join()).toContain('应付 | ￥128.40')
    expect(rows.join()).toContain('尚未付款')
    expect(rows.join()).not.toContain('微信')
  })

  test('of goods that went along says that they are owed for', () => {
    const rows = partsOf(slip({ isParked: true, language: 'en' })).map((part) => JSON.stringify(part))
    expect(rows.join()).toContain('Goods taken, payment owed')
  })
})

describe('a printed refund', () => {
  const slip: RefundSlip = {
    language: 'en',
    storeName: 'Store',
    laneName: '3',
    atMs: Date.UTC(2026, 10, 22, 2, 5, 9),
    currency: 'CNY',
    receiptNumber: 1042,
    lines: [{ name: 'Milk', quantity: 1, amountMinor: 1_500 }],
    amountMinor: 1_500,
    parts: [
      { kind: 'wallet', wallet: 'wechat', amountMinor: 1_200 },
      { kind: 'card', codeHint: '1234', amountMinor: 300 },
    ],
    badge: '1001',
    refundReference: 'R_1',
  }

  function refundRowsOf(shown: RefundSlip): string {
    const rendered = renderSlip(shown, narrow)
    if (!rendered.ok) throw new Error(`refused: ${rendered.error.kind}`)
    return squeezed(
      readEscPos(rendered.value).flatMap((part) => (part.kind === 'row' ? [part.text] : [])),
    ).join('\n')
  }

  /** The paper line by line, as it is printed; what is no line, by its name. */
  function paperOf(shown: RefundSlip): readonly string[] {
    const rendered = renderSlip(shown, narrow)
    if (!rendered.ok) throw new Error(`refused: ${rendered.error.kind}`)
    const lines = readEscPos(rendered.value).map((part) =>
      part.kind === 'row' ? part.text : `[${part.kind}]`,
    )
    return lines.filter((line) => line !== '')
  }

  test('is this paper, line by line, and is cut', () => {
    expect(paperOf(slip)).toEqual([
      '     Store',
      '             Refund',
      '--------------------------------',
      'Time         2026-11-22 10:05:09',
      'Lane                           3',
      'Of receipt                  1042',
      'Attendant                   1001',
      '--------------------------------',
      '1 x Milk                   15.00',
      '--------------------------------',
      'Back to WeChat Pay       ￥12.00',
      'Back to store card ··1234',
      '                          ￥3.00',
      'Refund no.                   R_1',
      ' The money goes back the way it',
      '  came: your wallet tells you',
      '[cut]',
    ])
  })

  test('is this paper in Chinese, whose bytes are GB 18030', () => {
    const lines = [{ name: '山泉水 550毫升', quantity: 2, amountMinor: 1_500 }]
    expect(paperOf({ ...slip, language: 'zh-CN', storeName: '示例超市', lines })).toEqual([
      '    示例超市',
      '            退款凭条',
      '--------------------------------',
      '时间         2026-11-22 10:05:09',
      '收银台                         3',
      '原小票号                    1042',
      '经办                        1001',
      '--------------------------------',
      '2 x 山泉水 550毫升         15.00',
      '--------------------------------',
      '退回微信支付             ￥12.00',
      '退回储值卡 ··1234       ￥3.00',
      '退款单号                     R_1',
      ' 款项将原路退回，请留意钱包通知',
      '[cut]',
    ])
    const rendered = renderSlip({ ...slip, language: 'zh-CN' }, narrow)
    if (!rendered.ok) throw new Error('refused')
    // 退款 in GB 18030.
    expect(Buffer.from(rendered.value).includes(Buffer.from([0xcd, 0xcb, 0xbf, 0xee]))).toBe(true)
  })

  test('tells each part by where it goes', () => {
    const rows = refundRowsOf(slip)
    expect(rows).toContain('Back to WeChat Pay | ￥12.00')
    expect(rows).toContain('Back to store card ··1234\n￥3.00')
  })

  test('of goods that a coupon paid for says that no money is due', () => {
    const lines = [{ name: 'Milk', quantity: 1, amountMinor: 0 }]
    expect(paperOf({ ...slip, lines, amountMinor: 0, parts: [] }).slice(8)).toEqual([
      '1 x Milk                    0.00',
      '--------------------------------',
      'Refund no.                   R_1',
      'Goods taken back; a coupon paid',
      '  for them, so no money is due',
      '[cut]',
    ])
  })

  test('to a card alone sends nobody to a wallet', () => {
    const rows = refundRowsOf({ ...slip, parts: [{ kind: 'card', codeHint: '1234', amountMinor: 1_500 }] })
    expect(rows).toContain('Back to store card ··1234\n￥15.00')
    expect(rows).not.toContain('wallet')
  })
})

describe('the receipt of a covered sale', () => {
  test('names what paid, and no wallet', () => {
    const tenders = [{ tender: 'storedValue', amountMinor: 11_980, codeHint: '1234' }] as const
    const receipt = receiptWith([milk], { language: 'en', wallet: undefined, walletMinor: 0, tenders })
    const rows = squeezed(rowsOf(receipt, narrow)).join('\n')
    expect(rows).toContain('Store card ··1234 | ￥119.80')
    expect(rows).not.toContain('WeChat')
  })
})
