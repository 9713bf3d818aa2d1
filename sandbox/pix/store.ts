/**
 * The PIX bank's books in SQLite: a file that survives a restart, or memory for a test. Every change runs inside
 * `transact`. Knows nothing about protocol or clock.
 */

import { type LedgerEntry, ledgerEntry } from '../ledger.ts'
import { openBooks, query, upsertSql } from '../tables.ts'
import { type Charge, chargeRow, type Notice, noticeRow, type Return, returnRow } from './record.ts'

const schemaVersion = 1

const schemaSql = `
CREATE TABLE IF NOT EXISTS charges (
  txid TEXT PRIMARY KEY, place TEXT NOT NULL UNIQUE, parameters TEXT NOT NULL, key TEXT NOT NULL,
  amountMinor INTEGER NOT NULL CHECK (amountMinor > 0), remark TEXT, createdAtMs INTEGER NOT NULL,
  expiresAtMs INTEGER NOT NULL, state TEXT NOT NULL, endToEndId TEXT UNIQUE, payer TEXT, paidAtMs INTEGER,
  CHECK ((state = 'CONCLUIDA') = (endToEndId IS NOT NULL))
) STRICT;
CREATE TABLE IF NOT EXISTS returns (
  name TEXT PRIMARY KEY, id TEXT NOT NULL, endToEndId TEXT NOT NULL REFERENCES charges (endToEndId), txid TEXT NOT NULL,
  amountMinor INTEGER NOT NULL CHECK (amountMinor > 0), createdAtMs INTEGER NOT NULL, settlesAtMs INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS notices (
  id TEXT PRIMARY KEY, body TEXT NOT NULL, attempts INTEGER NOT NULL, nextAtMs INTEGER NOT NULL, state TEXT NOT NULL
) STRICT;
`

export interface PixStore {
  /** All or nothing, synchronously. */
  readonly transact: <T>(run: () => T) => T
  readonly charge: (txid: string) => Charge | undefined
  readonly chargeAt: (place: string) => Charge | undefined
  readonly chargePaidBy: (endToEndId: string) => Charge | undefined
  readonly saveCharge: (charge: Charge) => void
  readonly returnNamed: (name: string) => Return | undefined
  readonly returnsOf: (endToEndId: string) => readonly Return[]
  readonly returnsDue: (nowMs: number, limit: number) => readonly Return[]
  readonly saveReturn: (record: Return) => void
  readonly noticesDue: (nowMs: number, limit: number) => readonly Notice[]
  readonly saveNotice: (notice: Notice) => void
  readonly ledger: () => readonly LedgerEntry[]
  readonly close: () => void
}

const givenBack = (returns: readonly Return[]) => returns.filter(({ state }) => state === 'DEVOLVIDO')

/** The oracle's view of a charge: what was taken and what went back. */
function entryOf(charge: Charge, returns: readonly Return[]): LedgerEntry {
  const { txid: outTradeNo, amountMinor: amountFen, paidAtMs, state } = charge
  const taken = paidAtMs === null ? [] : [{ atMs: paidAtMs, outTradeNo, kind: 'Captured', amountFen }]
  const back = givenBack(returns).map(({ settlesAtMs: atMs, amountMinor }) => {
    return { atMs, outTradeNo, kind: 'Refunded', amountFen: amountMinor }
  })
  return ledgerEntry({ outTradeNo, amountFen, state }, [...taken, ...back])
}

/** `file` is a path, or `:memory:`. */
export function openPixStore(file: string): PixStore {
  const database = openBooks(file, schemaSql, schemaVersion)
  const charge = (where: string) => query(database, chargeRow, `SELECT * FROM charges ${where}`)
  const returned = (where: string) => query(database, returnRow, `SELECT * FROM returns ${where}`)
  const byTxid = charge('WHERE txid = ?')
  const byPlace = charge('WHERE place = ?')
  const byPayment = charge('WHERE endToEndId = ?')
  const all = charge('ORDER BY createdAtMs, txid')
  const byName = returned('WHERE name = ?')
  const ofPayment = returned('WHERE endToEndId = ? ORDER BY createdAtMs, name')
  const due = returned(
    `WHERE state = 'EM_PROCESSAMENTO' AND settlesAtMs <= ? ORDER BY settlesAtMs, name LIMIT ?`,
  )
  const owed = query(
    database,
    noticeRow,
    `SELECT * FROM notices WHERE state = 'PENDING' AND nextAtMs <= ? ORDER BY nextAtMs, id LIMIT ?`,
  )
  const saveCharge = database.prepare(upsertSql('charges', chargeRow))
  const saveReturn = database.prepare(upsertSql('returns', returnRow))
  const saveNotice = database.prepare(upsertSql('notices', noticeRow))
  return {
    transact: (run) => database.transaction(run)(),
    charge: byTxid.one,
    chargeAt: byPlace.one,
    chargePaidBy: byPayment.one,
    saveCharge: (record) => void saveCharge.run(record),
    returnNamed: byName.one,
    returnsOf: ofPayment.all,
    returnsDue: due.all,
    saveReturn: (record) => void saveReturn.run(record),
    noticesDue: owed.all,
    saveNotice: (notice) => void saveNotice.run(notice),
    ledger: () =>
      all.all().map((each) => entryOf(each, each.endToEndId === null ? [] : ofPayment.all(each.endToEndId))),
    close: () => void database.close(),
  }
}
