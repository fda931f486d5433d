import { paths } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { unzipSync } from 'fflate';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrizzleRecordExporter } from '../adapters/drizzle/office/drizzle-record-exporter.ts';
import { CAMPS } from '../seed/camps.ts';
import { create, device, healthData, record, remove, update } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { openTestOffice } from '../testing/test-office.ts';

const [bama] = CAMPS;
if (bama === undefined) throw new Error('no camps');
const RECORDS = 450;
const data = healthData({ affectedEntityId: bama.id });
const AWKWARD = '=HYPERLINK("http://evil.example","a, \r\nb") ɓ \u0001';

describe.each(testDatabases())('GET /api/v1/records/export on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let ibrahim: TestPerson;
  let now = Date.parse('2026-11-21T08:00:00.000Z');
  beforeAll(async () => {
    office = await openTestOffice(on, { clock: () => now });
    await office.opened.firstStart.finish(CAMPS, '2026-11-20T00:00:00.000Z');
    [amina, ibrahim] = await Promise.all([office.as('amina'), office.as('ibrahim')]);
    for (let from = 1; from <= RECORDS; from += 150) {
      now += 1_000;
      const operations = Array.from({ length: 150 }, (_, index) => create(from + index, from + index, data));
      await exchangeAs(amina, { operations });
    }
    const location = { latitude: 11.52, longitude: 13.69 };
    await exchangeAs(amina, {
      operations: [
        update(1_001, 7, 1, { additionalDetails: AWKWARD, location }),
        remove(1_002, 8, 1),
        create(
          1_003,
          1_003,
          {
            mediaKind: 'PHOTO',
            belongsTo: record(7),
            mimeType: 'image/jpeg',
            sizeBytes: 5,
            sha256: 'a3'.repeat(32),
            recordedAt: '2026-11-20T09:00:00.000Z',
          },
          { type: 'MEDIA' },
        ),
      ],
    });
    now += 60_000;
  });
  afterAll(() => office.close());

  const file = async (query: string): Promise<{ bytes: Buffer; reply: Response }> => {
    const reply = await ibrahim.get(`${paths.recordExport}?${query}`);
    return { bytes: Buffer.from(await reply.arrayBuffer()), reply };
  };

  it('gives a table with each record once, with its answers in columns of plain names', async () => {
    const { bytes, reply } = await file('format=csv&type=ASSESSMENT');
    expect(reply.headers.get('content-disposition')).toBe(
      'attachment; filename="fieldsync-records-2026-11-21.csv"',
    );
    const text = bytes.toString();
    expect(text.startsWith('\uFEFFRecord,Kind,Sector,Place,')).toBe(true);
    expect(text.split('\r\n')[0]).toContain(',Number health facilities,');
    const ids = [...text.matchAll(/^(0190a000-[0-9a-f-]+),ASSESSMENT/gm)].map(([, id]) => id);
    expect(ids).toHaveLength(RECORDS - 1);
    expect(new Set(ids).size).toBe(RECORDS - 1);
    expect(ids).not.toContain(record(8));
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""a, \r\nb"") ɓ \u0001"`);
  });

  it('gives a map by RFC 7946 that says of itself when, by whom and of what', async () => {
    const { bytes, reply } = await file('format=geojson&sector=HEALTH');
    expect(reply.headers.get('content-type')).toBe('application/geo+json');
    const map = JSON.parse(bytes.toString()) as {
      type: string;
      fieldsync: unknown;
      features: { id: string; geometry: unknown }[];
    };
    expect(map).toMatchObject({
      type: 'FeatureCollection',
      fieldsync: { exportedBy: 'Ibrahim Mustapha', filter: { sector: 'HEALTH' } },
    });
    expect(map.features).toHaveLength(RECORDS - 1);
    expect(map.features.filter(({ geometry }) => geometry !== null)).toEqual([
      expect.objectContaining({ id: record(7), geometry: { type: 'Point', coordinates: [13.69, 11.52] } }),
    ]);
  });

  it('gives a workbook with a sheet a kind', async () => {
    const { bytes } = await file('format=xlsx');
    const parts = unzipSync(bytes);
    const textOf = (name: string): string => Buffer.from(parts[name] ?? []).toString();
    expect([...textOf('xl/workbook.xml').matchAll(/sheet name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'About',
      'Assessments',
      'Responses',
      'Photos and files',
    ]);
    expect(textOf('xl/worksheets/sheet1.xml')).toContain('Ibrahim Mustapha');
    expect(textOf('xl/worksheets/sheet2.xml').split('<row>')).toHaveLength(RECORDS - 1 + 2);
    expect(textOf('xl/worksheets/sheet4.xml').split('<row>')).toHaveLength(3);
    // Times are dates: 2026-11-20 09:00.
    expect(textOf('xl/worksheets/sheet2.xml')).toContain('<c s="2"><v>46346.375</v></c>');
    expect(textOf('xl/worksheets/sheet2.xml')).toContain("&gt;'=HYPERLINK".replace('&gt;', '>'));
  });

  it('is packed on the way for who takes that', async () => {
    const reply = await ibrahim.get(`${paths.recordExport}?format=csv&type=MEDIA`, {
      'accept-encoding': 'gzip',
    });
    expect(reply.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await reply.arrayBuffer())).toString()).toContain(record(1_003));
  });

  it('has each record once, whatever arrives and changes between its pages', async () => {
    const exporter = new DrizzleRecordExporter(office.database.queries);
    const until = new Date(now).toISOString();
    now += 1_000;
    const seen: string[] = [];
    let after: string | null = null;
    for (let number = 1; number <= 3; number += 1) {
      const page = await exporter.page({ filter: {}, type: 'ASSESSMENT', until, after });
      seen.push(...page.records.map(({ id }) => id));
      after = page.next;
      // One that was told and one that was not are changed, one comes in, one that came in last stays last.
      await exchangeAs(amina, {
        operations: [
          update(2_000 + number, 440 - number, 1, { numberHealthFacilities: number }),
          update(2_100 + number, 10 + number, 1, { numberHealthFacilities: number }),
          create(2_200 + number, 2_200 + number, data),
        ],
      });
    }
    expect(after).toBeNull();
    const all = Array.from({ length: RECORDS }, (_, index) => record(index + 1)).filter(
      (id) => id !== record(8),
    );
    expect([...seen].sort()).toEqual(all.sort());
  });

  it('[X5] is in the audit log before its first byte leaves, without what was searched for', async () => {
    await file('format=csv&q=Amina&sector=WASH');
    const { rows } = await office.database.queries.execute<{ act: string; detail: unknown }>(
      sql`select act, detail from audit_log order by seq desc limit 1`,
    );
    expect(rows).toEqual([
      { act: 'records:export', detail: { format: 'csv', sector: 'WASH', searched: true } },
    ]);
  });

  it('is not for field workers, names the filter that it does not know, and writes few files at once', async () => {
    expect((await amina.get(`${paths.recordExport}?format=csv`)).status).toBe(403);
    expect((await ibrahim.get(`${paths.recordExport}?format=pdf`)).status).toBe(422);
    const open = [];
    for (let number = 1; number <= 2; number += 1)
      open.push(await ibrahim.get(`${paths.recordExport}?format=csv`));
    expect((await ibrahim.get(`${paths.recordExport}?format=csv`)).status).toBe(503);
    // As a page asks before it has the browser fetch one.
    const looked = (path: string) =>
      office.request(path, { method: 'HEAD', headers: { cookie: ibrahim.cookie } });
    expect((await looked(`${paths.recordExport}?format=csv`)).status).toBe(503);
    expect((await looked(paths.ownData)).status).toBe(503);
    // A reader who goes away gives the place back.
    for (const reply of open) await reply.body?.cancel();
    expect((await looked(`${paths.recordExport}?format=csv`)).status).toBe(200);
    expect((await file('format=csv&type=MEDIA')).reply.status).toBe(200);
    await exchangeAs(amina, { device: device(1) });
  });
});
