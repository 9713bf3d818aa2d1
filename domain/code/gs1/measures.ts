/**
 * Application identifiers 310n to 395n: measures and amounts, whose last digit says where the decimal point is
 * (GS1 General Specifications §3.6 and §3.7). Data only.
 */

import { type AiEntry, each, n, nUpTo } from './entry.ts'

/** Six digits with 0 to 5 of them behind the point; one figure of its kind is enough. */
function measure(family: number, title: string, needs: string): readonly AiEntry[] {
  const traits = { fixed: true, needs, excludes: `${family}n` } as const
  return each(family * 10, family * 10 + 5, title, [n(6)], traits)
}

/** Of what is sold. */
const tradeMeasures: readonly (readonly [number, string])[] = [
  [310, 'NET WEIGHT (kg)'],
  [311, 'LENGTH (m)'],
  [312, 'WIDTH (m)'],
  [313, 'HEIGHT (m)'],
  [314, 'AREA (m²)'],
  [315, 'NET VOLUME (l)'],
  [316, 'NET VOLUME (m³)'],
  [320, 'NET WEIGHT (lb)'],
  [321, 'LENGTH (in)'],
  [322, 'LENGTH (ft)'],
  [323, 'LENGTH (yd)'],
  [324, 'WIDTH (in)'],
  [325, 'WIDTH (ft)'],
  [326, 'WIDTH (yd)'],
  [327, 'HEIGHT (in)'],
  [328, 'HEIGHT (ft)'],
  [329, 'HEIGHT (yd)'],
  [350, 'AREA (in²)'],
  [351, 'AREA (ft²)'],
  [352, 'AREA (yd²)'],
  [356, 'NET WEIGHT (tr oz)'],
  [357, 'NET VOLUME (oz)'],
  [360, 'NET VOLUME (qt (US))'],
  [361, 'NET VOLUME (gal.)'],
  [364, 'NET VOLUME (in³)'],
  [365, 'NET VOLUME (ft³)'],
  [366, 'NET VOLUME (yd³)'],
]

/** Of what is carried. */
const logisticMeasures: readonly (readonly [number, string])[] = [
  [330, 'GROSS WEIGHT (kg)'],
  [331, 'LENGTH (m), log'],
  [332, 'WIDTH (m), log'],
  [333, 'HEIGHT (m), log'],
  [334, 'AREA (m²), log'],
  [335, 'VOLUME (l), log'],
  [336, 'VOLUME (m³), log'],
  [340, 'GROSS WEIGHT (lb)'],
  [341, 'LENGTH (in), log'],
  [342, 'LENGTH (ft), log'],
  [343, 'LENGTH (yd), log'],
  [344, 'WIDTH (in), log'],
  [345, 'WIDTH (ft), log'],
  [346, 'WIDTH (yd), log'],
  [347, 'HEIGHT (in), log'],
  [348, 'HEIGHT (ft), log'],
  [349, 'HEIGHT (yd), log'],
  [353, 'AREA (in²), log'],
  [354, 'AREA (ft²), log'],
  [355, 'AREA (yd²), log'],
  [362, 'VOLUME (qt (US)), log'],
  [363, 'VOLUME (gal (US)), log'],
  [367, 'VOLUME (in³), log'],
  [368, 'VOLUME (ft³), log'],
  [369, 'VOLUME (yd³), log'],
]

export const gs1Measures: readonly AiEntry[] = [
  ...tradeMeasures.flatMap(([family, title]) => measure(family, title, '01 02')),
  ...logisticMeasures.flatMap(([family, title]) => measure(family, title, '00 01')),
  ...measure(337, 'KG PER m²', '01'),
  ...each(3900, 3909, 'AMOUNT', [nUpTo(15)], { needs: '255 8020', excludes: '390n 391n 394n 8111' }),
  ...each(3910, 3919, 'AMOUNT', [n(3, 'currency'), nUpTo(15)], { needs: '8020', excludes: '391n' }),
  ...each(3920, 3929, 'PRICE', [nUpTo(15)], {
    needs: '01+30 01+31nn 01+32nn 01+35nn 01+36nn',
    excludes: '392n 393n',
  }),
  ...each(3930, 3939, 'PRICE', [n(3, 'currency'), nUpTo(15)], {
    needs: '30 31nn 32nn 35nn 36nn',
    excludes: '393n',
  }),
  ...each(3940, 3943, 'PRCNT OFF', [n(4)], { needs: '255', excludes: '394n 8111' }),
  ...each(3950, 3955, 'PRICE/UoM', [n(6)], {
    needs: '30 31nn 32nn 35nn 36nn',
    excludes: '392n 393n 395n 8005',
  }),
]
