/** Forms of office pages as a browser has them: what stands hidden in one, and how it is sent. */

import { officeToken, type Rig } from './rig.ts'

export const basicOf = (password: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`manager:${password}`).toString('base64')}`,
})

/** Who signs. */
export const signer = { badge: 'ATT001', pin: '482913' } as const

/** The hidden fields of the first form of that path; none, where there is no such form. */
export function hiddenIn(markup: string, path: string): Readonly<Record<string, string>> {
  const form = markup.split('<form').find((part) => part.includes(`action="${path}?`)) ?? ''
  const inputs = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]))
}

export const sendForm = (
  { send }: Pick<Rig, 'send'>,
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = basicOf(officeToken),
) =>
  send('POST', `${path}?lang=en`, {
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
