/**
 * The few items that every demo catalogue has, whatever its seed, so that texts, tests and the tour can name them.
 * Their codes lie outside the ranges that `numbering.ts` hands out.
 */

import type { DemoItem } from './demo-item.ts'

/** Codes as a scanner reads them or a person types them. */
export const demoCodes = {
  /** An ordinary pack for ¥12.80. */
  crackers: '6901028075831',
  /** Not for anyone under 18. */
  beer: '6990128000010',
  /** Sold by weight; has a number for the keypad too. */
  bananas: '6990128000027',
  bananasPlu: '4011',
  /** Known, but withdrawn from sale. */
  withdrawn: '6990128000034',
  /** Sixty characters of Chinese, and more of English. */
  longName: '6990128000041',
  /** A GTIN-8. */
  chewingGum: '69990014',
  /** One and the same item: twelve digits, or zero-suppressed as UPC-E on a small pack. */
  mapleCandyUpcA: '042100005264',
  mapleCandyUpcE: '04252614',
  /** Cheaper near its date, and a batch of it was called back. */
  yoghurt: '6990128000058',
  /** Two in one purchase. */
  eggs: '6990128000065',
  /** Not sold at night, and not to anyone under 18. */
  liquor: '6990128000072',
  /** Not sold by day. */
  nightSnack: '6990128000089',
} as const

const usual = { taxBasisPoints: 1300, minimumAge: 0, weighed: false, forSale: true } as const

const fourteen = (code: string): string => code.padStart(14, '0')

export const fixedItems: readonly DemoItem[] = [
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.crackers),
      names: { 'zh-CN': '脆哆哆海苔苏打饼干 240g', en: 'Cuiduoduo Seaweed Soda Crackers 240 g' },
      department: 'snacks',
      priceMinor: 1280,
    },
    aliases: [],
    stock: 144,
  },
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.beer),
      names: { 'zh-CN': '麦浪湾精酿啤酒 500ml', en: 'Barley Bay Craft Beer 500 ml' },
      department: 'alcohol',
      priceMinor: 890,
      minimumAge: 18,
    },
    aliases: [],
    stock: 96,
  },
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.bananas),
      names: { 'zh-CN': '田小满海南香蕉 散称', en: 'Tianxiaoman Hainan Bananas Loose' },
      department: 'produce',
      priceMinor: 780,
      taxBasisPoints: 900,
      weighed: true,
    },
    aliases: [demoCodes.bananasPlu],
    stock: 85,
  },
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.withdrawn),
      names: { 'zh-CN': '雪屋厨香辣鸡块 500g', en: 'Snowhut Kitchen Spicy Chicken Nuggets 500 g' },
      department: 'frozen',
      priceMinor: 2180,
      forSale: false,
    },
    aliases: [],
    stock: 12,
  },
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.longName),
      names: {
        'zh-CN':
          '蒙塔佩榛子黑巧克力 300g 礼盒装（含榛子夹心、海盐焦糖、扁桃仁与酒心风味四种口味，附手提袋与贺卡各一，赠品赠完即止）',
        en: 'Montalpe Hazelnut Dark Chocolate 300 g Gift Box (hazelnut, salted caramel, almond and truffle, with carry bag and card)',
      },
      department: 'sweets',
      priceMinor: 12_800,
    },
    aliases: [],
    stock: 18,
  },
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.chewingGum),
      names: { 'zh-CN': '甜伴薄荷口香糖 12粒', en: 'Tianban Mint Chewing Gum 12 pcs' },
      department: 'sweets',
      priceMinor: 350,
    },
    aliases: [],
    stock: 230,
  },
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.mapleCandyUpcA),
      names: { 'zh-CN': '糖枫硬糖 45g', en: 'Maple Lantern Hard Candy 45 g' },
      department: 'sweets',
      priceMinor: 990,
    },
    aliases: [],
    stock: 60,
  },
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.yoghurt),
      names: { 'zh-CN': '牧云坡原味酸奶 900g', en: 'Muyunpo Plain Yoghurt 900 g' },
      department: 'dairy',
      priceMinor: 1580,
    },
    aliases: [],
    stock: 48,
  },
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.eggs),
      names: { 'zh-CN': '谷雨农庄鲜鸡蛋 30枚', en: 'Guyu Farm Fresh Eggs 30 pcs' },
      department: 'staples',
      priceMinor: 1990,
      taxBasisPoints: 900,
    },
    aliases: [],
    stock: 80,
  },
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.liquor),
      names: { 'zh-CN': '泉声坊清香白酒 500ml', en: 'Quanshengfang Clear Liquor 500 ml' },
      department: 'alcohol',
      priceMinor: 6800,
      minimumAge: 18,
    },
    aliases: [],
    stock: 36,
  },
  {
    item: {
      ...usual,
      gtin: fourteen(demoCodes.nightSnack),
      names: { 'zh-CN': '深夜食堂关东煮 一份', en: 'Late-Night Oden, One Bowl' },
      department: 'frozen',
      priceMinor: 1880,
    },
    aliases: [],
    stock: 40,
  },
]
