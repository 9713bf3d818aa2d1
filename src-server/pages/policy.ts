/** What a browser may do with a page of this server: nothing runs, nothing is loaded, nothing frames it. */

import { createHash } from 'node:crypto'

/**
 * The content security policy of a page whose one style sheet, inline, is `sheet`, known by its hash. `formAction` says
 * where forms may go, as a source of the policy.
 */
export const policyFor = (sheet: string, formAction = "'none'"): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(sheet).digest('base64')}'`,
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
  ].join('; ')
