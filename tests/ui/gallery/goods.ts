/**
 * Goods for the gallery: believable names of every length in both languages, and lines made of them.
 */

import { checkDigit, shownGtin } from '../../../domain/code/retail-code.ts'
import type { BasketView, LineView } from '../../../domain/contract/view.ts'
import { type Department, departments } from '../../../domain/item.ts'

interface Good {
  readonly zh: string
  readonly en: string
  readonly department: Department
  readonly listMinor: number
  readonly unitMinor?: number
  readonly minimumAge?: number
}

const goods: readonly Good[] = [
  { zh: '农夫山泉饮用天然水 550ml', en: 'Spring water 550 ml', department: 'drinks', listMinor: 200 },
  { zh: '光明鲜牛奶 950ml', en: 'Fresh milk 950 ml', department: 'dairy', listMinor: 1890, unitMinor: 1590 },
  { zh: '红富士苹果 一袋', en: 'Fuji apples, bag', department: 'produce', listMinor: 1280 },
  { zh: '全麦切片吐司 400g', en: 'Wholemeal toast 400 g', department: 'bakery', listMinor: 1190 },
  {
    zh: '金龙鱼 东北长粒香大米 优选当季新米 真空包装 家庭装 5公斤 送礼自用两相宜 软糯香甜 煮粥煮饭都好吃的珍珠米',
    en: 'Northeastern long-grain fragrant rice, this season’s selected new harvest, vacuum-packed family size, 5 kg',
    department: 'staples',
    listMinor: 5990,
    unitMinor: 4990,
  },
  { zh: '乐事原味薯片 104g', en: 'Crisps, original 104 g', department: 'snacks', listMinor: 990 },
  { zh: '海之言柠檬味饮料 500ml', en: 'Lemon sea-salt drink 500 ml', department: 'drinks', listMinor: 450 },
  { zh: '冷鲜五花肉 约500g', en: 'Pork belly, about 500 g', department: 'meat', listMinor: 3280 },
  { zh: '速冻三鲜水饺 1kg', en: 'Frozen dumplings 1 kg', department: 'frozen', listMinor: 2690 },
  { zh: '蓝月亮洗衣液 2kg', en: 'Laundry liquid 2 kg', department: 'household', listMinor: 2990 },
  { zh: '青岛啤酒 500ml', en: 'Lager beer 500 ml', department: 'alcohol', listMinor: 650, minimumAge: 18 },
  { zh: '大白兔奶糖 227g', en: 'Milk sweets 227 g', department: 'sweets', listMinor: 1680 },
]

const gtinOf = (index: number): string => {
  const body = `69010${String(28_000_00 + index).padStart(7, '0')}`
  return shownGtin(`0${body}${checkDigit(body)}`)
}

function lineOf(index: number): LineView {
  const good = goods[index % goods.length]
  if (!good) throw new Error('the gallery has goods')
  const quantity = 1 + ((index * 7) % 3)
  const unitMinor = good.unitMinor ?? good.listMinor
  return {
    lineId: `line-${index}`,
    gtin: gtinOf(index),
    names: { 'zh-CN': good.zh, en: good.en },
    department: index < goods.length ? good.department : (departments[index % departments.length] ?? 'home'),
    quantity,
    unitMinor,
    listMinor: good.listMinor,
    weightGrams: null,
    markdown: null,
    isRecalled: false,
    isOnePack: false,
    totalMinor: unitMinor * quantity,
    savedMinor: (good.listMinor - unitMinor) * quantity,
    minimumAge: good.minimumAge ?? 0,
    waitsForApproval: false,
  }
}

const taxOf = (grossMinor: number, taxBasisPoints: number) => {
  const taxMinor = Math.round((grossMinor * taxBasisPoints) / (10_000 + taxBasisPoints))
  return { taxBasisPoints, grossMinor, taxMinor, netMinor: grossMinor - taxMinor }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function basketOf(lines: readonly LineView[]): BasketView {
  const totalMinor = sum(lines.map((line) => line.totalMinor))
  const reduced = Math.floor(totalMinor / 3)
  return {
    lines,
    lastLineId: lines.at(-1)?.lineId ?? null,
    pieces: sum(lines.map((line) => line.quantity)),
    totalMinor,
    savedMinor: sum(lines.map((line) => line.savedMinor)),
    taxes: lines.length === 0 ? [] : [taxOf(totalMinor - reduced, 1300), taxOf(reduced, 900)],
  }
}

/** So many lines without any that an age restricts. */
export const basketOfLines = (count: number): BasketView =>
  basketOf(
    Array.from({ length: count + Math.floor(count / 10) + 1 }, (_, index) => lineOf(index))
      .filter((line) => line.minimumAge === 0)
      .slice(0, count),
  )

/** The beer on top waits for an attendant. */
export const basketWithAge = (): BasketView =>
  basketOf([0, 2, 1, 10].map(lineOf).map((line) => ({ ...line, waitsForApproval: line.minimumAge > 0 })))

/** The longest name is the last scanned. */
export const basketWithLongName = (): BasketView => basketOf([0, 1, 2, 4].map(lineOf))

/** The milk on its last day at half price, and the apples called back while they lay there. */
export const basketUnderRules = (): BasketView =>
  basketOf(
    [0, 3, 2, 1].map((index) => {
      const line = lineOf(index)
      if (index === 2) return { ...line, isRecalled: true }
      if (index !== 1) return line
      const unitMinor = line.listMinor / 2
      const markdown = { percentOff: 50, goodUntil: '2026-11-22' }
      const price = { unitMinor, totalMinor: unitMinor, savedMinor: unitMinor }
      return { ...line, ...price, quantity: 1, isOnePack: true, markdown }
    }),
  )
