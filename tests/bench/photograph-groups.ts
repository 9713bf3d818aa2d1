/**
 * What makes the photographs hard, by the series they were taken in, as one sees it who looks at them. A series that is
 * not named here counts as held well, so that a new one cannot flatter the hard groups.
 */

import type { Photograph } from '../domain/decode/photographs.ts'

const groups = [
  { what: 'out of focus', series: /__(ean13-5|upca-6)__/ },
  { what: 'shine, curling paper', series: /__ean13-4__/ },
  { what: 'slanted, half in shadow', series: /__ean13-2__/ },
  { what: 'small on packs', series: /__(upca-2|upca-4)__/ },
  { what: 'dim and curved', series: /__upca-5__/ },
  { what: 'on cans and wrinkled bags', series: /__(upca-3|upce-2|upce-3)__/ },
  { what: 'DataBar, faint and blurred', series: /__rss14-2__/ },
  { what: 'matrix codes on cloth and metal', series: /__(qrcode-4|qrcode-6|datamatrix-3|datamatrix-5)__/ },
] as const

export interface Group {
  readonly what: string
  readonly photographs: readonly Photograph[]
}

/** The photographs with something to read, by what is hard about them; each is in one group. */
export function groupsOf(photographs: readonly Photograph[]): readonly Group[] {
  const readable = photographs.filter(({ texts }) => texts.length > 0)
  const isHard = ({ file }: Photograph): boolean => groups.some(({ series }) => series.test(file))
  return [
    ...groups.map(({ what, series }) => ({
      what,
      photographs: readable.filter(({ file }) => series.test(file)),
    })),
    { what: 'held well', photographs: readable.filter((photograph) => !isHard(photograph)) },
  ]
}
