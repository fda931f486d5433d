import { recordExportQuerySchema } from '@fieldsync/protocol';
import { expect, it } from 'vitest';
import { exportAddress } from './export-sheet.tsx';

it('asks for the file of what the list shows, and nothing that only a list has', () => {
  const address = exportAddress(
    {
      chip: 'critical',
      sector: 'HEALTH',
      placeId: undefined,
      search: ' Bama ',
      since: '2026-11-20T09:00:00.000Z',
      order: 'priority',
    },
    'xlsx',
  );
  const query = Object.fromEntries(new URL(address, 'http://office').searchParams);
  expect(query).toEqual({
    band: 'CRITICAL',
    sector: 'HEALTH',
    since: '2026-11-20T09:00:00.000Z',
    q: 'Bama',
    format: 'xlsx',
  });
  expect(recordExportQuerySchema.safeParse(query).success).toBe(true);
});
