/** A thread that lives one street after the other, each seed as it is handed one, until it is handed none. */

import { parentPort } from 'node:worker_threads'
import { present } from '../../../domain/result.ts'
import { makeTemplate } from '../../sim/template.ts'
import { makePaymentKeys } from './keys.ts'
import { simulateStreet } from './run.ts'

const port = present(parentPort ?? undefined, 'it is a thread')
const template = await makeTemplate()
const keys = makePaymentKeys(template.directory)

port.on('message', async (seed: number | undefined) => {
  if (seed !== undefined) return port.postMessage(await simulateStreet(seed, template, keys))
  template.remove()
  port.close()
})
