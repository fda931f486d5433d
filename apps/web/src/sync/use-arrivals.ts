'use client';
import type { StoredRecord } from '@fieldsync/engine';
import { recordIdSchema } from '@fieldsync/protocol';
import { useEffect, useState } from 'react';
import { useEngine } from './engine-context.ts';

const stayMs = 10_000;
const most = 8;

const arrived = new Set(['applied', 'merged', 'duplicate']);

/** Records that the office confirmed within the last ten seconds, newest first. */
export function useArrivals(): readonly StoredRecord[] {
  const engine = useEngine();
  const [recent, setRecent] = useState<readonly StoredRecord[]>([]);
  useEffect(() => {
    if (engine === undefined) return;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = engine.on('item:judged', ({ recordId, status }) => {
      const id = recordIdSchema.safeParse(recordId);
      if (!arrived.has(status) || !id.success) return;
      void engine.getRecord(id.data).then((record) => {
        // Another change of it may still wait here: then it is not at the office yet.
        if (record?.state !== 'office') return;
        setRecent((before) => [record, ...before.filter((each) => each.id !== record.id)].slice(0, most));
        const timer = setTimeout(() => {
          timers.delete(timer);
          setRecent((before) => before.filter((each) => each.id !== record.id));
        }, stayMs);
        timers.add(timer);
      });
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [engine]);
  return recent;
}
