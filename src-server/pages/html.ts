/**
 * HTML as text that cannot be broken out of: whatever is put into a template is escaped, unless it came out of one.
 * Attribute values must stand in double quotes.
 */

export interface Html {
  readonly markup: string
}

type Inserted = string | number | Html | readonly Html[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '')

function markupOf(inserted: Inserted): string {
  if (typeof inserted === 'number') return String(inserted)
  if (typeof inserted === 'string') return escapeHtml(inserted)
  return 'markup' in inserted ? inserted.markup : inserted.map(({ markup }) => markup).join('')
}

export function html(parts: TemplateStringsArray, ...inserted: readonly Inserted[]): Html {
  const markup = parts.reduce((text, part, index) => {
    const value = inserted[index - 1]
    return text + (value === undefined ? '' : markupOf(value)) + part
  })
  return { markup }
}

export const nothing: Html = { markup: '' }
