'use client';
import type { DeviceSummary } from '@fieldsync/protocol';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { useNow } from '../clock/clock.tsx';
import { IconButton } from '../components/button.tsx';
import { Checklist, ChecklistLine, type ChecklistEntry } from '../components/checklist.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { sayWhen } from '../words/when.ts';
import { useWords } from '../words/words.tsx';
import { CommandButtons } from './command-buttons.tsx';
import { commandText, phoneLines, queueLines, reportOf, settingsLines } from './phone-words.ts';

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="py-2 not-last:edge-b">
      <h3 className="strong pt-1 pb-0.5 lg:text-[0.9375rem]">{title}</h3>
      {children}
    </section>
  );
}

function Lines({ label, lines }: { label: string; lines: readonly ChecklistEntry[] }) {
  return (
    <Checklist label={label}>
      {lines.map((line) => (
        <ChecklistLine key={line.name} {...line} />
      ))}
    </Checklist>
  );
}

function Commands({ device }: { device: DeviceSummary }) {
  const words = useWords();
  const now = useNow();
  const { commands } = words.fleet;
  if (device.commands.length === 0) return <p className="detail py-2">{commands.none}</p>;
  return (
    <ul aria-live="polite">
      {device.commands.map((command) => (
        <li key={command.id} className="py-2 text-sm" data-command={command.state}>
          <span className="strong">{commands.kinds[command.kind]}</span>
          <span>: {commandText(command, now, words)}</span>
          <span className="detail block">
            {commands.by(command.by, sayWhen(new Date(command.at), now, words))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Body({ device, onAsked }: { device: DeviceSummary; onAsked: () => void }) {
  const words = useWords();
  const now = useNow();
  const { panel, commands } = words.fleet;
  const settings = settingsLines(device, words);
  return (
    <>
      <div className="py-3 edge-b">
        <CommandButtons devices={[device.id]} settings={reportOf(device)?.settings} onAsked={onAsked} />
      </div>
      <Part title={commands.title}>
        <Commands device={device} />
      </Part>
      <Part title={panel.onIt}>
        <Lines label={panel.onIt} lines={queueLines(device, now, words)} />
      </Part>
      <Part title={panel.how}>
        <Lines label={panel.how} lines={phoneLines(device, now, words)} />
      </Part>
      {settings.length === 0 ? null : (
        <Part title={panel.settings}>
          <Lines label={panel.settings} lines={settings} />
        </Part>
      )}
    </>
  );
}

/** The chosen phone: beside the list on wide screens, over it on narrower ones, in its place on phones. Escape closes. */
export function FleetPanel({
  id,
  device,
  loading,
  onAsked,
  onClose,
}: {
  id: string;
  /** Undefined: it is not on this page. */
  device: DeviceSummary | undefined;
  loading: boolean;
  onAsked: () => void;
  onClose: () => void;
}) {
  const { panel } = useWords().fleet;
  const heading = useRef<HTMLHeadingElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // A sheet over the page closes by itself.
      const inSheet = document.querySelector('dialog[open]') !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !inSheet) close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    // Over the list the panel is what a person reads next; beside it the focus stays in the list.
    if (!matchMedia('(min-width: 1440px)').matches) heading.current?.focus();
  }, [id]);
  return (
    <aside
      aria-label={panel.label}
      className="fixed inset-0 z-20 overflow-y-auto bg-canvas px-(--fs-gutter) pt-3 pb-[calc(var(--fs-nav)+24px)] md:left-auto md:w-[372px] md:edge-l md:px-5 md:pt-4 md:shadow-float lg:pb-4 min-[1440px]:static min-[1440px]:w-[340px] min-[1440px]:flex-none min-[1440px]:shadow-none"
    >
      <div className="flex items-center justify-between">
        <span className="font-mono text-xs text-ink-3">{id.slice(0, 13)}</span>
        <IconButton icon="close" label={panel.close} onClick={onClose} className="-mr-3" />
      </div>
      <h2
        ref={heading}
        tabIndex={-1}
        className="text-[1.1875rem] leading-[26px] font-bold tracking-[-0.015em] outline-none"
      >
        {device?.user.name ?? panel.label}
      </h2>
      {device === undefined ? (
        <div className="pt-3">
          {loading ? (
            <p role="status" className="detail">
              {panel.loading}
            </p>
          ) : (
            <EmptyState title={panel.gone} detail={panel.goneDetail} />
          )}
        </div>
      ) : (
        <Body device={device} onAsked={onAsked} />
      )}
    </aside>
  );
}
