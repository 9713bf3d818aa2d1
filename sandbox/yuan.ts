/** Fen as both wallets' platforms write them: `12840` is `128.40`, and money that goes back has a sign. */
export const yuan = (fen: number): string => {
  const written = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${written.slice(0, -2)}.${written.slice(-2)}`
}
