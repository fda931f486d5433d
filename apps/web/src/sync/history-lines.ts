import type { QueueEntry, StoredRecord } from '@fieldsync/engine';
import type { ChecklistEntry } from '../components/checklist.tsx';
import type { Words } from '../words/en.ts';
import { sayWhenShort } from '../words/when.ts';

/** What happened to a record, oldest first, each with the mark of the state that it led to. */
export function historyLines(
  record: StoredRecord,
  queue: readonly QueueEntry[],
  now: Date,
  words: Words,
): ChecklistEntry[] {
  const { events } = words.records;
  const at = (ms: number): string => sayWhenShort(new Date(ms), now, words);
  const lines: (ChecklistEntry & { ms: number })[] = [];
  if (record.officeAt !== null) {
    lines.push({ ms: record.officeAt, name: events.arrived, answer: at(record.officeAt), mark: 'office' });
  }
  for (const entry of queue) {
    const saved = entry.createdAt.getTime();
    const name = { CREATE: events.saved, UPDATE: events.changed, DELETE: events.deleted }[entry.action];
    lines.push({ ms: saved, name, answer: at(saved), mark: 'phone' });
    const tried = entry.lastAttempt?.getTime();
    if (tried === undefined) continue;
    const judged = { shelf: 'needs', conflict: 'conflict' }[entry.state as string] as ChecklistEntry['mark'];
    const said = judged === 'needs' ? events.refused : judged === 'conflict' ? events.conflict : events.tried;
    lines.push({ ms: tried, name: said, answer: at(tried), mark: judged ?? 'send' });
  }
  if (queue.length === 0 && record.officeAt === null) {
    /* What came from the office and never left here was not saved on this phone. */
    const here = record.base === null;
    lines.push({
      ms: record.savedAt,
      name: here ? events.saved : events.recorded,
      answer: at(record.savedAt),
      ...(here ? { mark: 'phone' as const } : {}),
    });
  }
  return lines.sort((a, b) => a.ms - b.ms).map(({ ms: _, ...line }) => line);
}
