import { describe, expect, it, test } from 'vitest';
import { RECORD_TYPES, SECTORS } from '../domain.ts';
import { jsonBytes } from '../json-bytes.ts';
import {
  ASSESSMENT_ID,
  FULL_ASSESSMENTS,
  FULL_MEDIA,
  FULL_RESPONSES,
  MINIMAL_RESPONSES,
} from '../testing/example-records.ts';
import { parseRecord, referencedRecords, sectorOf } from './record-data.ts';

describe('parseRecord', () => {
  it('[X3] gives one problem for each unknown field, with its name', () => {
    expect(parseRecord('MEDIA', { ...FULL_MEDIA, url: 'x', owner: 'y' })).toEqual({
      ok: false,
      problems: [
        { field: 'url', message: 'no such field' },
        { field: 'owner', message: 'no such field' },
      ],
    });
  });

  it('[X3] names an unknown field inside an answer by its path', () => {
    const data = { ...FULL_MEDIA, location: { latitude: 1, longitude: 2, altitude: 3 } };
    expect(parseRecord('MEDIA', data)).toEqual({
      ok: false,
      problems: [{ field: 'location.altitude', message: 'no such field' }],
    });
  });

  it('[X3] cuts a name that is longer than any of ours, never through a letter', () => {
    const fieldOf = (name: string) => {
      const parsed = parseRecord('MEDIA', { ...FULL_MEDIA, [name]: 1 });
      return parsed.ok ? undefined : parsed.problems[0]?.field;
    };
    expect(fieldOf('k'.repeat(60_000))).toBe('k'.repeat(200));
    expect(fieldOf(`${'k'.repeat(199)}😀`)).toBe('k'.repeat(199));
    expect(fieldOf('k'.repeat(200))).toBe('k'.repeat(200));
  });

  it('[X3] names the sector when there is none or an unknown one', () => {
    for (const sector of [undefined, 'EDUCATION', null, 3]) {
      const parsed = parseRecord('ASSESSMENT', { ...FULL_ASSESSMENTS.WASH, assessmentType: sector });
      expect(parsed.ok ? [] : parsed.problems.map(({ field }) => field)).toEqual(['assessmentType']);
    }
  });

  test.each(RECORD_TYPES)('[X3] a %s is an object', (type) => {
    for (const data of [null, undefined, 'x', 3, [], [FULL_MEDIA]]) {
      const parsed = parseRecord(type, data);
      expect(parsed.ok ? 'accepted' : parsed.problems[0]?.field).toMatch(/^(|assessmentType|responseType)$/);
    }
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])('[X3] refuses %s as a field', (name) => {
    const data: unknown = JSON.parse(
      JSON.stringify(FULL_ASSESSMENTS.HEALTH).replace('{', `{"${name}":{"polluted":true},`),
    );
    expect(parseRecord('ASSESSMENT', data)).toEqual({
      ok: false,
      problems: [{ field: name, message: 'no such field' }],
    });
  });

  it('[X4] answers 2,000 unknown fields with no more than it was sent, times three', () => {
    const hostile = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`field${index}`, 1]));
    const parsed = parseRecord('MEDIA', { ...FULL_MEDIA, ...hostile });
    expect(parsed.ok ? [] : parsed.problems).toHaveLength(2_000);
    expect(jsonBytes(parsed)).toBeLessThan(4 * jsonBytes(hostile));
  });

  test.each([
    ['deep in a text', 'additionalDetails'],
    ['deep in a list', 'commonHealthIssues'],
    ['deep in a location', 'location'],
    ['deep in an unknown field', 'mood'],
  ])('[X4] refuses a value %s, 10,000 levels down, and names the field', (_, field) => {
    const deep: unknown = JSON.parse('['.repeat(10_000) + ']'.repeat(10_000));
    const parsed = parseRecord('ASSESSMENT', { ...FULL_ASSESSMENTS.HEALTH, [field]: deep });
    expect(parsed.ok ? 'accepted' : parsed.problems[0]?.field).toMatch(new RegExp(`^${field}`));
  });
});

describe('sectorOf', () => {
  test.each(SECTORS)('finds %s in an assessment and in a response', (sector) => {
    expect(sectorOf(FULL_ASSESSMENTS[sector])).toBe(sector);
    expect(sectorOf(FULL_RESPONSES[sector])).toBe(sector);
  });

  it('finds none in media and in what is no sector', () => {
    expect(sectorOf(FULL_MEDIA)).toBeUndefined();
    expect(sectorOf({ assessmentType: 'EDUCATION' })).toBeUndefined();
  });
});

describe('referencedRecords', () => {
  it('[S3] names the assessment of a response and the record of a photo', () => {
    expect(referencedRecords(FULL_RESPONSES.FOOD)).toEqual([ASSESSMENT_ID]);
    expect(referencedRecords(FULL_MEDIA)).toEqual([ASSESSMENT_ID]);
  });

  it('[S3] names none where none is referred to', () => {
    expect(referencedRecords(MINIMAL_RESPONSES.FOOD)).toEqual([]);
    expect(referencedRecords(FULL_ASSESSMENTS.FOOD)).toEqual([]);
    expect(referencedRecords({ assessmentId: null })).toEqual([]);
  });
});
