/**
 * Runs the sandbox's PIX bank as a program on the loopback. Writes the settings a store server takes (`--pix FILE`),
 * prints one line of JSON when it listens and ends cleanly on SIGTERM or SIGINT. Usage:
 *   node sandbox/pix/main.ts --data DIR --notify URL [--port 0]
 */

import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fetchNotifySend, systemClock, systemRandom } from '../system.ts'
import { buildPixBank } from './bank.ts'
import { openPixStore } from './store.ts'

const tickPauseMs = 200

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '.scanway/pix' },
    notify: { type: 'string', default: 'http://127.0.0.1:1/notify/pix' },
    port: { type: 'string', default: '0' },
  },
})

const ownerOnly = { mode: 0o600 } as const

/** Kept from one run to the next, or made anew. */
function kept(name: string, make: () => string): string {
  const file = join(options.data, name)
  if (!existsSync(file)) writeFileSync(file, make(), ownerOnly)
  return readFileSync(file, 'utf8')
}

const newSecret = (): string => randomBytes(24).toString('base64url')
const newKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()

async function main(): Promise<void> {
  mkdirSync(options.data, { recursive: true, mode: 0o700 })
  const merchant = {
    clientId: 'scanway-store',
    clientSecret: kept('client.secret', newSecret),
    key: 'loja@example.com',
    name: 'LOJA SCANWAY',
    city: 'RECIFE',
    noticeUrl: options.notify,
    noticeSecret: kept('notice.secret', newSecret),
  }
  const store = openPixStore(join(options.data, 'pix.db'))
  const signingKey = createPrivateKey(kept('signing.pem', newKey))
  const outside = { clock: systemClock(), random: systemRandom, notifySend: fetchNotifySend }
  const bank = buildPixBank({ ...outside, store, merchant, host: 'pix.example', signingKey })
  const url = await bank.app.listen({ host: '127.0.0.1', port: Number(options.port) })
  const { clientId, clientSecret, key, name: receiverName, city: receiverCity, noticeSecret } = merchant
  const settings = { baseUrl: url, clientId, clientSecret, key, receiverName, receiverCity, noticeSecret }
  const settingsFile = join(options.data, 'pix.json')
  writeFileSync(settingsFile, JSON.stringify(settings), ownerOnly)
  const timer = setInterval(() => void bank.tick(), tickPauseMs)
  const stop = async (): Promise<void> => {
    clearInterval(timer)
    await bank.app.close()
    store.close()
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  console.log(
    JSON.stringify({ url, wallet: `${url}/wallet/pix`, ledger: `${url}/ctl/ledger`, settings: settingsFile }),
  )
}

await main()
