/**
 * The tables of `journal.db`. Entries are only ever added: the file itself refuses change, deletion and gaps,
 * whoever holds it. The other tables are small and single-rowed.
 */

import type { FileFormat } from './migration.ts'

/** "SWJL" */
const applicationId = 0x53_57_4a_4c

const first = `
CREATE TABLE lane (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  lane_id TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  sale_id TEXT,
  fact TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (epoch, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END;

CREATE TRIGGER entry_leaves_no_gap BEFORE INSERT ON entry
WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entry WHERE epoch = NEW.epoch), 0)
BEGIN SELECT RAISE(ABORT, 'journal entries follow one another without a gap'); END;

CREATE TABLE checkpoint (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  state TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;

CREATE TABLE acknowledged (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  quarantined INTEGER NOT NULL
) STRICT;

CREATE TABLE setup (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  setup TEXT NOT NULL
) STRICT;
`

export const journalFormat: FileFormat = {
  applicationId,
  migrations: [{ version: 1, name: 'entries, checkpoint, acknowledged, setup', sql: first }],
}
