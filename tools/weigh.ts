/**
 * `npm run weigh -- 0.732`: puts so many kilograms on the scale of the running demo, or does to it what a hand can do.
 */

import { sayToHand } from './world/hand.ts'
import { scaleControl } from './world/places.ts'
import { scaleWords } from './world/scale-control.ts'

sayToHand(
  scaleControl,
  process.argv[2],
  `Say ${scaleWords}, for instance: npm run weigh -- 0.732`,
  'No scale is running. Start the demo first: npm start',
)
