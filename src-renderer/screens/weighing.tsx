/**
 * Goods sold by weight go on the lane's scale: what to do now, the weight as it comes, and what it costs. Only a weight
 * that lies still can be added, and what is agreed to is the very figure on the screen.
 */

import {
  ArrowDown,
  ArrowUp,
  CircleAlert,
  CircleCheck,
  Hand,
  Hourglass,
  type LucideIcon,
  Undo2,
} from 'lucide-react'
import type { ScreenView } from '../../domain/contract/view.ts'
import { formatKilograms } from '../../domain/weight.ts'
import { DepartmentArt } from '../../ui/art/department-art.tsx'
import { ScaleArt } from '../../ui/art/scale-art.tsx'
import { ActionButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import type { Tone } from '../../ui/tone.ts'
import { limitText } from '../../ui/weight-text.ts'
import { Frame } from '../frame.tsx'
import { useLane } from '../lane-context.tsx'

type Weighing = Extract<ScreenView, { readonly kind: 'weighing' }>

interface Manner {
  readonly icon: LucideIcon
  readonly tone: Tone
  /** Where the item's picture is: above the plate, on it. */
  readonly isLoaded: boolean
  readonly needsHelp: boolean
}

const asks: Manner = { icon: ArrowDown, tone: 'accent', isLoaded: false, needsHelp: false }
const waits: Manner = { icon: Hourglass, tone: 'accent', isLoaded: true, needsHelp: false }
const heeds: Manner = { icon: CircleAlert, tone: 'caution', isLoaded: true, needsHelp: true }

const mannerByState: Readonly<Record<Weighing['state'], Manner>> = {
  empty: asks,
  moving: waits,
  steady: { icon: CircleCheck, tone: 'positive', isLoaded: true, needsHelp: false },
  tooLight: heeds,
  tooHeavy: heeds,
  underZero: { icon: ArrowUp, tone: 'caution', isLoaded: false, needsHelp: true },
  notCleared: { icon: ArrowUp, tone: 'caution', isLoaded: false, needsHelp: false },
  connecting: { ...waits, isLoaded: false },
  lost: { icon: CircleAlert, tone: 'danger', isLoaded: false, needsHelp: true },
}

function Instruction({ screen }: { readonly screen: Weighing }) {
  const { messages, money } = useLane()
  const { state, grams, amountMinor, minGrams, maxGrams } = screen
  const words = messages.weigh
  const { title, body } = words.states[state]
  const figure =
    grams === null || amountMinor === null ? '' : words.is(formatKilograms(grams), money(amountMinor))
  return (
    <div className="weigh-words">
      <h1 className="weigh-title">{title}</h1>
      <p className="weigh-body soft">{body(limitText(minGrams), limitText(maxGrams))}</p>
      <p className="visually-hidden" role="status">
        {title} {state === 'steady' && figure}
      </p>
    </div>
  )
}

/** The display of the scale, large: dashes where it shows no weight. Read out above, once it lies still. */
function Display({ screen }: { readonly screen: Weighing }) {
  const { messages, money } = useLane()
  const { state, grams, unitMinor, amountMinor } = screen
  const words = messages.weigh
  const { icon, tone } = mannerByState[state]
  return (
    <div className="weigh-display figures" data-state={state}>
      <div className="weigh-figure">
        <p className="soft">{words.weight}</p>
        <p className="weigh-grams" aria-hidden>
          {grams === null ? '–.–––' : formatKilograms(grams)} <span className="weigh-unit">kg</span>
        </p>
        <Chip icon={icon} tone={tone} label={words.states[state].word} />
      </div>
      <div className="weigh-figure">
        <p className="soft">{words.price}</p>
        <p className="weigh-amount" aria-hidden>
          {amountMinor === null ? '–' : money(amountMinor)}
        </p>
        <p>{words.perKilogram(money(unitMinor))}</p>
      </div>
    </div>
  )
}

function Actions({ screen }: { readonly screen: Weighing }) {
  const { view, messages, money, send } = useLane()
  const { state, grams, amountMinor } = screen
  const words = messages.weigh
  const isSteady = state === 'steady' && grams !== null && amountMinor !== null
  const offersHelp = mannerByState[state].needsHelp && view.helpSinceMs === null
  return (
    <>
      <div className="button-row">
        <ActionButton icon={Undo2} label={words.leave} onPress={() => send({ kind: 'CancelWeighing' })} />
        {offersHelp && (
          <ActionButton icon={Hand} label={words.help} onPress={() => send({ kind: 'CallHelp' })} />
        )}
      </div>
      <ActionButton
        rank="primary"
        label={isSteady ? words.add(money(amountMinor)) : words.addNothing}
        isDisabled={!isSteady}
        onPress={() => {
          if (grams !== null) send({ kind: 'TakeWeight', weightGrams: grams })
        }}
      />
    </>
  )
}

export function WeighingScreen({ screen }: { readonly screen: Weighing }) {
  const { view, messages } = useLane()
  const { isLoaded } = mannerByState[screen.state]
  return (
    <Frame
      title={messages.weigh.title}
      show={
        <div className="weigh">
          <Instruction screen={screen} />
          <div className="weigh-art" data-loaded={isLoaded || undefined}>
            <span className="weigh-item">
              <DepartmentArt department={screen.department} />
            </span>
            <ScaleArt />
          </div>
          <p className="weigh-name">{screen.names[view.language]}</p>
          <Display screen={screen} />
        </div>
      }
      act={<Actions screen={screen} />}
    />
  )
}
