'use client';
import type { DeviceSummary } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { Checklist, ChecklistLine, type ChecklistEntry } from '../components/checklist.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PanelPart, SidePanel } from '../live/side-panel.tsx';
import { sayWhen } from '../words/when.ts';
import { useWords } from '../words/words.tsx';
import { CommandButtons } from './command-buttons.tsx';
import { phoneCode } from './phone-code.ts';
import { commandText, phoneLines, queueLines, reportOf, settingsLines } from './phone-words.ts';

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
      <PanelPart title={commands.title}>
        <Commands device={device} />
      </PanelPart>
      <PanelPart title={panel.onIt}>
        <Lines label={panel.onIt} lines={queueLines(device, now, words)} />
      </PanelPart>
      <PanelPart title={panel.how}>
        <Lines label={panel.how} lines={phoneLines(device, now, words)} />
      </PanelPart>
      {settings.length === 0 ? null : (
        <PanelPart title={panel.settings}>
          <Lines label={panel.settings} lines={settings} />
        </PanelPart>
      )}
    </>
  );
}

/** The chosen phone. */
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
  const { fleet } = useWords();
  const { panel } = fleet;
  return (
    <SidePanel
      id={id}
      label={panel.label}
      close={panel.close}
      code={fleet.code(phoneCode(id))}
      title={device?.user.name ?? panel.label}
      beside={1_440}
      onClose={onClose}
    >
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
    </SidePanel>
  );
}
