'use client';
import { paths, type ExportFormat } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Sheet } from '../components/sheet.tsx';
import { GuardedDownload } from '../second-factor/guarded-download.tsx';
import { useWords } from '../words/words.tsx';
import { liveQuery, type LiveFilters } from './live-filters.ts';

/** The one that most people open first. */
const FORMATS: readonly ExportFormat[] = ['xlsx', 'csv', 'geojson'];

export function exportAddress(filters: LiveFilters, format: ExportFormat): string {
  const query = liveQuery(filters, { limit: 1 });
  for (const name of ['order', 'limit']) query.delete(name);
  query.set('format', format);
  return `${paths.recordExport}?${query.toString()}`;
}

/** What the list shows, as a file. The browser fetches it and says how far it is, and whether it failed. */
export function ExportSheet({ filters }: { filters: LiveFilters }) {
  const say = useWords().live.export;
  const [open, setOpen] = useState(false);
  const [offline, setOffline] = useState(false);
  const show = (): void => {
    setOffline(!navigator.onLine);
    setOpen(true);
  };
  return (
    <>
      <Button size="sm" onClick={show}>
        {say.open}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={say.title} detail={say.what}>
        <div className="grid gap-3 pt-3">
          {offline ? (
            <p role="status" className="strong">
              {say.offline}
            </p>
          ) : (
            FORMATS.map((format) => (
              <div key={format} className="grid gap-1">
                <GuardedDownload href={exportAddress(filters, format)}>
                  {say.formats[format].name}
                </GuardedDownload>
                <p className="detail">{say.formats[format].detail}</p>
              </div>
            ))
          )}
          <p className="detail">{say.care}</p>
        </div>
      </Sheet>
    </>
  );
}
