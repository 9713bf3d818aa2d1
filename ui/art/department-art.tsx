/** The picture of a department, for goods without a photograph. A department without one does not compile. */

import type { ReactElement } from 'react'
import type { Department } from '../../domain/item.ts'
import { HomeArt, PetArt, StationeryArt } from './around-art.tsx'
import { AlcoholArt, DrinksArt, TobaccoArt } from './bottles-art.tsx'
import { BakeryArt, DairyArt, FrozenArt } from './chilled-art.tsx'
import { BabyArt, CareArt, HouseholdArt } from './daily-art.tsx'
import { MeatArt, ProduceArt, SeafoodArt } from './fresh-art.tsx'
import { SnacksArt, StaplesArt, SweetsArt } from './pantry-art.tsx'
import type { PictureProps } from './picture.tsx'

const artByDepartment: Readonly<Record<Department, (props: PictureProps) => ReactElement>> = {
  produce: ProduceArt,
  meat: MeatArt,
  seafood: SeafoodArt,
  dairy: DairyArt,
  bakery: BakeryArt,
  frozen: FrozenArt,
  staples: StaplesArt,
  snacks: SnacksArt,
  sweets: SweetsArt,
  drinks: DrinksArt,
  alcohol: AlcoholArt,
  tobacco: TobaccoArt,
  household: HouseholdArt,
  care: CareArt,
  baby: BabyArt,
  pet: PetArt,
  stationery: StationeryArt,
  home: HomeArt,
}

interface DepartmentArtProps extends PictureProps {
  readonly department: Department
}

export function DepartmentArt({ department, title }: DepartmentArtProps): ReactElement {
  const Art = artByDepartment[department]
  return <Art title={title} />
}
