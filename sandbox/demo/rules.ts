/**
 * The demo store's rules of selling and the one recall that goes on: one of each kind, on goods that `fixed-items.ts`
 * names. Of the two rules by the hour one holds at any time of day, so that it can always be seen.
 */

import { noSellingRules, type Recall, type SellingRules } from '../../domain/rules/sale-rules.ts'
import { demoCodes } from './fixed-items.ts'

const gtin = (code: string): string => code.padStart(14, '0')
const item = (code: string) => ({ kind: 'item', gtin: gtin(code) }) as const
const hours = (hour: number): number => hour * 60

export const demoRules: SellingRules = {
  ...noSellingRules,
  markdowns: [
    {
      ruleId: 'dairy-3-days',
      scope: { kind: 'department', department: 'dairy' },
      daysLeftMax: 3,
      percentOff: 20,
    },
    {
      ruleId: 'dairy-1-day',
      scope: { kind: 'department', department: 'dairy' },
      daysLeftMax: 1,
      percentOff: 50,
    },
  ],
  limits: [{ ruleId: 'eggs', scope: item(demoCodes.eggs), piecesMax: 2 }],
  hours: [
    { ruleId: 'liquor-night', scope: item(demoCodes.liquor), fromMinute: hours(22), untilMinute: hours(8) },
    { ruleId: 'snack-day', scope: item(demoCodes.nightSnack), fromMinute: hours(8), untilMinute: hours(22) },
  ],
}

/** The batch of yoghurt that was called back. */
export const recalledBatch = 'L2611'

export const demoRecalls: readonly Recall[] = [
  {
    recallId: 'yoghurt-2026-11',
    gtin: gtin(demoCodes.yoghurt),
    batches: [recalledBatch],
    serials: [],
    reason: '可能混有玻璃碎屑，请单独存放，勿退回货架。May contain glass: keep apart, do not reshelve.',
  },
]
