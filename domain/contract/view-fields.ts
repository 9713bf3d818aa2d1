/**
 * The fields that a view is made of. It comes from the lane beside the page, so its shape is checked, not its bounds.
 */

import * as v from 'valibot'

export const instant = v.number()
export const text = v.string()
export const names = v.pipe(v.object({ 'zh-CN': text, en: text }), v.readonly())
export const list = <S extends v.GenericSchema>(schema: S) => v.pipe(v.array(schema), v.readonly())
export const object = <E extends v.ObjectEntries>(entries: E) => v.pipe(v.strictObject(entries), v.readonly())
