/**
 * `npm run weigh -- 0.732`: puts so many kilograms on the scale of the running demo, or does to it what a hand can do.
 */

import { connect } from 'node:net'
import { scaleControl } from './world/places.ts'
import { scaleWords } from './world/scale-control.ts'

const [word] = process.argv.slice(2)
if (word === undefined) {
  console.error(`Say ${scaleWords}, for instance: npm run weigh -- 0.732`)
  process.exit(64)
}
const socket = connect(scaleControl)
let answer = ''
socket.on('error', () => {
  console.error('No scale is running. Start the demo first: npm start')
  process.exit(69)
})
socket.on('data', (chunk: Buffer) => {
  answer += chunk.toString('utf8')
})
socket.on('end', () => {
  process.stdout.write(answer)
  process.exit(answer.startsWith('no:') ? 64 : 0)
})
socket.write(`${word}\n`)
