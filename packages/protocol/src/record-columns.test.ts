import { describe, expect, it } from 'vitest';
import { RECORD_TYPES } from './domain.ts';
import { cellOf, recordColumns } from './record-columns.ts';
import { FULL_ASSESSMENTS, FULL_MEDIA, FULL_RESPONSES } from './testing/example-records.ts';

describe('the columns of a table of records', () => {
  it('are in plain words, each once', () => {
    for (const type of RECORD_TYPES) {
      const columns = recordColumns(type);
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
      for (const { header } of columns) expect(header).toMatch(/^[A-Z0-9][a-z0-9 ]+$/);
    }
    expect(recordColumns('ASSESSMENT')).toContainEqual({
      name: 'waterQuality',
      header: 'Water quality',
      kind: 'text',
    });
    expect(recordColumns('RESPONSE')).toContainEqual({
      name: 'medicinesDelivered',
      header: 'Medicines delivered',
      kind: 'items',
    });
    expect(recordColumns('ASSESSMENT').map(({ header }) => header)).toContain('Population under 5');
  });

  it('know times, days, numbers and positions', () => {
    const kinds = new Map(recordColumns('RESPONSE').map(({ name, kind }) => [name, kind]));
    expect(kinds.get('recordedAt')).toBe('time');
    expect(kinds.get('plannedDate')).toBe('day');
    expect(kinds.get('location.latitude')).toBe('number');
    expect(kinds.get('location.takenAt')).toBe('time');
    expect(kinds.get('patientsTreated')).toBe('number');
  });

  it('show every answer of a record', () => {
    const examples = [
      ...Object.values(FULL_ASSESSMENTS).map((data) => ({ type: 'ASSESSMENT', data }) as const),
      ...Object.values(FULL_RESPONSES).map((data) => ({ type: 'RESPONSE', data }) as const),
      { type: 'MEDIA', data: FULL_MEDIA } as const,
    ];
    for (const { type, data } of examples) {
      const shown = recordColumns(type).filter((column) => cellOf(column, data) !== null);
      const tops = new Set(shown.map(({ name }) => name.split('.')[0]));
      const asked = Object.keys(data).filter(
        (name) => !['affectedEntityId', 'assessmentType', 'responseType'].includes(name),
      );
      expect([...tops].sort()).toEqual(asked.sort());
    }
  });

  it('write a list in one line', () => {
    const data = { medicinesDelivered: [{ name: 'ORS', quantity: 12, unit: 'box' }, { name: 'Zinc' }] };
    expect(cellOf({ name: 'medicinesDelivered' }, data)).toBe('ORS 12 box; Zinc');
    expect(cellOf({ name: 'commonHealthIssues' }, { commonHealthIssues: ['CHOLERA', 'MALARIA'] })).toBe(
      'CHOLERA; MALARIA',
    );
    expect(cellOf({ name: 'location.latitude' }, { location: null })).toBeNull();
    expect(cellOf({ name: 'toString' }, {})).toBeNull();
  });
});
