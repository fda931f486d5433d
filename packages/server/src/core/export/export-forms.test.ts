import type { RecordDetail } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';
import { defuseFormula } from './defuse-formula.ts';
import { exportColumns } from './export-columns.ts';
import { geojsonFeature } from './geojson-feature.ts';
import { sheetRow } from './sheet-xml.ts';
import { xmlText } from './xml-text.ts';

const record = (data: RecordDetail['data']): RecordDetail =>
  ({
    id: '0190a000-0000-7000-8000-000000000001',
    type: 'ASSESSMENT',
    sector: 'HEALTH',
    place: { id: 'p', name: 'Kuya', lga: 'Bama', ward: 'Kuya' },
    score: 40,
    band: 'NORMAL',
    state: 'office',
    version: 1,
    from: { id: 'u', name: 'Amina' },
    capturedAt: '2026-11-20T09:00:00.000Z',
    receivedAt: '2026-11-20T09:00:00.000Z',
    changedAt: '2026-11-20T09:00:00.000Z',
    data,
  }) as unknown as RecordDetail;

describe('a table that a spreadsheet opens', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠1'])(
    'shows %j as text and does not run it',
    (text) => {
      expect(defuseFormula(text)).toBe(`'${text}`);
      expect(csvLine([text])).toMatch(/^"?'/);
      expect(sheetRow([{ header: 'x', kind: 'text' }], [text])).toContain(`>&apos;`.replace('&apos;', "'"));
    },
  );

  it('leaves numbers below zero numbers, and other texts as they are', () => {
    expect(csvLine([-12.5, 'a-b', true, null])).toBe('-12.5,a-b,true,\r\n');
    expect(sheetRow([{ header: 'x', kind: 'number' }], [-12.5])).toBe('<row><c><v>-12.5</v></c></row>');
  });

  it('quotes as RFC 4180 has it', () => {
    expect(csvLine(['a,b', 'say "no"', 'two\r\nlines', 'plain'])).toBe(
      '"a,b","say ""no""","two\r\nlines",plain\r\n',
    );
  });

  it('holds real dates in a workbook, and only for what is one', () => {
    const columns = [
      { header: 'a', kind: 'time' },
      { header: 'b', kind: 'day' },
      { header: 'c', kind: 'day' },
      { header: 'd', kind: 'time' },
    ] as const;
    expect(sheetRow(columns, ['2026-11-20T12:00:00.000Z', '2026-11-20', 'May 2026', '1850-01-01'])).toBe(
      '<row><c s="2"><v>46346.5</v></c><c s="3"><v>46346</v></c>' +
        '<c t="inlineStr"><is><t xml:space="preserve">May 2026</t></is></c>' +
        '<c t="inlineStr"><is><t xml:space="preserve">1850-01-01</t></is></c></row>',
    );
  });

  it('is well-formed whatever a person wrote', () => {
    expect(xmlText('a\u0001b<c>&"d"\r\n\uD800\u{1F30D}')).toBe(
      'a�b&lt;c&gt;&amp;&quot;d&quot;&#13;\n�\u{1F30D}',
    );
  });
});

describe('a map', () => {
  it('has longitude before latitude, and null for a record without a position', () => {
    const columns = exportColumns(['ASSESSMENT']);
    const here = record({ location: { latitude: 11.52, longitude: 13.69 }, waterQuality: 'SAFE' });
    expect(geojsonFeature(here, columns)).toMatchObject({
      type: 'Feature',
      id: here.id,
      geometry: { type: 'Point', coordinates: [13.69, 11.52] },
      properties: { place: 'Kuya', urgency: 'NORMAL', waterQuality: 'SAFE', 'location.latitude': 11.52 },
    });
    expect(geojsonFeature(record({}), columns)).toMatchObject({ geometry: null });
  });
});
