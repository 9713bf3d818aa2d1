/** Migration 12: a person who settles a case says why. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const caseNotesMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('person_queue').addColumn('note', 'text').execute()
  },
}
