/** Prints bench rows as one table for people: ours, what it stands beside, and how many times as much ours is. */

import type { BenchRow } from './figures.ts'

const headings = ['', '', 'Scanway', 'beside', '', 'ratio'] as const

/** Columns of numbers are read from their ends. */
const toTheRight = new Set([2, 4, 5])

/** Three figures that mean something, without exponents. */
function number(value: number): string {
  if (!Number.isFinite(value)) return '?'
  const digits = value === 0 ? 1 : Math.floor(Math.log10(Math.abs(value))) + 1
  return value.toFixed(Math.min(3, Math.max(0, 3 - digits)))
}

function cells({ what, measure, unit, figure, beside }: BenchRow): readonly string[] {
  return [
    what,
    measure,
    `${number(figure)} ${unit}`,
    beside?.what ?? '',
    beside ? `${number(beside.figure)} ${unit}` : '',
    beside ? `${number(figure / beside.figure)}×` : '',
  ]
}

/** The table as text, a line a row. */
export function tableText(rows: readonly BenchRow[]): string {
  const lines = [headings, ...rows.map(cells)]
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const padded = (line: readonly string[]): string =>
    line
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return toTheRight.has(column) ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return lines.map(padded).join('\n')
}
