/**
 * The Chinese words of the weigh step, and the pattern for the other languages: for each state of the scale what it
 * is, and the one thing to do.
 */

import type { WeighedState } from '../../domain/sale/weighing.ts'

export const weighZhCN = {
  title: '称重',
  weight: '重量',
  price: '价格',
  perKilogram: (money: string) => `每公斤 ${money}`,
  is: (kilograms: string, money: string) => `${kilograms} 公斤，${money}`,
  add: (money: string) => `加入 ${money}`,
  addNothing: '加入',
  leave: '先不买这件',
  help: '请店员帮忙',
  states: {
    empty: {
      word: '秤上没有东西',
      title: '请把商品放到秤上',
      body: () => '只放这件商品，不放购物袋和篮子，放好后松手。',
    },
    moving: { word: '称重中', title: '正在称重', body: () => '请松手，等秤稳住。' },
    steady: { word: '已稳定', title: '重量对吗？', body: () => '对的话，请加入购物篮。' },
    tooLight: {
      word: '太轻',
      title: '太轻了，秤称不准',
      body: (least: string) => `至少要 ${least}。请多放一些，或请店员帮忙。`,
    },
    tooHeavy: {
      word: '太重',
      title: '太重了，超出秤的范围',
      body: (_least: string, most: string) => `最多称 ${most}。请分开称，或请店员帮忙。`,
    },
    underZero: {
      word: '低于零',
      title: '请先清空秤面',
      body: () => '秤显示低于零。回到零以后，再放商品。',
    },
    notCleared: {
      word: '还是上一件',
      title: '请先拿走上一件商品',
      body: () => '它已经在购物篮里了。拿走后，再放这一件。',
    },
    connecting: { word: '启动中', title: '秤正在启动', body: () => '请稍等。' },
    lost: {
      word: '没有响应',
      title: '秤没有响应',
      body: () => '可以先不买这件，或请店员帮忙。购物篮都在。',
    },
  } satisfies Record<
    WeighedState,
    {
      readonly word: string
      readonly title: string
      readonly body: (least: string, most: string) => string
    }
  >,
} as const
