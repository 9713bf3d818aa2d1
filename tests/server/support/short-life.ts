/**
 * A server that dies with its n-th statement, on the books of another: committed or not, nobody hears of it any more.
 * What it left on the disk is for the next life to make right.
 */

import type { KyselyPlugin } from 'kysely'
import { buildServer, type StoreServer } from '../../../src-server/app.ts'
import type { Rig, TestLane } from './rig.ts'

const never = (): Promise<never> => new Promise(() => {})

export function shortLife(rig: Rig, statements: number) {
  let left = statements
  let die = (): void => {}
  const death = new Promise<'dead'>((resolve) => {
    die = () => resolve('dead')
  })
  const fragile: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (left-- > 0) return result
      die()
      return never()
    },
  }
  const db = rig.anotherDb()
  const server = buildServer({ ...rig.ports, db: db.withPlugin(fragile) })
  const end = async (): Promise<void> => {
    await db.destroy()
  }
  return { server, death, end }
}

/** A lane's signed request at the door of this server, whatever it answers. */
export async function postTo(
  { app }: StoreServer,
  lane: TestLane,
  path: string,
  data: unknown,
): Promise<void> {
  const body = JSON.stringify(data)
  const headers = lane.signed({ method: 'POST', path, body })
  const type = { 'content-type': 'application/json' }
  await app.inject({ method: 'POST', url: path, headers: { ...type, ...headers }, payload: body })
}
