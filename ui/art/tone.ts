/**
 * The colours of every drawing: each a custom property that a theme may set, with the value it has otherwise.
 * Drawings take colours from here alone, so that they look like one hand's work.
 */

const tone = (name: string, otherwise: string): string => `var(--art-${name}, ${otherwise})`

export const leaf = tone('leaf', '#4fae68')
export const leafDeep = tone('leaf-deep', '#328350')
export const tomato = tone('tomato', '#ec6353')
export const tomatoDeep = tone('tomato-deep', '#cb463d')
export const orange = tone('orange', '#f7a046')
export const orangeDeep = tone('orange-deep', '#e17f26')
export const sun = tone('sun', '#ffcf57')
export const sunDeep = tone('sun-deep', '#efad30')
export const sea = tone('sea', '#56aee0')
export const seaDeep = tone('sea-deep', '#2f83bd')
export const plum = tone('plum', '#8f74d4')
export const plumDeep = tone('plum-deep', '#6d52b3')
export const pink = tone('pink', '#f6a3b6')
export const pinkDeep = tone('pink-deep', '#e07a95')
export const cocoa = tone('cocoa', '#96633f')
export const wheat = tone('wheat', '#ecc283')
export const wheatDeep = tone('wheat-deep', '#d39c58')
export const milk = tone('milk', '#ffffff')
export const milkShade = tone('milk-shade', '#dfe8f0')
export const steel = tone('steel', '#9fb0bf')
export const steelDeep = tone('steel-deep', '#748797')
export const slate = tone('slate', '#3a4757')
export const slateDeep = tone('slate-deep', '#27313e')
export const skin = tone('skin', '#f3bb94')
export const skinDeep = tone('skin-deep', '#e09c71')

/** Backgrounds of tiles, light enough for every colour above. */
export const mintTint = tone('tint-mint', '#e2f3e4')
export const roseTint = tone('tint-rose', '#fce7e2')
export const skyTint = tone('tint-sky', '#e0f0fa')
export const creamTint = tone('tint-cream', '#fff2d6')
export const sandTint = tone('tint-sand', '#f6eadb')
export const lilacTint = tone('tint-lilac', '#ece7f9')
export const stoneTint = tone('tint-stone', '#e9edf0')
