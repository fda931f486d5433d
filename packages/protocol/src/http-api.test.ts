import { describe, expect, it, test } from 'vitest';
import { bandSchema, recordQuerySchema } from './http-api.ts';
import { BANDS } from './band.ts';
import { commandSchema } from './command.ts';
import { DEFAULT_SETTINGS } from './background-sync.ts';
import { fieldProblems } from './records/record-data.ts';
import { PLACE_ID } from './testing/example-records.ts';

describe('recordQuerySchema', () => {
  it('asks for the newest 50 when nothing is said', () => {
    expect(recordQuerySchema.parse({})).toEqual({ order: 'newest', limit: 50 });
  });

  it('reads a whole query, as text', () => {
    const query = {
      type: 'ASSESSMENT',
      sector: 'HEALTH',
      band: 'CRITICAL',
      state: 'conflict',
      placeId: PLACE_ID,
      q: ' Bama ',
      since: '2026-11-20T00:00:00.000Z',
      order: 'priority',
      after: 'eyJhIjoxfQ',
      limit: '200',
    };
    expect(recordQuerySchema.parse(query)).toEqual({ ...query, q: 'Bama', limit: 200 });
  });

  test.each<[string, string]>([
    ['limit', '0'],
    ['limit', '201'],
    ['limit', 'all'],
    ['limit', '1.5'],
    ['q', 'x'.repeat(121)],
    ['q', 'a\u0000b'],
    ['q', '\ud800'],
    ['placeId', '\u0000'],
    ['after', '\u0000'],
    ['after', 'x'.repeat(201)],
    ['band', 'critical'],
    ['order', 'oldest'],
    ['since', 'yesterday'],
  ])('[X3] refuses %s = %j and names it', (field, value) => {
    const parsed = recordQuerySchema.safeParse({ [field]: value });
    expect(
      parsed.error === undefined ? [] : fieldProblems(parsed.error).map((problem) => problem.field),
    ).toEqual([field]);
  });
});

describe('bandSchema', () => {
  it('knows the bands', () => {
    expect(bandSchema.options).toEqual([...BANDS]);
  });
});

describe('commandSchema', () => {
  test.each([
    { id: PLACE_ID, kind: 'start' },
    { id: PLACE_ID, kind: 'pause', by: 'Falmata' },
    { id: PLACE_ID, kind: 'resume' },
    { id: PLACE_ID, kind: 'settings', settings: DEFAULT_SETTINGS },
  ])('accepts $kind', (command) => {
    expect(commandSchema.parse(command)).toEqual(command);
  });

  test.each([
    { id: PLACE_ID, kind: 'wipe' },
    { id: PLACE_ID, kind: 'pause' },
    { id: PLACE_ID, kind: 'settings', settings: { ...DEFAULT_SETTINGS, minimumBatteryLevel: -1 } },
    { kind: 'start' },
  ])('[X3] refuses %j', (command) => {
    expect(commandSchema.safeParse(command).success).toBe(false);
  });
});
