/** Migration 17: a case remembers what it was called for, so that something else calls anew. */

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const caseEvidenceMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('person_queue').addColumn('evidence', 'text').execute()
  },
}
