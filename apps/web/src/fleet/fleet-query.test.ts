import { describe, expect, it } from 'vitest';
import { fleetQuery, inPlace } from './fleet-query.ts';

describe('what is asked of the office about the phones', () => {
  it('says only what was chosen', () => {
    expect(fleetQuery({ show: 'all', search: '  ' }, undefined)).toBe('limit=50');
    expect(fleetQuery({ show: 'held', search: ' Amina ' }, 'abc')).toBe(
      'limit=50&show=held&q=Amina&after=abc',
    );
  });

  it('cuts a search at what the office reads', () => {
    expect(
      new URLSearchParams(fleetQuery({ show: 'all', search: 'x'.repeat(500) }, undefined)).get('q'),
    ).toHaveLength(120);
  });
});

describe('rows while somebody reads', () => {
  const rows = (ids: string): { id: string; says: number }[] => [...ids].map((id, says) => ({ id, says }));
  const ids = (standing: string, now: string): string =>
    inPlace(rows(now), [...standing])
      .map(({ id }) => id)
      .join('');

  it('stay where they are, and say what is new', () => {
    expect(ids('abc', 'cab')).toBe('abc');
    expect(inPlace(rows('cab'), ['a', 'b', 'c'])[0]).toEqual({ id: 'a', says: 1 });
  });

  it('new ones come behind, gone ones go', () => {
    expect(ids('abc', 'xca')).toBe('acx');
  });

  it('are as the office has them when nobody does', () => {
    expect(ids('', 'cab')).toBe('cab');
  });
});
