/** The lane's scale as a plate in the test's hand: it says what it is told to say. */

import type { ScaleReading } from '../../domain/sale/weighing.ts'
import type { Scale } from '../../lane/ports.ts'

export class FakeScale implements Scale {
  readonly range = { minGrams: 40, maxGrams: 15_000 }
  says: ScaleReading = { kind: 'stable', grams: 0 }

  reading(): ScaleReading {
    return this.says
  }
}
