import type { SyncState } from './sync-state.ts';
import { StateMark } from './state-mark.tsx';

export interface Segment {
  id: string;
  state: SyncState;
  /** 0-100, of the bytes that the server has acknowledged; only for `send`. */
  percent?: number | undefined;
}

/** Above this many a continuous bar stands for the segments. */
export const SEGMENT_LIMIT = 24;

const fill: Partial<Record<SyncState, string>> = {
  office: 'bg-state-office',
  send: 'bg-state-send-tint shadow-[inset_0_0_0_1.5px_var(--fs-send)]',
  needs: 'bg-state-needs',
  conflict: 'bg-state-conflict',
  held: 'bg-state-held-tint shadow-[inset_0_0_0_1.5px_var(--fs-held)]',
};
const waiting =
  'bg-state-phone-tint shadow-[inset_0_0_0_1.5px_color-mix(in_srgb,var(--fs-phone)_45%,transparent)] in-data-[theme=sun]:shadow-[inset_0_0_0_1.5px_var(--fs-phone)]';

/** One segment a record. It steps with acknowledgements; nothing is eased that has not happened. */
export function ProgressSegments({
  segments,
  marked = true,
  label,
}: {
  segments: readonly Segment[];
  marked?: boolean;
  label: string;
}) {
  return (
    <div role="img" aria-label={label} className="flex gap-1">
      {segments.map((segment) => (
        <span key={segment.id} className="flex flex-1 flex-col items-center gap-2">
          <span
            className={`block h-2.5 w-full overflow-hidden rounded-[3px] ${fill[segment.state] ?? waiting}`}
          >
            {segment.state === 'send' && segment.percent !== undefined ? (
              <span className="block h-full bg-state-send" style={{ width: `${segment.percent}%` }} />
            ) : null}
          </span>
          {marked && segments.length <= 12 ? (
            <span key={segment.state} className="rise-in">
              <StateMark state={segment.state} size="sm" />
            </span>
          ) : null}
        </span>
      ))}
    </div>
  );
}

/** A continuous bar for more than 24 records, or for the bytes of one. */
export function ProgressBar({ percent, label }: { percent: number; label: string }) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-2 overflow-hidden rounded-xs bg-state-send-tint shadow-[inset_0_0_0_1px_color-mix(in_srgb,var(--fs-send)_35%,transparent)] in-data-[theme=sun]:shadow-[inset_0_0_0_1.5px_var(--fs-send)]"
    >
      <span className="block h-full rounded-xs bg-state-send" style={{ width: `${percent}%` }} />
    </div>
  );
}
