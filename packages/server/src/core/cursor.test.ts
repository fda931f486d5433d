import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedStart, formatCursor, parseCursor } from './cursor.ts';

const epoch = fc.stringMatching(/^[0-9a-f]{8}$/);
const position = fc.integer({ min: 0, max: 1e12 });

describe('[R1] a cursor', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.record({ epoch, position, everything: fc.boolean(), back: fc.option(position) }),
        (cursor) => {
          expect(parseCursor(formatCursor(cursor))).toEqual(cursor);
        },
      ),
    );
  });

  it('of a place that is no walk says no more than the place', () => {
    expect(formatCursor({ epoch: 'e1', position: 7 })).toBe('e1.7');
  });

  it.each([
    '',
    '.',
    'abc',
    'abc.',
    '.5',
    'abc.-1',
    'abc.1e3',
    'ABC.1',
    'abc.1.2',
    'abc.1-',
    'abc.1-2-3',
    'abc.1*-2',
    'abc.1**',
    `abc.${'9'.repeat(16)}`,
  ])('is not %j', (text) => {
    expect(parseCursor(text)).toBeUndefined();
  });

  it.each([
    ['no cursor yet', null, 0, false, true],
    ['in this epoch', 'e1.7', 7, false, false],
    ['in a walk from the beginning', 'e1.7*', 7, false, true],
    ['in the older records of an area', 'e1.7-3', 7, false, false],
    ['at the head', 'e1.10', 10, false, false],
    ['ahead of the head', 'e1.11', 0, true, true],
    ['in another epoch', 'e2.7', 0, true, true],
    ['of no meaning', 'seven', 0, true, true],
  ])('%s', (_name, cursor, start, restarted, everything) => {
    expect(feedStart(cursor, { epoch: 'e1', position: 10 })).toEqual({
      position: start,
      back: cursor === 'e1.7-3' ? 3 : null,
      restarted,
      everything,
    });
  });
});
