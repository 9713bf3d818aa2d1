/**
 * `npm run look -- anna`: has somebody look into the camera of the running demo's face terminal, or does to it what a
 * hand can do.
 */

import { faceWords } from './world/face-control.ts'
import { sayToHand } from './world/hand.ts'
import { faceControl } from './world/places.ts'

sayToHand(
  faceControl,
  process.argv[2],
  `Say ${faceWords}, for instance: npm run look -- anna`,
  'No face terminal is running. Start the demo first: npm start',
)
