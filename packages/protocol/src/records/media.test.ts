import { describe, expect, it, test } from 'vitest';
import { FULL_MEDIA, MINIMAL_MEDIA } from '../testing/example-records.ts';
import { mediaSchema } from './media.ts';
import { parseRecord } from './record-data.ts';

describe('media', () => {
  it('accepts the fewest answers, and all of them, as they are', () => {
    expect(parseRecord('MEDIA', MINIMAL_MEDIA)).toEqual({ ok: true, data: MINIMAL_MEDIA });
    expect(parseRecord('MEDIA', FULL_MEDIA)).toEqual({ ok: true, data: FULL_MEDIA });
  });

  it('knows exactly the answers of the full example', () => {
    expect(Object.keys(mediaSchema.shape).sort()).toEqual(Object.keys(FULL_MEDIA).sort());
  });

  test.each(Object.keys(MINIMAL_MEDIA))('[X3] names %s when it is missing', (field) => {
    const left = Object.fromEntries(Object.entries(MINIMAL_MEDIA).filter(([name]) => name !== field));
    const parsed = parseRecord('MEDIA', left);
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.field)).toEqual([field]);
  });

  test.each<[string, unknown]>([
    ['mediaKind', 'VIDEO'],
    ['belongsTo', 'the other one'],
    ['mimeType', 'image/jpeg\r\nX-Evil: 1'],
    ['mimeType', '../../etc/passwd'],
    ['mimeType', 'text/html; charset=utf-8'],
    ['sizeBytes', 0],
    ['sizeBytes', 1_073_741_825],
    ['sha256', 'A3'.repeat(32)],
    ['sha256', 'a3'.repeat(31)],
    ['caption', ''],
    ['url', 'https://example.org/a.jpg'],
  ])('[X3] refuses %s = %j and names it', (field, value) => {
    const parsed = parseRecord('MEDIA', { ...FULL_MEDIA, [field]: value });
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.field)).toEqual([field]);
  });
});
