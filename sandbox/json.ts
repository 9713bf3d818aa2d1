/** What stands in a text as JSON; `undefined` where it is none, which every schema of the platforms' walls refuses. */
export function jsonOf(text: string): unknown {
  // JSON.parse reports malformed text by throwing; to a wall it is only a bad request.
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
