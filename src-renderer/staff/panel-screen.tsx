/**
 * Store IT's panel: every figure the lane knows of itself, in plain words. It shows and changes nothing.
 */

import { ArrowLeft } from 'lucide-react'
import type { PanelView } from '../../domain/contract/staff-view.ts'
import { ActionButton } from '../../ui/button.tsx'
import { elapsedMs, spanText } from '../../ui/time.ts'
import { useLane, useNowMs } from '../lane-context.tsx'
import { PanelCard } from './panel-card.tsx'
import {
  catalogueHealth,
  clockHealth,
  deviceHealth,
  exposureHealth,
  outboxHealth,
  serverHealth,
  worst,
} from './panel-health.ts'

interface CardProps {
  readonly panel: PanelView
}

/** "3 minutes ago", or that it never was. */
function useAgo(): (atMs: number | null) => string {
  const { messages } = useLane()
  const now = useNowMs()
  return (atMs) =>
    atMs === null ? messages.panel.never : messages.panel.ago(spanText(elapsedMs(now, atMs), messages.spans))
}

function CatalogueCard({ panel: { catalogue } }: CardProps) {
  const words = useLane().messages.panel
  const ago = useAgo()
  return (
    <PanelCard
      title={words.catalogue}
      body={catalogue.syncing ? words.syncing : words.catalogueBody}
      finding={catalogueHealth(catalogue)}
      failure={catalogue.failure}
      figures={[
        { word: words.version, value: catalogue.version ?? words.unknown },
        { word: words.serverVersion, value: catalogue.serverVersion ?? words.unknown },
        { word: words.items, value: catalogue.items.toLocaleString('en') },
        { word: words.equalAt, value: ago(catalogue.equalAtMs) },
        { word: words.epoch, value: catalogue.epoch ?? words.unknown },
      ]}
    />
  )
}

function OutboxCard({ panel: { outbox } }: CardProps) {
  const words = useLane().messages.panel
  const now = useNowMs()
  const ago = useAgo()
  return (
    <PanelCard
      title={words.outbox}
      body={words.outboxBody}
      finding={outboxHealth(outbox, now)}
      failure={outbox.failure}
      figures={[
        { word: words.depth, value: outbox.depth },
        { word: words.oldest, value: outbox.oldestAtMs === null ? words.nothing : ago(outbox.oldestAtMs) },
        { word: words.quarantined, value: outbox.quarantined },
      ]}
    />
  )
}

function JournalCard({ panel: { journal } }: CardProps) {
  const words = useLane().messages.panel
  return (
    <PanelCard
      title={words.journal}
      body={words.journalBody}
      finding={{ health: 'good' }}
      figures={[
        { word: words.seq, value: journal.seq },
        { word: words.hash, value: <code>{journal.hash}</code> },
        { word: words.path, value: <code>{journal.path}</code> },
      ]}
    />
  )
}

function ServerCard({ panel: { server } }: CardProps) {
  const words = useLane().messages.panel
  const ago = useAgo()
  return (
    <PanelCard
      title={words.server}
      body={words.serverBody}
      finding={serverHealth(server)}
      figures={[
        { word: words.address, value: <code>{server.url}</code> },
        { word: words.lastSeen, value: ago(server.lastSeenMs) },
      ]}
    />
  )
}

function ExposureCard({ panel: { exposure } }: CardProps) {
  const { messages, money } = useLane()
  const words = messages.panel
  const { parkedMinor, parkedSales, perSaleMinor, totalMinor } = exposure
  const more = totalMinor === null ? words.parkedNone : money(Math.max(0, totalMinor - parkedMinor))
  return (
    <PanelCard
      title={words.exposure}
      body={words.exposureBody}
      finding={exposureHealth(exposure)}
      figures={[
        { word: words.parkedMoney, value: money(parkedMinor) },
        { word: words.parkedSales, value: parkedSales },
        { word: words.parkedMore, value: more },
        { word: words.parkedEach, value: perSaleMinor === null ? words.parkedNone : money(perSaleMinor) },
      ]}
    />
  )
}

function DevicesCard({ panel: { devices } }: CardProps) {
  const words = useLane().messages.panel
  return (
    <PanelCard
      title={words.devices}
      body={words.devicesBody}
      finding={worst(devices.map(deviceHealth))}
      figures={devices.map(({ name, state, detail }) => ({
        word: name,
        value: detail === '' ? words.deviceStates[state] : `${words.deviceStates[state]} · ${detail}`,
      }))}
    />
  )
}

function ClockCard({ panel: { clock } }: CardProps) {
  const { view, messages } = useLane()
  const words = messages.panel
  const time = new Intl.DateTimeFormat(view.language, { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <PanelCard
      title={words.clock}
      body={words.clockBody}
      finding={clockHealth(clock)}
      figures={[
        { word: words.now, value: time.format(clock.nowMs) },
        { word: words.offset, value: clock.offsetMs === null ? words.unknown : `${clock.offsetMs} ms` },
      ]}
    />
  )
}

function LaneCard({ panel }: CardProps) {
  const words = useLane().messages.panel
  return (
    <PanelCard
      title={words.lane}
      body={words.laneBody}
      finding={{ health: 'good' }}
      figures={[
        { word: words.laneId, value: <code>{panel.laneId}</code> },
        { word: words.epoch, value: panel.epoch },
        { word: words.software, value: <code>{panel.software}</code> },
      ]}
    />
  )
}

export function PanelScreen({ panel }: CardProps) {
  const { view, messages, send } = useLane()
  return (
    <div className="staff theme-staff dense">
      <header className="staff-head">
        <h1 className="sheet-title">
          {messages.panel.title} · {messages.store.lane(view.laneName)}
        </h1>
        <ActionButton
          icon={ArrowLeft}
          label={messages.panel.close}
          onPress={() => send({ kind: 'ClosePanel' })}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must be able to scroll it */}
      <main className="panel" tabIndex={0} aria-label={messages.panel.title}>
        <CatalogueCard panel={panel} />
        <OutboxCard panel={panel} />
        <ServerCard panel={panel} />
        <ExposureCard panel={panel} />
        <DevicesCard panel={panel} />
        <JournalCard panel={panel} />
        <ClockCard panel={panel} />
        <LaneCard panel={panel} />
      </main>
    </div>
  )
}
