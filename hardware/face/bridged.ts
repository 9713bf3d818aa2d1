/**
 * A face terminal whose SDKs run in a program of their own (the bridge), which hands our calls to them and their
 * answers back, line by line. It is asked every second whether it is there; tokens pass through and are not kept.
 */

import type { PayerCode } from '../../domain/code/scan.ts'
import type { FaceSession } from '../../domain/contract/face.ts'
import type { FaceRefusal } from '../../domain/payment/face.ts'
import { assert, err, ok, type Result } from '../../domain/result.ts'
import type { Wallet } from '../../domain/sale/fact.ts'
import { AnsweringLink } from '../answering-link.ts'
import type { OpenLink, TwoWayLink } from '../link.ts'
import type { Cancel, Timers } from '../timers.ts'
import { alipaySdk } from './alipay-sdk.ts'
import { createFaceLineReader, type FaceLine, type FaceQuestion, lineOf } from './lines.ts'
import type { FaceAccount, FaceCounts, FaceLineRefusal, FaceListener, FaceTerminal } from './port.ts'
import { createQuestions, type NoAnswer } from './questions.ts'
import type { ExtraFaceWords, FaceSdk, SdkCall, SdkWord } from './sdk.ts'
import { wechatSdk } from './wechat-sdk.ts'

/** From one sign of life to the next question. */
export const pingPauseMs = 1_000
/** Without a line for this long the terminal is lost. */
export const silenceMs = 3_500
/** The SDK reads its own certificates and devices. */
export const describeWaitMs = 8_000
/** Longer than any SDK looks by itself. */
export const lookWaitMs = 120_000

const sdks: Partial<Readonly<Record<Wallet, FaceSdk>>> = { wechat: wechatSdk, alipay: alipaySdk }

export interface BridgedTerminalOptions {
  readonly name: string
  readonly openLink: OpenLink<TwoWayLink>
  readonly timers: Timers
  /** The time of day. */
  readonly epochMs: () => number
  readonly words?: ExtraFaceWords | undefined
  readonly reconnectMs?: number
}

const noRefusals: Readonly<Record<FaceLineRefusal, number>> = { TooLong: 0, Malformed: 0, Unexpected: 0 }

/** The look under way. */
interface Looking {
  readonly wallet: Wallet
  readonly stopped: () => void
}

type Hello = Extract<FaceLine, { readonly kind: 'hello' }>

export class BridgedFaceTerminal implements FaceTerminal {
  readonly name: string
  readonly #options: BridgedTerminalOptions
  readonly #link: AnsweringLink
  readonly #reader = createFaceLineReader()
  readonly #questions: ReturnType<typeof createQuestions>
  readonly #refused = { ...noRefusals }
  #looks = 0
  #listener: FaceListener | undefined
  #hello: Hello | undefined
  #looking: Looking | undefined
  #cancelPing: Cancel = () => {}

  constructor(options: BridgedTerminalOptions) {
    this.name = options.name
    this.#options = options
    this.#questions = createQuestions(options.timers)
    const line = { ...options, silenceMs, askAgainMs: pingPauseMs }
    this.#link = new AnsweringLink(line, {
      onData: (data) => this.#receive(data),
      onTurn: () => this.#forget(),
      onOpen: () => this.#watch(),
      onState: (state) => this.#listener?.onState(state),
    })
  }

  start(listener: FaceListener): void {
    assert(this.#listener === undefined, 'a face terminal is started once')
    this.#listener = listener
    this.#link.start()
  }

  wallets(): readonly Wallet[] {
    const heard = this.#link.state().kind === 'ready' ? (this.#hello?.sdks ?? []) : []
    return heard.filter((wallet) => sdks[wallet] !== undefined)
  }

  async describe(wallet: Wallet): Promise<Result<FaceAccount, FaceRefusal>> {
    const sdk = this.#sdkOf(wallet)
    const deviceId = this.#hello?.device
    if (!sdk || deviceId === undefined) return err('terminalLost')
    const answer = await this.#ask(wallet, sdk.describe(this.#options.epochMs()), describeWaitMs)
    if (!answer.ok) return err(answer.error === 'lost' ? 'terminalLost' : 'unavailable')
    const account = sdk.accountOf(answer.value)
    return account.ok ? ok({ deviceId, rawData: account.value }) : err(this.#refusalOf(wallet, account.error))
  }

  async look(wallet: Wallet, session: FaceSession): Promise<Result<PayerCode, FaceRefusal>> {
    const sdk = this.#sdkOf(wallet)
    if (!sdk) return err('terminalLost')
    this.stop()
    this.#looks++
    const call = sdk.look(session, this.#options.epochMs())
    const stopped = this.#untilStopped(wallet)
    const own = this.#looking
    const answer = await Promise.race([stopped, this.#ask(wallet, call, lookWaitMs)])
    // Its answer may have come all the same: a token that nobody waits for ends here.
    if (answer === 'stopped' || this.#looking !== own) return err('cancelled')
    if (!answer.ok) {
      this.stop()
      return err(answer.error === 'lost' ? 'terminalLost' : 'timedOut')
    }
    this.#looking = undefined
    const face = sdk.faceOf(answer.value)
    return face.ok ? face : err(this.#refusalOf(wallet, face.error))
  }

  stop(): void {
    const looking = this.#looking
    if (!looking) return
    this.#looking = undefined
    looking.stopped()
    const sdk = this.#sdkOf(looking.wallet)
    if (sdk) void this.#ask(looking.wallet, sdk.stop(this.#options.epochMs()), describeWaitMs)
  }

  counts(): FaceCounts {
    return { looks: this.#looks, refused: { ...this.#refused } }
  }

  close(): Promise<void> {
    return this.#link.close()
  }

  #untilStopped(wallet: Wallet): Promise<'stopped'> {
    return new Promise((resolve) => {
      this.#looking = { wallet, stopped: () => resolve('stopped') }
    })
  }

  /** The wallet's SDK, while the terminal has it. */
  #sdkOf(wallet: Wallet): FaceSdk | undefined {
    return this.wallets().includes(wallet) ? sdks[wallet] : undefined
  }

  /** A word that nobody listed says no more than that it did not work. */
  #refusalOf(wallet: Wallet, word: SdkWord): FaceRefusal {
    const words = { ...sdks[wallet]?.words, ...this.#options.words?.[wallet] }
    return Object.hasOwn(words, word) ? (words[word] ?? 'unavailable') : 'unavailable'
  }

  #ask(sdk: Wallet, call: SdkCall, waitMs: number): Promise<Result<unknown, NoAnswer>> {
    const { id, answered } = this.#questions.ask(waitMs)
    this.#send({ id, sdk, call })
    return answered
  }

  #send(question: FaceQuestion): void {
    this.#link.write(lineOf(question))
  }

  #forget(): void {
    this.#cancelPing()
    this.#reader.reset()
    this.#hello = undefined
    this.#questions.loseAll()
  }

  #watch(): void {
    const { timers } = this.#options
    this.#cancelPing()
    this.#cancelPing = timers.after(pingPauseMs, () => {
      if (this.#link.loseIfSilent()) this.#questions.loseAll()
      const { id } = this.#questions.ask(silenceMs)
      this.#send({ id, ping: true })
      this.#watch()
    })
  }

  #receive(data: Uint8Array): void {
    for (const line of this.#reader.push(data)) this.#take(line)
  }

  #take(line: FaceLine): void {
    if (line.kind === 'refused') return this.#refuse(line.why)
    this.#link.heard()
    if (line.kind === 'hello') this.#hello = line
    else if (!this.#questions.answer(line.id, line.answer)) this.#refuse('Unexpected')
    if (this.#hello !== undefined) this.#link.ready()
  }

  #refuse(why: FaceLineRefusal): void {
    this.#refused[why]++
  }
}
