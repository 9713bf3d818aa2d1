/**
 * What a colour means, each time it appears: one accent, and three meanings. Never colour alone; whoever takes a
 * tone also takes a word and an icon.
 */

export type Tone = 'accent' | 'positive' | 'caution' | 'danger'
