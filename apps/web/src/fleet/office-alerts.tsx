'use client';
import { alertListSchema, paths } from '@fieldsync/protocol';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef } from 'react';
import { showToast } from '../components/show-toast.tsx';
import { useOffice } from '../live/use-office.ts';
import { useWords } from '../words/words.tsx';

/**
 * Watches over phones that hold critical records for too long, on every page of a coordinator: a mark in the navigation for as
 * long as one does, and a line when that begins.
 */
export function OfficeAlerts({ onCount }: { onCount: (count: number) => void }) {
  const { alert: said } = useWords().fleet;
  const router = useRouter();
  const { data } = useOffice(paths.alerts, alertListSchema, ['alert']);
  const told = useRef<ReadonlySet<string>>(undefined);
  const count = useEffectEvent(onCount);
  const tell = useEffectEvent((id: string, device: string, person: string) => {
    const open = (): void =>
      router.push(`/fleet/?${new URLSearchParams({ q: device, id: device }).toString()}`);
    showToast({ text: said.toast(person), state: 'needs', action: { label: said.look, onPress: open } }, id);
  });
  useEffect(() => {
    if (data === undefined) return;
    count(data.count);
    // Those that are there when the page opens are in the navigation; a line is for what begins meanwhile.
    const before = told.current;
    if (before !== undefined)
      for (const { id, device, user } of data.items) if (!before.has(id)) tell(id, device, user.name);
    told.current = new Set([...(before ?? []), ...data.items.map(({ id }) => id)]);
  }, [data]);
  return null;
}
