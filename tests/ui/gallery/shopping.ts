/** What every view of the gallery starts from: a lane at rest, a basket of so many lines, a notice. */

import { type LaneView, type NoticeView, quietParts } from '../../../domain/contract/view.ts'
import { basketOfLines } from './goods.ts'
import { nowMs } from './moment.ts'

export const calm: LaneView = {
  ...quietParts,
  revision: 1,
  nowMs,
  storeNames: { 'zh-CN': '四季优选超市 · 静安店', en: 'Four Seasons Market · Jing’an' },
  laneName: '03',
  language: 'zh-CN',
  currency: 'CNY',
  online: true,
  screen: { kind: 'attract' },
}

export const shopping = (count: number): LaneView => ({
  ...calm,
  screen: { kind: 'basket' },
  basket: basketOfLines(count),
})

export const notice = (refusal: string, more: Partial<NoticeView> = {}): NoticeView => ({
  id: 1,
  refusal,
  code: null,
  figure: null,
  untilMs: null,
  names: null,
  hours: null,
  ...more,
})

export const few = shopping(4)
export const amountMinor = few.basket?.totalMinor ?? 0
