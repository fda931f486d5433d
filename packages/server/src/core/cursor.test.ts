import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedStart, formatCursor, parseCursor } from './cursor.ts';

const epoch = fc.stringMatching(/^[0-9a-f]{8}$/);
const position = fc.integer({ min: 0, max: 1e12 });

describe('[R1] a cursor', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(epoch, position, (name, place) => {
        expect(parseCursor(formatCursor({ epoch: name, position: place }))).toEqual({
          epoch: name,
          position: place,
        });
      }),
    );
  });

  it.each(['', '.', 'abc', 'abc.', '.5', 'abc.-1', 'abc.1e3', 'ABC.1', 'abc.1.2', `abc.${'9'.repeat(16)}`])(
    'is not %j',
    (text) => {
      expect(parseCursor(text)).toBeUndefined();
    },
  );

  it.each([
    ['no cursor yet', null, 0, false],
    ['in this epoch', 'e1.7', 7, false],
    ['at the head', 'e1.10', 10, false],
    ['ahead of the head', 'e1.11', 0, true],
    ['in another epoch', 'e2.7', 0, true],
    ['of no meaning', 'seven', 0, true],
  ])('%s', (_name, cursor, start, restarted) => {
    expect(feedStart(cursor, { epoch: 'e1', position: 10 })).toEqual({ position: start, restarted });
  });
});
