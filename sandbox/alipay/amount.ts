/** Fen as Alipay writes them in answers: `12840` is `128.40`. */
export const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
