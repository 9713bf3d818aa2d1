/**
 * The gateway's tables. Column names are the record's own field names, so that a row is a record. Events can only be
 * added; one order has at most one capture, whatever else goes wrong.
 */

/** Counts up with every change of the tables below. */
export const schemaVersion = 2

export const schemaSql = `
CREATE TABLE IF NOT EXISTS orders (
  outTradeNo TEXT PRIMARY KEY, parameters TEXT NOT NULL, description TEXT NOT NULL, attach TEXT,
  notifyUrl TEXT, amountFen INTEGER NOT NULL CHECK (amountFen > 0), createdAtMs INTEGER NOT NULL,
  expiresAtMs INTEGER, codeUrl TEXT UNIQUE, codeExpiresAtMs INTEGER, tradeType TEXT NOT NULL, script TEXT,
  scriptAtMs INTEGER, revokesAtMs INTEGER, state TEXT NOT NULL, payer TEXT, transactionId TEXT UNIQUE, paidAtMs INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS refunds (
  outRefundNo TEXT PRIMARY KEY, refundId TEXT NOT NULL UNIQUE,
  outTradeNo TEXT NOT NULL REFERENCES orders (outTradeNo), parameters TEXT NOT NULL, notifyUrl TEXT,
  refundFen INTEGER NOT NULL CHECK (refundFen > 0), totalFen INTEGER NOT NULL, createdAtMs INTEGER NOT NULL,
  settlesAtMs INTEGER NOT NULL, settledAtMs INTEGER, endsAs TEXT NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS refundsOfOrder ON refunds (outTradeNo);
CREATE TABLE IF NOT EXISTS notices (
  id TEXT PRIMARY KEY, outTradeNo TEXT NOT NULL REFERENCES orders (outTradeNo),
  eventType TEXT NOT NULL, url TEXT NOT NULL, body TEXT NOT NULL, attempts INTEGER NOT NULL, nextAtMs INTEGER NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS noticesOfOrder ON notices (outTradeNo);
CREATE INDEX IF NOT EXISTS noticesDue ON notices (state, nextAtMs);
CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY, atMs INTEGER NOT NULL, outTradeNo TEXT NOT NULL REFERENCES orders (outTradeNo),
  kind TEXT NOT NULL, amountFen INTEGER NOT NULL CHECK (amountFen >= 0)
) STRICT;
CREATE INDEX IF NOT EXISTS eventsOfOrder ON events (outTradeNo, seq);
CREATE UNIQUE INDEX IF NOT EXISTS oneCapture ON events (outTradeNo) WHERE kind = 'Captured';
CREATE TRIGGER IF NOT EXISTS eventsStay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events stay'); END;
CREATE TRIGGER IF NOT EXISTS eventsRemain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events stay'); END;
`
