/**
 * The tables of Alipay's books. Column names are the record's own field names, so that a row is a record. Events can
 * only be added; one trade has at most one capture, whatever else goes wrong.
 */

/** Counts up with every change below. */
export const schemaVersion = 1

export const schemaSql = `
CREATE TABLE IF NOT EXISTS trades (
  outTradeNo TEXT PRIMARY KEY, tradeNo TEXT UNIQUE, parameters TEXT NOT NULL, subject TEXT NOT NULL,
  amountFen INTEGER NOT NULL CHECK (amountFen > 0), notifyUrl TEXT, createdAtMs INTEGER NOT NULL,
  expiresAtMs INTEGER NOT NULL, codeUrl TEXT UNIQUE, codeExpiresAtMs INTEGER, source TEXT NOT NULL, script TEXT,
  scriptAtMs INTEGER, state TEXT NOT NULL, buyer TEXT, bornAtMs INTEGER, paidAtMs INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS tradesPaid ON trades (paidAtMs);
CREATE TABLE IF NOT EXISTS refunds (
  id TEXT PRIMARY KEY, outTradeNo TEXT NOT NULL REFERENCES trades (outTradeNo), outRequestNo TEXT NOT NULL,
  refundFen INTEGER NOT NULL CHECK (refundFen > 0), reason TEXT, createdAtMs INTEGER NOT NULL,
  settlesAtMs INTEGER NOT NULL, settledAtMs INTEGER, endsAs TEXT NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS refundsOfTrade ON refunds (outTradeNo);
CREATE TABLE IF NOT EXISTS notices (
  id TEXT PRIMARY KEY, outTradeNo TEXT NOT NULL REFERENCES trades (outTradeNo), eventType TEXT NOT NULL,
  url TEXT NOT NULL, body TEXT NOT NULL, attempts INTEGER NOT NULL, nextAtMs INTEGER NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS noticesDue ON notices (state, nextAtMs);
CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY, atMs INTEGER NOT NULL, outTradeNo TEXT NOT NULL REFERENCES trades (outTradeNo),
  kind TEXT NOT NULL, amountFen INTEGER NOT NULL CHECK (amountFen >= 0)
) STRICT;
CREATE INDEX IF NOT EXISTS eventsOfTrade ON events (outTradeNo, seq);
CREATE UNIQUE INDEX IF NOT EXISTS oneCapture ON events (outTradeNo) WHERE kind = 'Captured';
CREATE TRIGGER IF NOT EXISTS eventsStay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events stay'); END;
CREATE TRIGGER IF NOT EXISTS eventsRemain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events stay'); END;
`
