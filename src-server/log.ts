/**
 * The server's log: events with flat fields, one JSON line each. What must not be read by whoever reads logs never
 * gets in: fields with a secret's name and values that look like one are blanked here, whatever a caller hands over.
 */

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** A person has to look. */
  alarm(event: string, fields?: LogFields): void
}

const secretName =
  /pin|secret|token|passw|signature|authorization|private|api.?v3|cookie|nonce|codeurl|^code$|key$/i
const secretValue = /-----BEGIN|weixin:\/\/|scrypt|bearer /i
const valueCharsMax = 300
const blanked = '[not logged]'

function safeField(name: string, value: LogFields[string]): LogFields[string] {
  if (secretName.test(name)) return blanked
  if (typeof value !== 'string') return value
  return secretValue.test(value) ? blanked : value.slice(0, valueCharsMax)
}

const safeFields = (fields: LogFields): LogFields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, safeField(name, value)]))

export function createLog(write: (line: string) => void, nowMs: () => number): Log {
  const at =
    (level: 'info' | 'warn' | 'alarm') =>
    (event: string, fields: LogFields = {}): void =>
      write(JSON.stringify({ level, event, atMs: nowMs(), ...safeFields(fields) }))
  return { info: at('info'), warn: at('warn'), alarm: at('alarm') }
}
