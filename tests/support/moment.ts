/** A moment in a store that has set no rules, for tests that are about something else. */

import { noRules, type SaleMoment } from '../../domain/rules/sale-rules.ts'

export const ruleless: SaleMoment = { rules: noRules, today: '2026-11-22', minute: 12 * 60 }
