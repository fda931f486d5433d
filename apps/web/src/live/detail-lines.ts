import type { RecordDetail } from '@fieldsync/protocol';
import type { ChecklistEntry } from '../components/checklist.tsx';
import type { Words } from '../words/en.ts';
import { sayWhenShort } from '../words/when.ts';

type Scored = Pick<RecordDetail, 'type' | 'sector'> & {
  readonly reasons: readonly RecordDetail['reasons'][number][];
};

function reasonName(reason: RecordDetail['reasons'][number], record: Scored, words: Words): string {
  const { detail } = words.live;
  switch (reason.source) {
    case 'base': {
      const kind = detail.base[record.type];
      return record.sector === null ? kind : detail.baseOf(words.domain.sectors[record.sector], kind);
    }
    case 'rule':
      return reason.label;
    case 'choice': {
      const bands: Readonly<Record<string, string>> = words.domain.bands;
      return detail.chosen(bands[reason.label] ?? reason.label);
    }
  }
}

/** Where the score comes from, a line a reason. */
export function scoreLines(record: Scored, words: Words): ChecklistEntry[] {
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  const { detail } = words.live;
  return record.reasons.map((reason) => {
    const { source, points } = reason;
    const added = points < 0 ? detail.pointsLess(figure(-points)) : detail.points(figure(points));
    return { name: reasonName(reason, record, words), answer: source === 'base' ? figure(points) : added };
  });
}

/** When it was saved on the phone, by the phone's clock, and when the office had it. */
export function pathLines(
  record: Pick<RecordDetail, 'capturedAt' | 'receivedAt' | 'changedAt'>,
  now: Date,
  words: Words,
): ChecklistEntry[] {
  const { detail } = words.live;
  const when = (instant: string): string => sayWhenShort(new Date(instant), now, words);
  const lines: ChecklistEntry[] = [
    { name: detail.onPhone, answer: when(record.capturedAt), mark: 'phone' },
    { name: detail.atOffice, answer: when(record.receivedAt), mark: 'office' },
  ];
  if (record.changedAt > record.receivedAt)
    lines.push({ name: detail.changed, answer: when(record.changedAt) });
  return lines;
}
