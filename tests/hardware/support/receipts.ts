/** Receipts to print in tests. Their sums agree, as those of real sales do. */

import type { Receipt, ReceiptLine } from '../../../domain/receipt.ts'

const taxBasisPoints = 1300

export function receiptWith(lines: readonly ReceiptLine[], more: Partial<Receipt> = {}): Receipt {
  const sum = (of: (line: ReceiptLine) => number): number =>
    lines.reduce((total, line) => total + of(line), 0)
  const totalMinor = sum((line) => line.totalMinor)
  const taxMinor = totalMinor - Math.round((totalMinor * 10_000) / (10_000 + taxBasisPoints))
  return {
    language: 'zh-CN',
    storeName: '云集生活超市',
    address: '上海市长宁路 18 号',
    taxNumber: '91310000MA1K0TEST0',
    laneName: '3',
    saleId: 'sale-0193ab',
    receiptNumber: 1042,
    paidAtMs: Date.UTC(2026, 10, 21, 18, 5, 9),
    currency: 'CNY',
    lines,
    pieces: sum((line) => line.quantity),
    savedMinor: sum((line) => line.savedMinor),
    totalMinor,
    taxes: [{ taxBasisPoints, grossMinor: totalMinor, taxMinor, netMinor: totalMinor - taxMinor }],
    tenders: [],
    wallet: 'wechat',
    walletMinor: totalMinor,
    transactionId: '4200001234202611220000000001',
    url: 'http://127.0.0.1:8080/r/Zm9vYmFy',
    ...more,
  }
}

export const milk: ReceiptLine = {
  name: '纯牛奶 250ml×16 盒',
  quantity: 2,
  unitMinor: 5990,
  totalMinor: 11_980,
  savedMinor: 0,
}

export const coffee: ReceiptLine = {
  name: 'Coffee beans, dark roast',
  quantity: 1,
  unitMinor: 860,
  totalMinor: 860,
  savedMinor: 350,
}

export const manyLines = (count: number): readonly ReceiptLine[] =>
  Array.from({ length: count }, (_, index) => ({ ...milk, name: `第 ${index + 1} 件：${milk.name}` }))
