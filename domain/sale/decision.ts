/** The shape of every decision: facts in the order they happened, or one refusal and nothing happened. */

import { ok, type Result } from '../result.ts'
import type { Fact } from './fact.ts'
import type { Refusal } from './refusal.ts'

export type Decision = Result<readonly Fact[], Refusal>

export const facts = (...list: readonly Fact[]): Decision => ok(list)
