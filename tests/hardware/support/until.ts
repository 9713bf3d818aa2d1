/** Waits for something that comes from outside (a pty, a process), and fails clearly when it does not come. */

const waitMsMax = 8000
const pollMs = 5

export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + waitMsMax
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`waited ${waitMsMax} ms in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}
