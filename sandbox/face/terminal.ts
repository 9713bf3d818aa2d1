/**
 * A face payment terminal as the lane's driver meets it: a camera with two wallets' SDKs behind a line, and buttons
 * for whoever stands before it and whatever breaks. A seen face is taken to the platform, which gives the token; the
 * terminal knows no money.
 */

import * as v from 'valibot'
import { type Provider, providers } from '../wallet/shoppers.ts'
import { type CameraWorld, createCamera } from './camera.ts'
import { sdks } from './sdks.ts'

/** One end of a line to the terminal. */
export interface TerminalLine {
  receive(bytes: Uint8Array): void
  drop(): void
}

export interface FaceTerminal {
  /** Says at once what it is. A new line takes the place of the old one. */
  connect(write: (text: string) => void): TerminalLine
  /** Somebody stands before the camera until they were seen. Who is called `stranger…` has no account. */
  step(user: string): void
  stepAway(): void
  /** The shopper touches "cancel", or "another way to pay", at the terminal itself. */
  cancel(): void
  payOtherwise(): void
  /** It hears and says nothing any more, as a program that hangs. */
  freeze(isFrozen: boolean): void
  /** Its SDKs fail at every call. */
  breakSdks(areBroken: boolean): void
  /** Puts any text on the line. */
  say(text: string): void
  /** Whether it looks for somebody now. */
  isLooking(): boolean
}

const device = 'SIM-FACE-1'

const questionSchema = v.union([
  v.object({ id: v.number(), ping: v.literal(true) }),
  v.object({ id: v.number(), sdk: v.picklist(providers), call: v.unknown() }),
])

function parsedLine(line: string) {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), questionSchema), line)
  return parsed.success ? parsed.output : undefined
}

/** Cuts what comes into lines. */
function createLines(hear: (line: string) => void): (bytes: Uint8Array) => void {
  let held = ''
  return (bytes) => {
    const lines = (held + Buffer.from(bytes).toString('utf8')).split('\n')
    held = lines.pop() ?? ''
    for (const line of lines) hear(line)
  }
}

export function createFaceTerminal(world: CameraWorld): FaceTerminal {
  const camera = createCamera(world)
  let write: ((text: string) => void) | undefined
  let isFrozen = false
  let areBroken = false

  const say = (text: string): void => {
    if (!isFrozen) write?.(text)
  }
  const answer = (id: number, words: object | true): void => say(`${JSON.stringify({ id, answer: words })}\n`)

  function ask(id: number, provider: Provider, call: unknown): void {
    const sdk = sdks[provider]
    const asked = sdk.read(call)
    if (areBroken || !asked) return answer(id, sdk.failure('broken'))
    switch (asked.kind) {
      case 'describe':
        return answer(id, sdk.account(device))
      case 'stop':
        camera.end('cancelled')
        return answer(id, sdk.failure('cancelled'))
      case 'look':
        return camera.begin({
          provider,
          asked,
          ended: (how) =>
            answer(id, typeof how === 'string' ? sdk.failure(how) : sdk.face(how.token, how.holder)),
        })
    }
  }

  function hear(line: string): void {
    const question = parsedLine(line)
    if (!question || isFrozen) return
    if ('ping' in question) answer(question.id, true)
    else ask(question.id, question.sdk, question.call)
  }

  return {
    connect(to) {
      write = undefined
      camera.end('cancelled')
      write = to
      say(`${JSON.stringify({ device, sdks: providers })}\n`)
      return {
        receive: createLines(hear),
        drop() {
          if (write === to) write = undefined
        },
      }
    },
    step: (user) => camera.step(user),
    stepAway: () => camera.stepAway(),
    cancel: () => camera.end('cancelled'),
    payOtherwise: () => camera.end('otherWay'),
    freeze(frozen) {
      isFrozen = frozen
    },
    breakSdks(broken) {
      areBroken = broken
    },
    say: (text) => write?.(text),
    isLooking: () => camera.isLooking(),
  }
}
