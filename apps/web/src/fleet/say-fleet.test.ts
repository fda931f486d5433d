import { describe, expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { sayFleet } from './say-fleet.ts';

const counts = { all: 14, critical: 0, silent: 2, held: 1, needs: 0 };

describe('the sentence of the fleet', () => {
  test.each<[Parameters<typeof sayFleet>[0], string]>([
    [{ counts: undefined, tooLong: undefined, refused: false }, 'Asking the office'],
    [{ counts: undefined, tooLong: undefined, refused: true }, 'How the phones are is not known now'],
    [{ counts, tooLong: 1, refused: false }, '1 phone has held a critical record for too long'],
    [{ counts: { ...counts, critical: 3 }, tooLong: 0, refused: false }, '3 phones hold a critical record'],
    [{ counts, tooLong: 0, refused: false }, '12 of 14 phones reached the office within a day'],
    [{ counts: { ...counts, all: 0 }, tooLong: undefined, refused: false }, 'No phone has been heard of yet'],
  ])('%j', (facts, sentence) => {
    expect(sayFleet(facts, en)).toBe(sentence);
  });
});
