/**
 * Forms of office pages. A browser sends the office's password along with whatever any page makes it send, so a form
 * carries a mark that only our own pages could have read; and whoever sends it signs with badge and PIN.
 */

import { createHmac, timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'
import type { Language } from '../../domain/item.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { bytesOf, textOf } from '../http/body.ts'
import { type HttpRefusal, refuse } from '../http/refusal.ts'
import { type Html, html, nothing } from '../pages/html.ts'
import type { ServerPorts } from '../ports.ts'
import { officeWords } from './words.ts'

export const badgeSchema = v.pipe(v.string(), v.trim(), v.regex(/^[0-9A-Za-z_-]{1,64}$/))
export const reasonSchema = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(200))
const pinSchema = v.pipe(v.string(), v.regex(/^\d{4,12}$/))

const signed = { mark: v.string(), badge: badgeSchema, pin: pinSchema }

const fieldsMax = 12

/** What `path` takes forms by; changes with the office's token. */
export const formMark = ({ settings }: Pick<ServerPorts, 'settings'>, path: string): string =>
  createHmac('sha256', settings.officeToken).update(`form ${path}`).digest('hex')

function isMarked(ports: Pick<ServerPorts, 'settings'>, path: string, mark: unknown): boolean {
  const expected = Buffer.from(formMark(ports, path))
  const shown = Buffer.from(typeof mark === 'string' ? mark : '')
  return shown.length === expected.length && timingSafeEqual(shown, expected)
}

const stale = refuse(403, 'FormStale', 'The form was not made by a page of this server.')
const refused = refuse(400, 'FormRefused', 'A field is missing or malformed.')

export interface Signed<T> {
  readonly fields: T
  readonly badge: string
  readonly pin: string
}

/** A form's own fields and whose signature is under it; the signature is not proven yet. */
export function readForm<E extends v.ObjectEntries>(
  ports: Pick<ServerPorts, 'settings'>,
  path: string,
  entries: E,
  body: unknown,
): Result<Signed<v.InferOutput<v.StrictObjectSchema<E, undefined>>>, HttpRefusal> {
  const text = textOf(bytesOf(body))
  if (text === undefined) return refused
  const pairs = [...new URLSearchParams(text)]
  const { mark, badge, pin, ...rest } = Object.fromEntries(pairs.slice(0, fieldsMax))
  if (!isMarked(ports, path, mark)) return stale
  const signature = v.safeParse(v.object(signed), { mark, badge, pin })
  const fields = v.safeParse(v.strictObject(entries), rest)
  if (!signature.success || !fields.success) return err(refused.error)
  return ok({ fields: fields.output, badge: signature.output.badge, pin: signature.output.pin })
}

/** What was sent and not done: shown again in its form, so that only the PIN has to be typed anew. */
export interface Refused {
  readonly says: string
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
}

export function refusedForm(path: string, body: unknown, says: string): Refused {
  const pairs = [...new URLSearchParams(textOf(bytesOf(body)) ?? '')]
  const { pin: _, mark: __, ...fields } = Object.fromEntries(pairs.slice(0, fieldsMax))
  return { says, path, fields }
}

/** The fields that were typed into this form, if it was this form that was refused. */
export function typedInto(
  { path, hidden = {} }: Pick<SignedForm, 'path' | 'hidden'>,
  refused: Refused | undefined,
): Readonly<Record<string, string>> | undefined {
  if (refused?.path !== path) return undefined
  const isThis = Object.entries(hidden).every(([name, value]) => refused.fields[name] === value)
  return isThis ? refused.fields : undefined
}

export interface SignedForm {
  readonly path: string
  readonly mark: string
  readonly language: Language
  /** What opens the form, and what sends it. */
  readonly opens: string
  readonly sends: string
  readonly hidden?: Readonly<Record<string, string>>
  readonly asksReason?: boolean
  /** More fields, before the signature. */
  readonly more?: Html
  readonly refused?: Refused | undefined
}

/** A form that stays folded until it is wanted, or was refused. */
export function signedForm(form: SignedForm): Html {
  const { path, mark, language, opens, sends, hidden = {}, asksReason = false, more = nothing } = form
  const words = officeWords[language]
  const typed = typedInto(form, form.refused)
  const said = typed && html`<p class="bad">${form.refused?.says ?? ''}</p>`
  const kept = Object.entries({ ...hidden, mark }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const reason = html`<label class="wide">${words.reason}<input name="reason" value="${typed?.['reason'] ?? ''}" required minlength="3" maxlength="200" autocomplete="off"></label>`
  return html`<details${typed ? html` open` : nothing}><summary>${opens}</summary>
<form method="post" action="${path}?lang=${language}">${said ?? nothing}${kept}${more}${asksReason ? reason : nothing}
<label>${words.badge}<input name="badge" value="${typed?.['badge'] ?? ''}" required maxlength="64" autocomplete="off"></label>
<label>${words.pin}<input name="pin" type="password" inputmode="numeric" required maxlength="12" autocomplete="off"${typed ? html` autofocus` : nothing}></label>
<button>${sends}</button></form></details>`
}
