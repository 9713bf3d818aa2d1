/** Every department's shelf: a department without goods does not compile. */

import type { Department } from '../../../domain/item.ts'
import type { Shelf } from '../vocabulary.ts'
import { home, pet, stationery } from './around.ts'
import { alcohol, drinks, tobacco } from './bottles.ts'
import { bakery, dairy, frozen } from './chilled.ts'
import { baby, care, household } from './daily.ts'
import { meat, produce, seafood } from './fresh.ts'
import { snacks, staples, sweets } from './pantry.ts'

export const shelves: Readonly<Record<Department, Shelf>> = {
  produce,
  meat,
  seafood,
  dairy,
  bakery,
  frozen,
  staples,
  snacks,
  sweets,
  drinks,
  alcohol,
  tobacco,
  household,
  care,
  baby,
  pet,
  stationery,
  home,
}
